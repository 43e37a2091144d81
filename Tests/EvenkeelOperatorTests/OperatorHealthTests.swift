import Synchronization
import Testing

@testable import EvenkeelOperator

@Suite("The health of a replica")
struct OperatorHealthTests {
    private final class Clock: Sendable {
        let offset = Mutex(Duration.zero)
        let start = ContinuousClock.now
        var now: ContinuousClock.Instant { start + offset.withLock(\.self) }
        func advance(_ duration: Duration) { offset.withLock { $0 += duration } }
    }

    @Test("a replica that only stands by lives for as long as it likes, or a probe would restart it every minute")
    func standby() {
        let clock = Clock()
        let health = OperatorHealth { clock.now }
        clock.advance(.seconds(3600))
        #expect(health.isAlive)
    }

    @Test("a leader whose loop has stood still for a minute does not live")
    func hang() {
        let clock = Clock()
        let health = OperatorHealth { clock.now }
        health.alive()
        clock.advance(.seconds(59))
        #expect(health.isAlive)
        clock.advance(.seconds(1))
        #expect(!health.isAlive)
        health.standsBy()
        #expect(health.isAlive)
    }
}
