import CommandTestSupport
import FoundationEssentials
import Subprocess
import SystemPackage

/// A kube-apiserver and an etcd of the folder that `KUBEBUILDER_ASSETS` names, as setup-envtest and its like fill it.
///
/// No controller and no kubelet runs there: nothing becomes ready and no namespace ends, but whatever the API server decides
/// by itself, it decides as in every cluster.
struct EnvironmentAssets: Sendable {
    let folder: String

    /// `nil` where the variable is not set.
    static let named = ProcessInfo.processInfo.environment["KUBEBUILDER_ASSETS"].map(EnvironmentAssets.init)

    /// Both processes for as long as the body takes, with the kubeconfig of somebody who may do everything.
    func run<Value: Sendable>(
        in place: TemporaryFolder, _ body: @escaping @Sendable (_ kubeconfig: String) async throws -> Value
    ) async throws -> Value {
        let key = try await serviceAccountKey(place)
        // An API server makes its own certificate, which is its own authority; whoever has this token may do everything.
        let token = UUID().uuidString
        let tokens = try place.write("tokens.csv", "\(token),admin,admin,system:masters\n")
        let etcd = "http://127.0.0.1:\(try freePort())"
        let peers = "http://127.0.0.1:\(try freePort())"
        let port = try freePort()
        let certificates = "\(place.path)/certificates"
        let kubeconfig = try place.write(
            "admin.kubeconfig",
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: local
              cluster: {server: "https://127.0.0.1:\(port)", certificate-authority: \(certificates)/apiserver.crt}
            users: [{name: admin, user: {token: \(token)}}]
            contexts: [{name: local, context: {cluster: local, user: admin}}]
            current-context: local

            """)
        return try await beside(
            "etcd",
            [
                "--data-dir=\(place.path)/etcd", "--listen-client-urls=\(etcd)", "--advertise-client-urls=\(etcd)",
                "--listen-peer-urls=\(peers)", "--initial-advertise-peer-urls=\(peers)",
                "--initial-cluster=default=\(peers)", "--unsafe-no-fsync",
            ], place
        ) {
            try await beside(
                "kube-apiserver",
                [
                    "--etcd-servers=\(etcd)", "--bind-address=127.0.0.1", "--secure-port=\(port)",
                    "--cert-dir=\(certificates)", "--token-auth-file=\(tokens)", "--authorization-mode=RBAC",
                    "--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file=\(key)",
                    "--service-account-signing-key-file=\(key)", "--service-cluster-ip-range=10.0.0.0/24",
                    "--endpoint-reconciler-type=none",
                ], place
            ) {
                let kubectl = Kubectl(folder: place, kubeconfig: kubeconfig)
                try await eventually("the API server is ready", within: .seconds(120)) {
                    try await kubectl.run("get --raw /readyz").code == 0
                }
                return try await body(kubeconfig)
            }
        }
    }

    /// The path of a private key; its public half is in it.
    private func serviceAccountKey(_ place: TemporaryFolder) async throws -> String {
        let path = "\(place.path)/service-account.key"
        let outcome = try await Evenkeel.run(
            program: Program.find("openssl") ?? "openssl", ["genrsa", "-out", path, "2048"])
        guard outcome.code == 0 else { throw NeverHappened(description: "openssl genrsa: \(outcome.error)") }
        return path
    }

    /// Runs the body while the program runs.
    private func beside<Value: Sendable>(
        _ program: String, _ arguments: [String], _ place: TemporaryFolder,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let log = try FileDescriptor.open(
            FilePath("\(place.path)/\(program).log"), .writeOnly, options: [.create, .truncate],
            permissions: .ownerReadWrite)
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        return try await Subprocess.run(
            .path(FilePath("\(folder)/\(program)")), arguments: Arguments(arguments), platformOptions: options,
            input: .none, output: .fileDescriptor(log, closeAfterSpawningProcess: false),
            error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            let result: Result<Value, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            try? execution.send(signal: .terminate)
            return try result.get()
        }.closureResult
    }
}
