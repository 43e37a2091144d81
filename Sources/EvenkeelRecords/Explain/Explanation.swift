import Detection
import EvenkeelAPI
public import JSONValue
import KubernetesTypes

/// The status of an object for users: the evidence, the confidence, the gates, the required changes and the next
/// evaluation.
public struct Explanation: Sendable, Hashable {
    /// A heading and its lines.
    public struct Section: Sendable, Hashable {
        public var title: String
        public var lines: [Line]
    }

    public struct Line: Sendable, Hashable {
        public enum Mark: String, Sendable, Hashable { case good, bad, waiting, plain }

        public var mark: Mark
        public var text: String

        init(_ text: String, _ mark: Mark = .plain) {
            self.text = text
            self.mark = mark
        }
    }

    public var title: String
    public var sections: [Section]

    /// Plain text, or with the colours of a terminal.
    public func text(hasColour: Bool) -> String {
        var lines = [hasColour ? "\u{1B}[1m\(title)\u{1B}[0m" : title]
        for section in sections where !section.lines.isEmpty {
            lines += ["", hasColour ? "\u{1B}[1m\(section.title)\u{1B}[0m" : section.title]
            lines += section.lines.map { "  " + ($0.mark.paint($0.text, hasColour)) }
        }
        return lines.joined(separator: "\n")
    }

    public var json: JSON {
        [
            "title": .string(title),
            "sections": .array(
                sections.filter { !$0.lines.isEmpty }.map { section in
                    ["title": .string(section.title), "lines": .array(section.lines.map { .string($0.text) })]
                }),
        ]
    }
}

extension Explanation.Line.Mark {
    fileprivate func paint(_ text: String, _ hasColour: Bool) -> String {
        guard hasColour else { return text }
        switch self {
        case .good: return "\u{1B}[32m\(text)\u{1B}[0m"
        case .bad: return "\u{1B}[31m\(text)\u{1B}[0m"
        case .waiting: return "\u{1B}[33m\(text)\u{1B}[0m"
        case .plain: return text
        }
    }
}

// The parts of both kinds of explanations.
extension Explanation {
    static func seen(_ evidence: [Evidence], now: Timestamp) -> Section {
        let width = evidence.map(\.signal.count).max() ?? 0
        return Section(
            title: "Signals",
            lines: evidence.map { evidence in
                let name = evidence.signal.padded(to: width)
                let age = "(\(age(of: evidence.observedAt, now)))"
                guard evidence.quality == .ok else {
                    return Line("\(name)  \(evidence.quality.rawValue): \(evidence.explanation) \(age)", .waiting)
                }
                let mark: Line.Mark = evidence.isBad ? .bad : evidence.isNotice == true ? .waiting : .good
                return Line("\(name)  \(verdict(evidence))\(evidence.explanation) \(age)", mark)
            })
    }

    private static func verdict(_ evidence: Evidence) -> String {
        if evidence.isBad { return "unhealthy, confidence \(evidence.confidence): " }
        return evidence.isNotice == true ? "healthy, with a notice: " : "healthy: "
    }

    /// The gates that hold or refuse, then all gates that pass in one line.
    static func gates(_ gates: [GateStatus], now: Timestamp) -> [Line] {
        let passed = gates.filter { $0.verdict == .pass }.map(\.name.rawValue)
        var lines = gates.filter { $0.verdict != .pass }.map { gate in
            let until = gate.until.map { " - until \($0) (\(rest(until: $0, now)))" } ?? ""
            let word = gate.verdict == .refuse ? "refuse" : "hold  "
            return Line("\(word)  \(gate.name): \(gate.message)\(until)", gate.verdict == .refuse ? .bad : .waiting)
        }
        if !passed.isEmpty { lines.append(Line("pass    \(passed.joined(separator: ", "))", .good)) }
        return lines
    }

    static func changes(needed gates: [GateStatus]) -> [Line] {
        gates.filter { $0.verdict != .pass }.map { Line("\($0.name): \($0.remedy)") }
    }

    static func age(of time: Timestamp, _ now: Timestamp) -> String {
        now < time ? "in \(NumberText.duration(time - now))" : "\(NumberText.duration(now - time)) ago"
    }

    static func rest(until time: Timestamp, _ now: Timestamp) -> String {
        now < time ? "in \(NumberText.duration(time - now))" : "over"
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
