import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// Resource use of this process, with the metric names of the Prometheus client libraries.
struct ProcessFigures: Sendable {
    var cpuSeconds: Double
    var residentBytes: Double
    var openFiles: Double
    /// Seconds since 1970.
    var startedAt: Double

    /// `nil` where there is no `/proc`.
    init?() {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            // The name, in parentheses, may hold anything.
            let fields = stat.split(separator: ")").last?.split(separator: " "), fields.count > 21,
            let user = Double(fields[11]), let system = Double(fields[12]), let started = Double(fields[19]),
            let pages = Double(fields[21])
        else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        cpuSeconds = (user + system) / ticks
        residentBytes = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
        // One of them is for reading the folder itself.
        openFiles = Double((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 1) - 1
        startedAt = Self.bootedAt + started / ticks
    }

    private static let bootedAt: Double = {
        let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) } ?? 0
    }()
}

extension OperatorMetrics {
    /// Called for each scrape.
    func setProcessFigures() {
        guard let figures = ProcessFigures() else { return }
        process.cpuSeconds.set(figures.cpuSeconds)
        process.residentMemory.set(figures.residentBytes)
        process.openFiles.set(figures.openFiles)
        process.startTime.set(figures.startedAt)
    }
}
