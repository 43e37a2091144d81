import CommandTestSupport
import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// `evenkeel run` as a child process that may be killed, stopped and continued.
struct OperatorProcess: Sendable {
    let processIdentifier: Int32
    private let log: String

    /// What it has logged.
    var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// At once, without a last word.
    func kill() { send(SIGKILL) }

    /// As a kubelet ends a container.
    func terminate() { send(SIGTERM) }

    /// Returns when none of its threads runs any more: on a busy machine they go on for a while after the signal.
    func stop() async throws {
        send(SIGSTOP)
        try await eventually("every thread is stopped") { isStopped }
    }

    func resume() { send(SIGCONT) }

    /// Whether it lives: one that has crashed is a zombie until its scenario ends.
    var isRunning: Bool { state("State")?.contains("Z") == false }

    /// Bytes in memory.
    var residentSize: Int { state("VmRSS").flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 } ?? 0 }

    private var isStopped: Bool {
        let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processIdentifier)/task")
        return threads?.allSatisfy { state("State", of: "/task/\($0)")?.contains("T (stopped)") == true } ?? false
    }

    private func state(_ key: String, of thread: String = "") -> String? {
        let text = try? String(contentsOfFile: "/proc/\(processIdentifier)\(thread)/status", encoding: .utf8)
        return text?.split(separator: "\n").first { $0.hasPrefix(key + ":") }.map(String.init)
    }

    /// It may have ended by itself; then there is nobody to hear it.
    private func send(_ signal: Int32) { _ = Glibc.kill(processIdentifier, signal) }

    /// Runs the body beside an operator of one namespace, which has an account there; whatever is left of the operator is
    /// killed afterwards.
    ///
    /// - Parameters:
    ///   - name: of its log.
    ///   - auditLog: a file for its decisions.
    static func run<Value: Sendable>(
        _ name: String, in namespace: String, port: Int, folder: TemporaryFolder, elects: Bool = false,
        auditLog: String? = nil,
        _ body: @escaping @Sendable (OperatorProcess) async throws -> Value
    ) async throws -> Value {
        let user = "{tokenFile: \(OperatorAccount.tokenFile(folder, namespace))}"
        let kubeconfig = try folder.write("\(namespace).operator.kubeconfig", kubeconfig(port: port, user: user))
        let log = "\(folder.path)/\(namespace).\(name).log"
        let descriptor = try FileDescriptor.open(
            FilePath(log), .writeOnly, options: [.create, .truncate, .append], permissions: .ownerReadWrite)
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .kill, allowedDurationToNextStep: .seconds(1))]
        let arguments =
            [
                "run", "--kubeconfig", kubeconfig, "--namespace", namespace, "--own-namespace", namespace,
                elects ? "--leader-elect" : "--no-leader-elect", "--listen", "127.0.0.1:0", "--log-format", "text",
            ] + (auditLog.map { ["--audit-log", $0] } ?? [])
        return try await Subprocess.run(
            .path(FilePath(Evenkeel.path)), arguments: Arguments(arguments), environment: .inherit,
            workingDirectory: FilePath(folder.path), platformOptions: options, input: .none,
            output: .fileDescriptor(descriptor, closeAfterSpawningProcess: false),
            error: .fileDescriptor(descriptor, closeAfterSpawningProcess: true)
        ) { execution in
            let process = OperatorProcess(processIdentifier: execution.processIdentifier.value, log: log)
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(process))
            } catch {
                result = .failure(error)
            }
            process.resume()
            process.kill()
            return try result.get()
        }.closureResult
    }

    private static func kubeconfig(port: Int, user: String) -> String {
        """
        apiVersion: v1
        kind: Config
        clusters:
          - {name: watched, cluster: {server: "http://127.0.0.1:\(port)"}}
        users:
          - {name: operator, user: \(user)}
        contexts:
          - {name: watched, context: {cluster: watched, user: operator}}
        current-context: watched

        """
    }
}
