import FoundationEssentials

/// The kubeconfig that a sandbox leaves to its user for as long as it runs.
struct SandboxKubeconfig: Sendable {
    let path: String

    /// A file that names other clusters is somebody's way to them: it is not overwritten.
    func requireReplaceable() throws {
        guard FileManager.default.fileExists(atPath: path), !isOfSandbox else { return }
        throw CommandFailure(
            "\(path) exists and was not written by a sandbox; choose another file with --kubeconfig, or remove it",
            code: .misconfigured)
    }

    func write(contentsOf source: String) throws {
        do {
            try Data(contentsOf: URL(filePath: source)).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(path): the kubeconfig cannot be written; check that its folder exists and may be written to",
                code: .misconfigured)
        }
    }

    /// It would name a server that is gone; another sandbox's file, written since, is left alone.
    func remove(ifStill source: String) {
        guard FileManager.default.contentsEqual(atPath: path, andPath: source) else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    private var isOfSandbox: Bool {
        guard let data = FileManager.default.contents(atPath: path), data.count < 65_536 else { return false }
        return String(decoding: data, as: UTF8.self).contains("current-context: evenkeel-sandbox\n")
    }
}
