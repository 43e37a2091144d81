import Glibc
import Synchronization

/// One connection of a `ScriptedServer`, used by the script's thread.
final class ScriptedConnection: Sendable {
    private let descriptor: Int32
    private let record: ScriptedServer.Record
    private let isOpen = Mutex(true)
    /// Read, but not yet used.
    private let pending = Mutex<[UInt8]>([])

    init(_ descriptor: Int32, _ record: ScriptedServer.Record) {
        self.descriptor = descriptor
        self.record = record
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The next request with its body; nil at the end of the connection.
    func readRequest() -> ScriptedRequest? {
        guard let head = read(until: Array("\r\n\r\n".utf8)) else { return nil }
        var lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let start = lines.removeFirst().split(separator: " ").map(String.init)
        guard start.count >= 2 else { return nil }
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        guard let body = read(count: headers["content-length"].flatMap { Int($0) } ?? 0) else { return nil }
        let request = ScriptedRequest(method: start[0], target: start[1], headers: headers, body: body)
        record.requests.withLock { $0.append(request) }
        return request
    }

    /// Reads until the other side closes the connection; false if it does not within the limit.
    @discardableResult
    func waitForClose() -> Bool {
        errno = 0
        while receive() {}
        return errno != EAGAIN
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position < bytes.count {
            let count = bytes[position...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            position += count
        }
        return true
    }

    /// A whole answer.
    @discardableResult
    func answer(_ body: String, status: Int = 200, headers: String = "") -> Bool {
        send("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// True if the other side takes no more bytes for so long.
    func isStuck(milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&wanted, 1, milliseconds) == 0
    }

    /// Closes so that the other side gets a reset instead of a proper end.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    func shutDown() {
        isOpen.withLock { if $0 { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    func close() {
        isOpen.withLock { isOpen in
            if isOpen { Glibc.close(descriptor) }
            isOpen = false
        }
    }

    private func read(until mark: [UInt8]) -> [UInt8]? {
        while true {
            let found = pending.withLock { bytes -> [UInt8]? in
                guard let range = bytes.firstRange(of: mark) else { return nil }
                defer { bytes.removeSubrange(..<range.upperBound) }
                return Array(bytes[..<range.lowerBound])
            }
            if let found { return found }
            guard receive() else { return nil }
        }
    }

    private func read(count: Int) -> [UInt8]? {
        while pending.withLock({ $0.count }) < count {
            guard receive() else { return nil }
        }
        return pending.withLock { bytes in
            defer { bytes.removeSubrange(..<count) }
            return Array(bytes[..<count])
        }
    }

    private func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16384)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        pending.withLock { bytes in
            bytes += buffer[..<count]
            // A waiting script does not need what it never looks at.
            if bytes.count > 1 << 24 { bytes = [] }
        }
        return true
    }
}
