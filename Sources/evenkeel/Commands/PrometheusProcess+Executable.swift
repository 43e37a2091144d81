import FoundationEssentials

extension PrometheusProcess {
    /// The binary that an option names, or the one on the PATH.
    ///
    /// - Throws: `CommandFailure`, before anything is started.
    static func executable(named path: String?, option: String) throws -> String {
        guard let path else { return try find(in: ProcessInfo.processInfo.environment["PATH"] ?? "", option: option) }
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandFailure(
                "\(path) is not a program that can be run; correct \(option), or leave it out to take one from the PATH",
                code: .misconfigured)
        }
        return path
    }

    private static func find(in path: String, option: String) throws -> String {
        do {
            return try find(in: path)
        } catch let failure as CommandFailure {
            throw CommandFailure(
                failure.message.replacing("--prometheus", with: option), code: failure.code)
        }
    }
}
