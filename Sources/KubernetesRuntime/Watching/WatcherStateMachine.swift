public import KubernetesClient
internal import KubernetesTypes

/// What a watcher does next. Pure: it neither waits nor asks, it only says what is to be done.
///
/// List in pages, then watch from the list's version. A stream that ends or breaks resumes from the last version seen; a
/// version that is too old (410, in the stream or as the answer) starts again with a list, and so does one that the server
/// keeps refusing or keeps silent about.
struct WatcherStateMachine: Sendable {
    enum State: Sendable, Hashable {
        case idle
        case listing
        case startingWatch(from: String)
        case watching(from: String)
        case waiting(then: Step)
    }

    /// What is done after a wait.
    enum Step: Sendable, Hashable {
        case list
        case watch(from: String)
    }

    enum Action: Sendable, Hashable {
        /// The next page; without a token the first one, with which all pages held are dropped.
        case list(continueToken: String?)
        /// The pages held are the whole state at this version.
        case commit(resourceVersion: String)
        case watch(from: String)
        case wait(Duration)
        case report(WatcherError)
    }

    private(set) var state = State.idle
    private var backoff: Backoff
    private var hasListed = false
    /// Since the watch has started: a healthy one gives events, bookmarks, or at least lasts.
    private var watchStartedAt = Duration.zero
    private(set) var hasSeenEvent = false
    /// When the state was last known to be the server's; `nil` between a list and the watch that follows it.
    private var confirmedAt: Duration?
    /// Since a watch was accepted.
    private var failedStarts = 0

    /// After so many refusals of one version it may be the version that is wrong, so everything is read again.
    static let maximumFailedStarts = 3

    /// A server sends a bookmark about once a minute. One that has been silent for longer than this may be waiting for a
    /// version that will not come for long, as after a restore from a backup, so everything is read again.
    static let longestSilence = Duration.seconds(150)

    /// Where nothing was heard for so long before a watch broke off, as behind a load balancer that cuts what is idle for a
    /// minute just before the bookmark, everything is read again: or the state of a quiet collection would never be known
    /// to be the present one. A watch that has lasted so long was no failed attempt, and is no reason to wait for long.
    static let longEnough = Duration.seconds(30)

    /// A watch that ends properly sooner than this, and without an event, counts as a failure.
    static let shortestHealthyWatch = Duration.seconds(1)

    init(backoff: Backoff = Backoff()) { self.backoff = backoff }

    mutating func start() -> [Action] { list() }

    mutating func received(pageWith continueToken: String?, resourceVersion: String) -> [Action] {
        if let continueToken { return [.list(continueToken: continueToken)] }
        hasListed = true
        confirmedAt = nil
        return [.commit(resourceVersion: resourceVersion)] + watch(from: resourceVersion)
    }

    mutating func listFailed(_ error: KubernetesError, now: Duration, random: Double) -> [Action] {
        let report = hasListed ? WatcherError.listFailed(error) : .initialListFailed(error)
        return [.report(report), wait(then: .list, error.retryAfter, now, random)]
    }

    mutating func watchStarted(now: Duration) {
        guard case .startingWatch(let version) = state else { return }
        state = .watching(from: version)
        watchStartedAt = now
        confirmedAt = confirmedAt ?? now
        hasSeenEvent = false
        failedStarts = 0
    }

    mutating func watchStartFailed(_ error: KubernetesError, now: Duration, random: Double) -> [Action] {
        guard case .startingWatch(let version) = state else { return [] }
        // The wait keeps a server that refuses every version from being asked in circles.
        if error.isExpired { return [wait(then: .list, error.retryAfter, now, random)] }
        failedStarts += 1
        let next = failedStarts < Self.maximumFailedStarts && !isOld(now) ? Step.watch(from: version) : .list
        return [.report(.watchStartFailed(error)), wait(then: next, error.retryAfter, now, random)]
    }

    /// An object's event or a bookmark, which both move the version on.
    mutating func received(eventAt resourceVersion: String, now: Duration) {
        hasSeenEvent = true
        confirmedAt = now
        guard case .watching = state, !resourceVersion.isEmpty else { return }
        state = .watching(from: resourceVersion)
    }

    mutating func received(error status: Status, now: Duration, random: Double) -> [Action] {
        let error = KubernetesError(
            .status(status), operation: .init(verb: "watch", resource: "stream"),
            retryAfter: status.retryAfterSeconds.map { .seconds(min(max($0, 0), 3600)) })
        return watchFailed(error, now: now, random: random)
    }

    mutating func watchFailed(_ error: KubernetesError, now: Duration, random: Double) -> [Action] {
        guard case .watching(let version) = state else { return [] }
        if error.isExpired || error.status?.code == 410 {
            return hasSeenEvent ? list() : [wait(then: .list, error.retryAfter, now, random)]
        }
        if now - watchStartedAt >= Self.longEnough { backoff = Backoff() }
        let next = isOld(now) ? Step.list : .watch(from: version)
        return [.report(.watchFailed(error)), wait(then: next, error.retryAfter, now, random)]
    }

    /// The server ended the stream properly, as it does after the timeout that it was given.
    mutating func watchEnded(now: Duration, random: Double) -> [Action] {
        guard case .watching(let version) = state else { return [] }
        if hasSeenEvent { return watch(from: version) }
        switch now - watchStartedAt {
        case ..<Self.shortestHealthyWatch: return [wait(then: .watch(from: version), nil, now, random)]
        case ..<Self.longestSilence: return watch(from: version)
        default: return list()
        }
    }

    mutating func waited() -> [Action] {
        guard case .waiting(let step) = state else { return [] }
        switch step {
        case .list: return list()
        case .watch(let version): return watch(from: version)
        }
    }

    private func isOld(_ now: Duration) -> Bool { confirmedAt.map { now - $0 >= Self.longEnough } ?? false }

    private mutating func list() -> [Action] {
        failedStarts = 0
        state = .listing
        return [.list(continueToken: nil)]
    }

    private mutating func watch(from version: String) -> [Action] {
        state = .startingWatch(from: version)
        return [.watch(from: version)]
    }

    private mutating func wait(
        then step: Step, _ retryAfter: Duration?, _ now: Duration, _ random: Double
    ) -> Action {
        state = .waiting(then: step)
        return .wait(max(backoff.next(now: now, random: random), retryAfter ?? .zero))
    }
}

/// Which step of watching failed, and why. The watcher goes on by itself in every case.
public enum WatcherError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no state yet: nothing has ever been read.
    case initialListFailed(KubernetesError)
    /// A later list, after the version became too old: the last state is kept.
    case listFailed(KubernetesError)
    case watchStartFailed(KubernetesError)
    /// The stream broke off.
    case watchFailed(KubernetesError)

    public var cause: KubernetesError {
        switch self {
        case .initialListFailed(let cause), .listFailed(let cause), .watchStartFailed(let cause),
            .watchFailed(let cause):
            cause
        }
    }

    public var description: String {
        switch self {
        case .initialListFailed(let cause): "nothing could be read yet: \(cause)"
        case .listFailed(let cause): "the state could not be read again, so the last one is kept: \(cause)"
        case .watchStartFailed(let cause): "the watch could not be started: \(cause)"
        case .watchFailed(let cause): "the watch broke off: \(cause)"
        }
    }
}
