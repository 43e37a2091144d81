import KubernetesTypes

/// One world from a seed, with the promises checked at every step.
public enum Simulation {
    /// Long enough for several incidents and a calm end.
    public static let defaultHours = 240.0

    /// - Parameters:
    ///   - hours: of simulated time, at least 24: the last eight are calm.
    public static func run(seed: UInt64, hours: Double = defaultHours) -> SeedReport {
        let world = World(seed: seed, hours: max(24, hours))
        world.run()
        let journal = world.journal
        return SeedReport(
            seed: seed, simulatedHours: world.clock.age / 3600, breaches: journal.breaches,
            trace: journal.isIntact ? [] : journal.trace.lines, hash: journal.trace.hash, tally: journal.tally)
    }
}
