public import JSONValue
import KubernetesTypes

extension Documents {
    /// Checks documents that are applied together: each as ``validate(_:)`` does, and the references between them.
    ///
    /// - Returns: the findings of each document, in the order of the documents.
    public static func validate(_ documents: [JSON]) -> [[Finding]] {
        let sources = documents.compactMap { try? MetricSource(json: $0) }
        var seen: Set<String> = []
        return documents.map { json in
            var findings = validate(json)
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
            let path = ["spec", "signals", "\(index)", kind, "source"]
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
        if source.spec.alertmanager != nil, signal.alert == nil {
            return "MetricSource \(name) is an Alertmanager, which supports only alert signals"
        }
        if source.spec.loki != nil, signal.alert != nil {
            return "MetricSource \(name) is a Loki, which does not support alert signals"
        }
        return nil
    }
}

extension Signal {
    /// The name of the field that is set.
    fileprivate var kind: String? {
        if errorRate != nil { return "errorRate" }
        if anomaly != nil { return "anomaly" }
        if workload != nil { return "workload" }
        if canary != nil { return "canary" }
        if forecast != nil { return "forecast" }
        if outlier != nil { return "outlier" }
        return alert == nil ? nil : "alert"
    }
}
