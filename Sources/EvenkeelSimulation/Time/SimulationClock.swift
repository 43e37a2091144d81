import KubernetesTypes

/// Virtual time, and what is planned for later.
///
/// Event-driven: time goes from one event to the next, so that a calm night costs next to nothing.
final class SimulationClock {
    typealias Work = () -> Void

    static let beginning = Timestamp(secondsSince1970: 1_772_625_600)

    private(set) var now = SimulationClock.beginning
    private var agenda = Agenda<Work>()

    /// When the first planned work is due.
    var next: Timestamp? { agenda.next }

    /// Since the world began, in seconds.
    var age: Double { now - Self.beginning }

    func plan(after seconds: Double, _ work: @escaping Work) { agenda.plan(work, at: now + max(0, seconds)) }

    func plan(at time: Timestamp, _ work: @escaping Work) { agenda.plan(work, at: time) }

    func advance(to time: Timestamp) { now = max(now, time) }

    func takeDueWork() -> Work? { agenda.take(by: now) }

    /// Planned work holds the parts of the world, and they hold the clock.
    func forgetPlans() { agenda = Agenda() }
}
