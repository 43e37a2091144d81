import EvenkeelAPI
import KubernetesTypes

/// One world from a seed, with the promises checked at every step.
public enum Simulation {
    /// Long enough for several incidents and a calm end.
    public static let defaultHours = 240.0

    /// - Parameters:
    ///   - hours: of simulated time, at least 24: the last eight are calm.
    public static func run(seed: UInt64, hours: Double = defaultHours) -> SeedReport {
        let world = World(seed: seed, hours: max(24, hours))
        world.plan(.happen(.calm), after: (max(24, hours) - 8) * 3600)
        world.run()
        return SeedReport(
            seed: seed, simulatedHours: (world.now - World.beginning) / 3600, breaches: world.breaches,
            trace: world.breaches.isEmpty ? [] : world.trace.lines, hash: world.trace.hash, tally: world.tally)
    }
}
