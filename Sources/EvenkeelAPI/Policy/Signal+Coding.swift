extension Signal {
    enum CodingKeys: String, CodingKey { case name, quality }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kinds = try decoder.container(keyedBy: Kind.Field.self)
        name = try container.decode(String.self, forKey: .name)
        quality = try container.decodeIfPresent(QualityLimits.self, forKey: .quality)
        // Each key is read: the schema is made of the keys that are asked for.
        kind = try Kind.Field.allCases.compactMap { try Kind.read($0, kinds) }.first
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(quality, forKey: .quality)
        try kind?.encode(to: encoder)
    }
}

extension Signal.Kind {
    /// The fields of a document that hold the kinds.
    enum Field: String, CodingKey, CaseIterable { case errorRate, anomaly, workload, canary, alert, forecast, outlier }

    var field: Field {
        switch self {
        case .errorRate: .errorRate
        case .anomaly: .anomaly
        case .workload: .workload
        case .canary: .canary
        case .alert: .alert
        case .forecast: .forecast
        case .outlier: .outlier
        }
    }

    fileprivate static func read(_ field: Field, _ container: KeyedDecodingContainer<Field>) throws -> Self? {
        switch field {
        case .errorRate: try container.decodeIfPresent(ErrorRateSignal.self, forKey: field).map(Self.errorRate)
        case .anomaly: try container.decodeIfPresent(AnomalySignal.self, forKey: field).map(Self.anomaly)
        case .workload: try container.decodeIfPresent(WorkloadSignal.self, forKey: field).map(Self.workload)
        case .canary: try container.decodeIfPresent(CanarySignal.self, forKey: field).map(Self.canary)
        case .alert: try container.decodeIfPresent(AlertSignal.self, forKey: field).map(Self.alert)
        case .forecast: try container.decodeIfPresent(ForecastSignal.self, forKey: field).map(Self.forecast)
        case .outlier: try container.decodeIfPresent(OutlierSignal.self, forKey: field).map(Self.outlier)
        }
    }

    fileprivate func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        switch self {
        case .errorRate(let signal): try container.encode(signal, forKey: field)
        case .anomaly(let signal): try container.encode(signal, forKey: field)
        case .workload(let signal): try container.encode(signal, forKey: field)
        case .canary(let signal): try container.encode(signal, forKey: field)
        case .alert(let signal): try container.encode(signal, forKey: field)
        case .forecast(let signal): try container.encode(signal, forKey: field)
        case .outlier(let signal): try container.encode(signal, forKey: field)
        }
    }
}
