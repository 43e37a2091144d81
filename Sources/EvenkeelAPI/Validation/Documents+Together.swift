public import JSONValue
import KubernetesTypes

extension Documents {
    /// Checks documents that are applied together: each as ``validate(_:)`` does, and the references between them.
    ///
    /// - Returns: the findings of each document, in the order of the documents.
    public static func validate(_ documents: [JSON]) -> [[Finding]] {
        let sources = documents.compactMap { try? MetricSource(json: $0) }
        let logQLSources = Set(sources.filter(\.spec.answersLogQL).compactMap(\.metadata.name))
        var seen: Set<String> = []
        return documents.map { json in
            var findings = validate(json, logQLSources: logQLSources)
            if !seen.insert(subject(json)).inserted {
                let message = "\(subject(json)) occurs twice: the later document replaces the earlier one"
                findings.append(.warning(["metadata", "name"], message))
            }
            guard !sources.isEmpty, let policy = try? RemediationPolicy(json: json) else { return findings }
            return findings + policy.sourceWarnings(among: sources)
        }
    }
}

extension RemediationPolicy {
    /// Checks that the MetricSources of the signals exist, allow the namespace and fit the signal. It applies only if
    /// the documents contain MetricSources: usually these are in the cluster already.
    fileprivate func sourceWarnings(among sources: [MetricSource]) -> [Finding] {
        spec.signals.enumerated().compactMap { index, signal in
            guard let kind = signal.kind, let name = signal.source else { return nil }
            let path = ["spec", "signals", "\(index)", kind.field.rawValue, "source"]
            guard let source = sources.first(where: { $0.metadata.name == name }) else {
                let names = sources.compactMap(\.metadata.name)
                let advice = Spelling.suggestion(for: name, among: names)
                return .warning(path, "MetricSource \(name) is not among the given documents", advice)
            }
            return warning(signal, source).map { .warning(path, $0) }
        }
    }

    private func warning(_ signal: Signal, _ source: MetricSource) -> String? {
        let name = source.metadata.name ?? ""
        if let namespace = metadata.namespace, !source.spec.allows(namespace: namespace) {
            return "MetricSource \(name) does not allow namespace \(namespace)"
        }
        guard let kind = source.spec.kind else { return nil }
        return switch (kind.answers, signal.asksForAlerts) {
        case (.everything, _), (.alertsOnly, true), (.noAlerts, false): nil
        case (.alertsOnly, false): "MetricSource \(name) is \(kind.title), which supports only alert signals"
        case (.noAlerts, true): "MetricSource \(name) is \(kind.title), which does not support alert signals"
        }
    }
}

extension Signal {
    fileprivate var asksForAlerts: Bool {
        switch kind {
        case .alert: true
        case .errorRate, .anomaly, .workload, .canary, .forecast, .outlier, nil: false
        }
    }
}

extension MetricSourceSpec {
    fileprivate var answersLogQL: Bool {
        switch kind {
        case .loki: true
        case .prometheus, .alertmanager, nil: false
        }
    }
}
