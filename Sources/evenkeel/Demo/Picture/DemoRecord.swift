import EvenkeelAPI
import KubernetesTypes

/// What happened in a run of the demo. Times are seconds since its start.
struct DemoRecord: Sendable {
    struct Chapter: Sendable {
        var number: Int
        var title: String
        var policies: [String]
    }

    struct Moment: Sendable {
        enum Kind: Sendable { case incident, signal, held, person, change, success, failure }

        var at: Double
        var story: Int
        var kind: Kind
        var text: String
    }

    /// A policy's health from this time on.
    struct HealthChange: Sendable {
        var at: Double
        var policy: String
        var health: Health
    }

    /// The phase of a policy's remediation from this time on.
    struct PhaseChange: Sendable {
        var at: Double
        var policy: String
        var phase: Phase
    }

    /// The time of day at its start.
    var began: Timestamp?
    var chapters: [Chapter] = []
    /// In the order of time, as are the next two.
    private(set) var moments: [Moment] = []
    var healthChanges: [HealthChange] = []
    var phaseChanges: [PhaseChange] = []
    var end = 0.0

    /// A story has one incident; a second one that it reports is a failure.
    mutating func add(_ moment: Moment) {
        var moment = moment
        if moment.kind == .incident, incident(of: moment.story) != nil { moment.kind = .failure }
        moments.append(moment)
        end = max(end, moment.at)
    }

    /// When the story's incident began; `nil` if it did not get that far.
    func incident(of story: Int) -> Double? { moments.first { $0.story == story && $0.kind == .incident }?.at }

    /// The story's moments from its incident on.
    func moments(of story: Int) -> [Moment] {
        let own = moments.filter { $0.story == story }
        guard let start = own.firstIndex(where: { $0.kind == .incident }) else { return own }
        return Array(own[start...])
    }
}
