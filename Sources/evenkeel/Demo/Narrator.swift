import FoundationEssentials
import KubernetesTypes
import Synchronization

/// Prints the events of the demo, one line each.
final class Narrator: Sendable {
    private let start = ContinuousClock.now
    private let hasColour: Bool
    private let write: @Sendable (String) -> Void
    private let kept = Mutex(DemoRecord())

    init(hasColour: Bool = Terminal.hasColour, write: @escaping @Sendable (String) -> Void = { print($0) }) {
        self.hasColour = hasColour
        self.write = write
        kept.withLock { $0.began = Timestamp(Date()) }
    }

    enum Tone { case plain, seen, held, done, alarm, title }

    /// Everything that was recorded so far.
    var recorded: DemoRecord { kept.withLock { $0 } }

    /// Keeps something for the picture.
    ///
    /// - Parameter change: gets the record and the seconds since the start.
    func record(_ change: (inout DemoRecord, Double) -> Void) {
        let now = start.duration(to: .now) / .seconds(1)
        kept.withLock { change(&$0, now) }
    }

    func record(_ kind: DemoRecord.Moment.Kind, story: Int, _ text: String) {
        record { $0.add(DemoRecord.Moment(at: $1, story: story, kind: kind, text: text)) }
    }

    func say(_ text: String, story: Int? = nil, tone: Tone = .plain) {
        let elapsed = start.duration(to: .now).components.seconds
        let time = "\(elapsed / 60):\(elapsed % 60 < 10 ? "0" : "")\(elapsed % 60)"
        let tag = story.map { "story \($0)" } ?? "       "
        let line = "\(time)  \(tag)  \(colour(tone))\(text)\(hasColour ? "\u{1B}[0m" : "")"
        kept.withLock { _ in write(line) }
    }

    private func colour(_ tone: Tone) -> String {
        guard hasColour else { return "" }
        return switch tone {
        case .plain: "\u{1B}[0m"
        case .seen: "\u{1B}[36m"
        case .held: "\u{1B}[33m"
        case .done: "\u{1B}[32m"
        case .alarm: "\u{1B}[31m"
        case .title: "\u{1B}[1m"
        }
    }
}
