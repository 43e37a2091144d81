/// One sample of the modelled applications, as a scrape would store it.
public struct MetricSample: Sendable, Hashable {
    public struct Label: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// With its suffix: `http_request_duration_seconds_bucket`.
    public var name: String
    /// In the order in which they are printed; no name occurs twice.
    public var labels: [Label]
    public var value: Double

    public init(name: String, labels: [Label], value: Double) {
        self.name = name
        self.labels = labels
        self.value = value
    }
}
