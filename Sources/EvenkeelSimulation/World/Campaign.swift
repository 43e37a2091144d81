import KubernetesTypes

/// Many worlds, beside each other on several cores.
public struct Campaign: Sendable {
    public var seeds: Range<UInt64>
    public var hours: Double
    /// How many worlds at once.
    public var width: Int
    /// Worlds whose promise was broken, at most, before it ends early.
    public var maximumFailures: Int

    public init(
        seeds: Range<UInt64>, hours: Double = Simulation.defaultHours, width: Int = 1, maximumFailures: Int = 5
    ) {
        self.seeds = seeds
        self.hours = hours
        self.width = max(1, width)
        self.maximumFailures = max(1, maximumFailures)
    }

    /// - Parameter progress: called after each world; return `false` to end early.
    public func run(progress: @Sendable (CampaignReport) -> Bool = { _ in true }) async -> CampaignReport {
        let hours = self.hours
        return await withTaskGroup(of: SeedReport.self) { group in
            var report = CampaignReport(seeds: UInt64(seeds.count))
            var waiting = seeds.makeIterator()
            for _ in 0..<width {
                if let seed = waiting.next() { group.addTask { Simulation.run(seed: seed, hours: hours) } }
            }
            for await one in group {
                report.add(one)
                guard progress(report), report.failures.count < maximumFailures, !Task.isCancelled else { break }
                if let seed = waiting.next() { group.addTask { Simulation.run(seed: seed, hours: hours) } }
            }
            group.cancelAll()
            return report
        }
    }
}

/// What became of many worlds.
public struct CampaignReport: Sendable {
    /// How many were asked for.
    public var seeds: UInt64
    public var finished: UInt64 = 0
    public var simulatedHours = 0.0
    public var tally = Tally()
    /// Those in which a promise was broken.
    public var failures: [SeedReport] = []

    public init(seeds: UInt64) { self.seeds = seeds }

    public mutating func add(_ report: SeedReport) {
        finished += 1
        simulatedHours += report.simulatedHours
        tally.add(report.tally)
        if !report.breaches.isEmpty { failures.append(report) }
    }
}
