import EvenkeelSandbox

/// A sandbox cluster for as long as the body runs.
enum SandboxScope {
    /// - Parameter body: gets the path of a kubeconfig.
    static func run<Value: Sendable>(
        folder: TemporaryFolder, port: Int = 0, _ body: @escaping @Sendable (String) async throws -> Value
    ) async throws -> Value {
        let sandbox = Sandbox(SandboxConfiguration(port: port))
        do throws(SandboxError) {
            _ = try await sandbox.start()
        } catch {
            throw CommandFailure("\(error)", code: .misconfigured)
        }
        let result: Result<Value, any Error>
        do {
            let path = "\(folder.path)/kubeconfig"
            try await sandbox.writeKubeconfig(to: path)
            result = .success(try await body(path))
        } catch {
            result = .failure(error)
        }
        // Also after cancellation, so that nothing keeps running.
        await Task { await sandbox.shutdown() }.value
        return try result.get()
    }
}
