import KubernetesTypes

/// The policies that are known, with an agenda of their evaluations, so that a step does not have to touch each of a thousand
/// policies to find the one that is due.
struct PolicyBook: Sendable {
    /// What a policy waits for next.
    private enum Appointment: Sendable {
        case evaluate(Timestamp)
        /// An answer, which counts as lost after this.
        case answer(Timestamp)
    }

    private var tracks: [ObjectKey: PolicyMachine] = [:]
    private var agenda: [ObjectKey: Appointment] = [:]
    /// Evaluations under way.
    private(set) var underWay = 0
    /// How many targets are unhealthy, counted as looks come in.
    private(set) var census = TargetCensus()

    var count: Int { tracks.count }
    var keys: Dictionary<ObjectKey, PolicyMachine>.Keys { tracks.keys }
    var values: Dictionary<ObjectKey, PolicyMachine>.Values { tracks.values }

    subscript(key: ObjectKey) -> PolicyMachine? {
        get { tracks[key] }
        set {
            tracks[key] = newValue
            if case .answer? = agenda[key] { underWay -= 1 }
            agenda[key] = newValue.flatMap(Self.appointment)
            if case .answer? = agenda[key] { underWay += 1 }
            census.set(key, newValue.flatMap(TargetCensus.Entry.init))
        }
    }

    /// Those whose evaluation is due, the longest overdue first.
    func due(at now: Timestamp) -> [ObjectKey] {
        agenda.compactMap { key, appointment -> (Timestamp, ObjectKey)? in
            if case .evaluate(let time) = appointment, time <= now { (time, key) } else { nil }
        }.sorted { $0 < $1 }.map(\.1)
    }

    /// Those whose evaluation was not answered in time, in the order of their names.
    func unanswered(at now: Timestamp) -> [ObjectKey] {
        guard underWay > 0 else { return [] }
        return agenda.compactMap { key, appointment in
            if case .answer(let time) = appointment, time <= now { key } else { nil }
        }.sorted()
    }

    /// When an evaluation is due next, or is lost. With no room for further evaluations only the latter counts.
    func nextAppointment(hasRoom: Bool) -> Timestamp? {
        agenda.values.lazy.compactMap { appointment in
            switch appointment {
            case .evaluate(let time): hasRoom ? time : nil
            case .answer(let time): time
            }
        }.min()
    }

    private static func appointment(_ track: PolicyMachine) -> Appointment? {
        switch track.schedule {
        case .unusable: nil
        case .due(let time): .evaluate(time)
        case .evaluating(let progress, _): .answer(progress.until)
        }
    }
}
