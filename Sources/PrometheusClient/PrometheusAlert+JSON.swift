internal import JSONValue

extension PrometheusAlert {
    /// Nil if what makes an alert is missing.
    init?(_ json: JSON) {
        guard let labels = json["labels"]?.stringDictionary, let state = json["state"]?.stringValue else { return nil }
        guard let value = json["value"]?.stringValue.flatMap({ Double($0) }) else { return nil }
        self.init(
            labels: labels, annotations: json["annotations"]?.stringDictionary ?? [:],
            state: State(rawValue: state),
            activeSince: json["activeAt"]?.stringValue.flatMap { RFC3339.seconds($0) }, value: value)
    }
}
