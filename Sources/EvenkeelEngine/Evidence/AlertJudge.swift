import EvenkeelAPI
import KubernetesTypes

enum AlertJudge {
    /// Prometheus keeps its alerts as a series of its own.
    static func expression(_ signal: AlertSignal) -> String {
        let matchers = signal.matchLabels.sorted { $0.key < $1.key }.map { label in
            "\(label.key)=\"\(escaped(label.value))\""
        }
        return "ALERTS{" + (["alertstate=\"firing\""] + matchers).joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            if character == "\\" || character == "\"" { text.append("\\") }
            text.append(character == "\n" ? " " : character)
        }
    }

    static func judge(_ name: String, _ signal: AlertSignal, context: SignalContext) throws(BadSample) -> SignalFinding
    {
        let firing = try SampleQuality.answered(context.answer(name, .alerts), what: "the alerts of \(name)")
        let title = signal.matchLabels["alertname"] ?? name
        let isFiring = !firing.isEmpty
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: isFiring ? 1 : 0), isBad: isFiring,
                value: isFiring ? "firing" : "not firing", observedAt: context.evaluation.at,
                explanation: isFiring ? "alert \(title) is firing (\(firing.count))" : "alert \(title) is not firing"),
            isFresh: true)
    }
}
