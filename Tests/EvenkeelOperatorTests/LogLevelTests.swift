import Logging
import Synchronization
import Testing

@testable import EvenkeelOperator

@Suite("The level of the log") struct LogLevelTests {
    private final class Clock: Sendable {
        let time = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func pass(_ duration: Duration) { time.withLock { $0 += duration } }
    }

    @Test("can be changed while it runs, and comes back after an hour")
    func hour() {
        let clock = Clock()
        let levels = LogLevelSwitch(.info) { clock.now }
        let logger = Logger(label: "t") { StructuredLogHandler(label: $0, format: .text, levels: levels) }
        #expect(logger.logLevel == .info)
        levels.set(.debug)
        #expect(logger.logLevel == .debug)
        clock.pass(.seconds(3599))
        #expect(logger.logLevel == .debug)
        clock.pass(.seconds(1))
        #expect(logger.logLevel == .info)
    }

    @Test("of a library that was quietened stays what it is")
    func quieter() {
        let levels = LogLevelSwitch(.info)
        var logger = Logger(label: "t") { StructuredLogHandler(label: $0, format: .text, levels: levels) }
        logger.logLevel = .warning
        levels.set(.trace)
        #expect(logger.logLevel == .warning)
    }
}
