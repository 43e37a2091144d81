import AsyncAlgorithms
import EvenkeelAPI
import FoundationEssentials
import HTTPTransport
import Hummingbird
import JSONValue
import KubernetesClient
import NIOCore
import Synchronization

/// The Kubernetes API with somebody at the door: every request passes, is written down, and may spring a trap.
///
/// This is how a scenario kills an operator exactly between the moment in which it has asked for something and the moment
/// in which it learns what became of it.
final class WatchedAPI: Sendable {
    /// A request that has passed, or was stopped at the door.
    struct Passage: Sendable {
        var method: String
        /// With the query.
        var path: String
        var body: String
        /// `nil` where it was not let through.
        var status: Int?

        /// `nil` for what has none.
        var namespace: Substring? {
            guard let begin = path.firstRange(of: "/namespaces/")?.upperBound else { return nil }
            return path[begin...].prefix { $0 != "/" && $0 != "?" }
        }
    }

    enum Moment: String, Sendable, CaseIterable {
        /// The request never reaches the server.
        case before
        /// The server has done it, and the answer never arrives.
        case after
    }

    /// Springs once.
    struct Trap: Sendable {
        var moment: Moment
        /// A request, and the writes in its namespace that have passed before it.
        var matches: @Sendable (Passage, _ earlier: [Passage]) -> Bool
        /// A request that is to wait at the door waits in here.
        var spring: @Sendable () async -> Void
        /// Whether nobody hears the answer: there is nobody any more.
        var isSevered = true
    }

    private struct Book {
        var traps: [Trap] = []
        /// While a trap springs nobody else passes: what comes after the request must not overtake it.
        var springing = 0
        /// By namespace, since each scenario asks for its own only.
        var passages: [Substring: [Passage]] = [:]
        var outage: Outage?
        /// Requests of any kind, let through or not.
        var count = 0
        /// What the server itself has refused for want of a right, as method, path and status.
        var forbidden: [String] = []
        /// Ends a stream that is open, by its number.
        var lastStream = 0
        var streams: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let upstream: Upstream
    private let book = Mutex(Book())

    private init(upstream: Upstream) { self.upstream = upstream }

    /// Writes in the namespace that have passed, in the order in which they were answered.
    func writes(in namespace: String) -> [Passage] { book.withLock { $0.passages[namespace[...]] ?? [] } }

    /// Requests so far.
    var count: Int { book.withLock { $0.count } }

    /// Requests that the server has refused for want of a right.
    var forbidden: [String] { book.withLock { $0.forbidden } }

    /// From now on; `nil` when it is over. One that takes the server away ends what is open.
    func set(_ outage: Outage?) {
        let streams = book.withLock { book in
            book.outage = outage
            defer { if outage != nil { book.streams = [:] } }
            return outage == nil ? [:] : book.streams
        }
        for stream in streams.values { stream.finish() }
    }

    func set(_ trap: Trap) { book.withLock { $0.traps.append(trap) } }

    /// - Parameter body: gets the way in: a server address without TLS.
    static func run<Value: Sendable>(
        before cluster: ClusterUnderTest, _ body: @escaping @Sendable (WatchedAPI, _ port: Int) async throws -> Value
    ) async throws -> Value {
        // Watches of operators that were killed go on until their time is over.
        let transport = try CurlTransport(
            configuration: CurlTransportConfiguration(maximumConnectionsPerHost: 2000, maximumConnections: 2000))
        let api = WatchedAPI(upstream: Upstream(configuration: cluster.client.configuration, transport: transport))
        let result: Result<Value, any Error>
        do {
            result = .success(try await LoopbackServer.run(api.pass) { try await body(api, $0) })
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        return try result.get()
    }

    @Sendable private func pass(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 4 << 20)
        var passage = Passage(
            method: request.method.rawValue, path: request.uri.string, body: String(buffer: body), status: nil)
        let outage = book.withLock { book in
            book.count += 1
            return book.outage
        }
        if let answer = outage?.answer(request) { return answer }
        if case .slow(let time)? = outage { try await Task.sleep(for: time) }
        while book.withLock({ $0.springing > 0 }) { try await Task.sleep(for: .milliseconds(10)) }
        let trap = take(passage)
        defer { if trap != nil { book.withLock { $0.springing -= 1 } } }
        if let trap, trap.moment == .before {
            if trap.isSevered { note(passage) }
            await trap.spring()
            if trap.isSevered { return Response(status: .serviceUnavailable) }
        }
        let answer = try await forward(request, body)
        passage.status = answer.status
        note(passage)
        if [401, 403].contains(answer.status) {
            book.withLock { $0.forbidden.append("\(passage.method) \(passage.path): \(answer.status)") }
        }
        if let trap, trap.moment == .after {
            await trap.spring()
            if trap.isSevered { return Response(status: .serviceUnavailable) }
        }
        return Response(
            status: .init(code: answer.status),
            headers: [.contentType: answer.headers["Content-Type"] ?? "application/json"],
            body: ResponseBody { try await self.copy(answer, to: &$0) })
    }

