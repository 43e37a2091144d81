internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A started program whose output is read. It is ended with its whole process group.
///
/// Not Sendable: it stays on the thread that made it.
struct ChildProcess: ~Copyable {
    private let identifier: pid_t
    private let output: Int32
    private var isReaped = false

    enum Failure: Error { case notFound, cannotStart(code: Int32) }

    /// Standard input is empty and standard error is ours, so that a person sees what the program complains about.
    init(_ command: String, _ arguments: [String], _ environment: [String: String]) throws(Failure) {
        var pipe: [Int32] = [-1, -1]
        guard makePipe(&pipe) == 0 else { throw .cannotStart(code: errno) }
        // The program gets its own copy as standard output; these are not for it, nor for any other program.
        for descriptor in pipe { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        defer { _ = close(pipe[1]) }
        var identifier = pid_t()
        let code = Self.spawn(&identifier, command, arguments, environment, output: pipe[1])
        guard code == 0 else {
            _ = close(pipe[0])
            throw code == ENOENT ? .notFound : .cannotStart(code: code)
        }
        self.identifier = identifier
        output = pipe[0]
    }

    deinit {
        _ = close(output)
        if !isReaped {
            _ = kill(-identifier, SIGKILL)
            var status: Int32 = 0
            _ = waitpid(identifier, &status, 0)
        }
    }

    /// What can be read within the time: nil for nothing yet, an empty array at the end.
    func read(within milliseconds: Int32) -> [UInt8]? {
        var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, milliseconds) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = buffer.withUnsafeMutableBytes { systemRead(output, $0.baseAddress, $0.count) }
        return count < 0 ? nil : Array(buffer[..<count])
    }

    /// The exit code once the program has ended; 128 and the signal's number where one ended it.
    mutating func exitCode() -> Int32? {
        var status: Int32 = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        isReaped = true
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    private static func spawn(
        _ identifier: inout pid_t, _ command: String, _ arguments: [String], _ environment: [String: String],
        output: Int32
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The thread's own signal mask may block what the program relies on.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        return withCStrings([command] + arguments) { arguments in
            withCStrings(all.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawnp(&identifier, command, &actions, &attributes, arguments, environment)
            }
        }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}

private func makePipe(_ descriptors: inout [Int32]) -> Int32 { pipe(&descriptors) }

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
