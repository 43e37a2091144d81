import EvenkeelSimulation
import Glibc
import Testing

@Suite("A world in virtual time")
struct WorldTests {
    /// Short worlds, so that a debug build plays them in seconds; `make simulate` plays long ones.
    private static let hours = 24.0

    private func expectNoBreach(_ seed: UInt64) {
        let report = Simulation.run(seed: seed, hours: Self.hours)
        let trace = report.trace.suffix(60).joined(separator: "\n")
        let command = "evenkeel simulate --seeds 1 --from \(seed) --hours \(Int(Self.hours))"
        #expect(report.breaches.isEmpty, "\(report.breaches); replay it with: \(command)\n\(trace)")
        #expect(report.simulatedHours == Self.hours)
    }

    @Test(
        "keeps every promise, and helps at the end, in a fixed set of seeds", arguments: [1, 2, 3] as [UInt64])
    func fixedSeeds(_ seed: UInt64) { expectNoBreach(seed) }

    @Test("keeps every promise in seeds that nobody has chosen")
    func freshSeeds() {
        for _ in 0..<3 {
            let seed = UInt64.random(in: 1_000_000...9_999_999)
            print("fresh seed: \(seed)")
            // Where a world ends in a trap, its seed has been told.
            fflush(nil)
            expectNoBreach(seed)
        }
    }

    @Test("is the same when its seed is the same, and another where it is another")
    func determinism() {
        let first = Simulation.run(seed: 11, hours: Self.hours)
        let second = Simulation.run(seed: 11, hours: Self.hours)
        let other = Simulation.run(seed: 12, hours: Self.hours)
        #expect(first.hash == second.hash)
        #expect(first.tally == second.tally)
        #expect(first.hash != other.hash)
    }
}
