import FoundationEssentials

extension Sandbox {
    /// The text of a kubeconfig for this sandbox.
    public func kubeconfig() async throws(SandboxError) -> String {
        let server = try await address().absoluteString
        return """
            apiVersion: v1
            kind: Config
            clusters:
            - name: evenkeel-sandbox
              cluster:
                server: \(server)
            users:
            - name: evenkeel-sandbox
              user: {}
            contexts:
            - name: evenkeel-sandbox
              context:
                cluster: evenkeel-sandbox
                user: evenkeel-sandbox
                namespace: default
            current-context: evenkeel-sandbox

            """
    }

    /// Writes it, replacing what is there.
    public func writeKubeconfig(to path: String) async throws(SandboxError) {
        let text = try await kubeconfig()
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .kubeconfigNotWritten(path: path, reason: "\(error)")
        }
    }
}
