import Testing

@testable import KubernetesRuntime

@Suite struct TokenBucketTests {
    @Test("a bucket gives its burst at once and then so many per second")
    func bucket() {
        var bucket = TokenBucket(perSecond: 2, burst: 3)
        let taken = [0, 0, 0, 0, 0.4, 0.5, 0.5, 1].map { bucket.take(now: .seconds($0)) }
        #expect(taken == [true, true, true, false, false, true, false, true])
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
}
