extension MetricSourceSpec {
    /// What answers. A valid document sets exactly one.
    public enum Kind: Sendable, Hashable {
        case prometheus(Endpoint)
        case alertmanager(Endpoint)
        case loki(Endpoint)
    }
}

extension MetricSourceSpec {
    enum CodingKeys: String, CodingKey { case staleAfter, allowedNamespaces }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kinds = try decoder.container(keyedBy: Kind.Field.self)
        staleAfter = try container.decode(TimeSpan.self, forKey: .staleAfter)
        allowedNamespaces = try container.decode([String].self, forKey: .allowedNamespaces)
        // Each key is read: the schema is made of the keys that are asked for.
        kind = try Kind.Field.allCases.compactMap { field in
            try kinds.decodeIfPresent(Endpoint.self, forKey: field).map { Kind(field, $0) }
        }.first
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(staleAfter, forKey: .staleAfter)
        try container.encode(allowedNamespaces, forKey: .allowedNamespaces)
        guard let kind else { return }
        var kinds = encoder.container(keyedBy: Kind.Field.self)
        try kinds.encode(kind.endpoint, forKey: kind.field)
    }
}

extension MetricSourceSpec.Kind {
    /// The fields of a document that hold the kinds.
    enum Field: String, CodingKey, CaseIterable { case prometheus, alertmanager, loki }

    fileprivate init(_ field: Field, _ endpoint: MetricSourceSpec.Endpoint) {
        switch field {
        case .prometheus: self = .prometheus(endpoint)
        case .alertmanager: self = .alertmanager(endpoint)
        case .loki: self = .loki(endpoint)
        }
    }

    var field: Field {
        switch self {
        case .prometheus: .prometheus
        case .alertmanager: .alertmanager
        case .loki: .loki
        }
    }

    public var endpoint: MetricSourceSpec.Endpoint {
        switch self {
        case .prometheus(let endpoint), .alertmanager(let endpoint), .loki(let endpoint): endpoint
        }
    }

    /// Which signals it can answer.
    enum Answers { case everything, alertsOnly, noAlerts }

    var answers: Answers {
        switch self {
        case .prometheus: .everything
        case .alertmanager: .alertsOnly
        case .loki: .noAlerts
        }
    }

    /// In sentences.
    var title: String {
        switch self {
        case .prometheus: "a Prometheus"
        case .alertmanager: "an Alertmanager"
        case .loki: "a Loki"
        }
    }
}
