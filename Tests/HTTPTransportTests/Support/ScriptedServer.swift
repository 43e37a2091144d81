import Glibc
import Synchronization

/// A TCP server on loopback that does, for each connection, on a thread of its own, what a test tells it: answers
/// with the bytes given, stops half-way, says nothing. It ends with its last reference.
final class ScriptedServer: Sendable {
    typealias Script = @Sendable (ScriptedConnection) -> Void

    struct Failure: Error { let step: String }

    let port: UInt16
    private let listener: Int32
    private let record: Record

    /// What has happened so far, shared with the threads.
    final class Record: Sendable {
        let requests = Mutex<[ScriptedRequest]>([])
        let connections = Mutex<[ScriptedConnection]>([])
    }

    init(_ script: @escaping Script) throws {
        (listener, port) = try Self.listen()
        let record = Record()
        self.record = record
        let listener = listener
        guard Thread.start({ Self.accept(listener, record, script) }) else { throw Failure(step: "pthread_create") }
    }

    /// Answers every request of every connection with the same bytes.
    convenience init(answer: String) throws {
        try self.init { connection in
            while connection.readRequest() != nil { connection.send(answer) }
        }
    }

    deinit {
        // Wakes the accepting thread, which closes the socket, and all scripts that wait for bytes.
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in record.connections.withLock({ $0 }) { connection.shutDown() }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// All requests read, in order.
    var requests: [ScriptedRequest] { record.requests.withLock { $0 } }

    /// How many connections were accepted.
    var connectionCount: Int { record.connections.withLock { $0.count } }

    private static func listen() throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(step: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && Glibc.listen(descriptor, 128) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard result else { throw Failure(step: "bind") }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func accept(_ listener: Int32, _ record: Record, _ script: @escaping Script) {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            // Children of the tests must not keep it open.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let connection = ScriptedConnection(descriptor, record)
            record.connections.withLock { $0.append(connection) }
            _ = Thread.start {
                script(connection)
                connection.close()
            }
        }
        Glibc.close(listener)
    }
}

/// A request as the server read it.
struct ScriptedRequest: Sendable {
    var method: String
    var target: String
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

private enum Thread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Work(work)).toOpaque()
        let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
            if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }
        guard pthread_create(&thread, nil, main, box) == 0 else { return false }
        pthread_detach(thread)
        return true
    }
}
