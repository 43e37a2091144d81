public import Logging
import Synchronization

/// The level of the log, which can be changed for a while.
public final class LogLevelSwitch: Sendable {
    /// How long a change lasts: who forgets it fills no disk for long.
    public static let lasts = Duration.seconds(3600)

    public let configured: Logger.Level
    private let change = Mutex<(level: Logger.Level, until: ContinuousClock.Instant)?>(nil)
    private let now: @Sendable () -> ContinuousClock.Instant

    public convenience init(_ configured: Logger.Level) { self.init(configured) { .now } }

    init(_ configured: Logger.Level, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.configured = configured
        self.now = now
    }

    public var level: Logger.Level {
        change.withLock { change in
            guard let current = change else { return configured }
            guard now() < current.until else {
                change = nil
                return configured
            }
            return current.level
        }
    }

    func set(_ level: Logger.Level) {
        let until = now() + Self.lasts
        change.withLock { $0 = level == configured ? nil : (level, until) }
    }
}
