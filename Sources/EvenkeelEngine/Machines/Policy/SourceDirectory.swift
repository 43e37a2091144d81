import EvenkeelAPI
import KubernetesTypes

/// The metric sources as signals find them.
struct SourceDirectory: Sendable {
    let sources: [String: MetricSourceMachine]

    /// Why the signal cannot be asked at all; `nil` if it can.
    func problem(_ signal: Signal, namespace: String) -> (reason: Unavailability, explanation: String)? {
        guard let name = signal.source else { return nil }
        guard let source = sources[name]?.source else {
            return (
                .sourceMissing,
                "there is no MetricSource \(name); create it, or name another in signals[\(signal.name)].source"
            )
        }
        guard source.spec.allows(namespace: namespace) else {
            return (
                .sourceNotAllowed,
                "MetricSource \(name) does not allow namespace \(namespace); add it to its allowedNamespaces"
            )
        }
        return nil
    }

    func staleAfter(_ signal: Signal) -> TimeSpan? {
        signal.source.flatMap { sources[$0] }?.source.spec.staleAfter
    }

    /// Those that the queries name.
    func specs(of queries: [Query]) -> [String: MetricSourceSpec] {
        let named = Set(queries.map(\.source))
        return sources.filter { named.contains($0.key) }.mapValues(\.source.spec)
    }
}
