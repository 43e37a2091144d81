import Foundation
import Glibc
import Synchronization

/// A program that runs beside the tests and ends with them, however they end: a shell holds it, and the shell ends it
/// when the pipe to the tests closes. It has to kill: the threads of the tests block most signals, and their children
/// inherit that.
final class ChildProcess: Sendable {
    struct Failure: Error, CustomStringConvertible { let description: String }

    private let process: Mutex<Process>
    private let lifeline: FileHandle

    /// - Parameter arguments: the program's path first.
    init(_ arguments: [String]) throws {
        let process = Process()
        // Not Foundation's `Pipe`: other children would inherit its ends, and the shell would never see it close.
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        lifeline = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", "exec 3<&0; \"$@\" <&- 3<&- >/dev/null 2>&1 & read _ <&3; kill -9 $!", "sh"] + arguments
        process.standardInput = reading
        try process.run()
        self.process = Mutex(process)
    }

    deinit { stop() }

    func stop() {
        try? lifeline.close()
        process.withLock { $0.waitUntilExit() }
    }

    /// Runs a program to its end.
    static func run(_ command: String, in folder: URL) throws {
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-ec", command]
        process.currentDirectoryURL = folder
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: String(decoding: text, as: UTF8.self))
        }
    }

    /// The path of a program, if it is installed. Debian's servers are not on every user's path.
    static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/bin"])
            .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