    /// Until it ends, or an outage ends it.
    private func copy(_ answer: HTTPStream, to writer: inout any ResponseBodyWriter) async throws {
        let (severed, sever) = AsyncStream.makeStream(of: Void.self)
        let number = book.withLock { book in
            book.lastStream += 1
            book.streams[book.lastStream] = sever
            return book.lastStream
        }
        defer { book.withLock { _ = $0.streams.removeValue(forKey: number) } }
        let chunks = AsyncThrowingChannel<[UInt8], any Error>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                do {
                    for try await chunk in answer.body { await chunks.send(chunk) }
                    chunks.finish()
                } catch {
                    chunks.fail(error)
                }
            }
            group.addTask {
                for await _ in severed {}
                chunks.fail(CancellationError())
            }
            for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
        }
        try await writer.finish(nil)
    }

    /// Only writes are kept, so that the book stays small.
    private func note(_ passage: Passage) {
        guard passage.method != "GET", let namespace = passage.namespace else { return }
        book.withLock { $0.passages[namespace, default: []].append(passage) }
    }

    private func take(_ passage: Passage) -> Trap? {
        guard let namespace = passage.namespace else { return nil }
        return book.withLock { book in
            let earlier = book.passages[namespace] ?? []
            let sprung = book.traps.firstIndex { $0.matches(passage, earlier) }
            guard let sprung else { return nil }
            book.springing += 1
            return book.traps.remove(at: sprung)
        }
    }

    private func forward(_ request: Request, _ body: ByteBuffer) async throws -> HTTPStream {
        let headers = request.headers.filter { Self.forwardedHeaders.contains($0.name.canonicalName) }
        return try await upstream.stream(
            request.method.rawValue, request.uri.string, headers: headers.map { ($0.name.rawName, $0.value) },
            body: Array(buffer: body))
    }

    private static let forwardedHeaders: Set<String> = [
        "accept", "authorization", "content-type", "user-agent", "impersonate-user", "impersonate-group",
    ]
}

extension WatchedAPI.Passage {
    var isDryRun: Bool { path.contains("dryRun=All") || body.contains(#""dryRun":["All"]"#) }

    /// A write to a workload or a pod that the server has accepted.
    func isChange(in namespace: String) -> Bool {
        isChangeRequest(in: namespace) && (200..<300).contains(status ?? 0)
    }

    func isChangeRequest(in namespace: String) -> Bool {
        guard !isDryRun else { return false }
        let isPatch =
            method == "PATCH"
            && ["deployments", "statefulsets", "horizontalpodautoscalers", "httproutes", "rollouts"].contains {
                path.contains("/namespaces/\(namespace)/\($0)/")
            }
        let isEviction =
            method == "POST" && path.contains("/namespaces/\(namespace)/pods/")
            && path.contains("/eviction")
        return isPatch || isEviction
    }

    func isCreation(in namespace: String) -> Bool {
        method == "POST" && path.contains("/namespaces/\(namespace)/remediations")
    }

    /// A write of a Remediation, or of its status.
    func isOfRemediation(in namespace: String) -> Bool {
        method != "GET" && path.contains("/namespaces/\(namespace)/remediations")
    }

    /// A write of a Remediation's status that says this phase.
    func isStatus(_ phase: Phase, in namespace: String) -> Bool {
        guard method == "PUT", isOfRemediation(in: namespace), path.contains("/status") else { return false }
        return (try? JSON(parsing: body))?.at("status", "phase")?.stringValue == phase.rawValue
    }
}
