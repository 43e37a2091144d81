import KubernetesClient
import Testing

@testable import KubernetesRuntime

@Suite(.timeLimit(.minutes(1))) struct RateLimitTests {
    @Test("a bucket gives its burst at once and then so many per second")
    func bucket() {
        var bucket = TokenBucket(perSecond: 2, burst: 3)
        let waits = (0..<5).map { _ in bucket.reserve(now: .zero) }
        #expect(waits == [.zero, .zero, .zero, .milliseconds(500), .seconds(1)])
        #expect(bucket.reserve(now: .seconds(2)) == .zero)
    }

    @Test("a bucket refills, but never above its burst")
    func refill() {
        var bucket = TokenBucket(perSecond: 1, burst: 2)
        let taken = [0, 0, 0, 1, 1, 1000, 1000, 1000].map { bucket.take(now: .seconds($0)) }
        #expect(taken == [true, true, false, true, false, true, true, false])
    }

    @Test("a clock that goes back gives no tokens and takes none")
    func backwards() {
        var bucket = TokenBucket(perSecond: 1, burst: 1)
        let taken = [10, 5, 10.5, 11].map { bucket.take(now: .seconds($0)) }
        #expect(taken == [true, false, false, true])
    }

    @Test("a key's failures wait up to 1000 s")
    func maximum() {
        var delays = RetryDelays<String>(bucket: TokenBucket(perSecond: 1000, burst: 1000))
        var last = Duration.zero
        for _ in 0..<100 { last = delays.next(for: "a", now: .zero) }
        #expect(last == .seconds(1000))
        #expect(delays.failures(of: "a") == 100)
        #expect(delays.next(for: "b", now: .zero) == .milliseconds(5))
    }

    @Test("all keys together are bounded: a hundred retries at once, then ten a second")
    func together() {
        var delays = RetryDelays<Int>()
        let waits = (0..<110).map { delays.next(for: $0, now: .zero) }
        #expect(waits[99] == .milliseconds(5))
        #expect(waits[109] == .seconds(1))
    }

    @Test("tasks get their turns in order, and a cancelled one leaves its turn to others")
    func limiter() async throws {
        let time = ManualTimeSource()
        let limiter = RateLimiter(perSecond: 1, burst: 1, time: time)
        try await limiter.wait()
        #expect(!limiter.take())
        let cancelled = Task { try await limiter.wait() }
        #expect(await eventually { time.nextDeadline == .seconds(1) })
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let next = Task { try await limiter.wait() }
        #expect(await eventually { time.nextDeadline == .seconds(1) })
        time.advance(by: .seconds(1))
        try await next.value
    }
}
