internal import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

/// The events of one watch, in the server's order, at the reader's speed.
///
/// It ends when the server ends it properly. A stream that breaks off, also in the middle of a line, throws: half an event
/// is never delivered.
public struct WatchStream: AsyncSequence, Sendable {
    public typealias Element = WatchEvent
    public typealias Failure = KubernetesError

    let lines: HTTPLines
    let request: APIRequest
    let type: ResourceType

    public func makeAsyncIterator() -> Iterator { Iterator(stream: self, lines: lines.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        let stream: WatchStream
        var lines: HTTPLines.Iterator

        public mutating func next() async throws(KubernetesError) -> Element? {
            while true {
                let line: [UInt8]?
                do {
                    line = try await lines.next()
                } catch {
                    throw stream.request.failure(.transport(error), mayHaveHappened: false)
                }
                guard let line else { return nil }
                if !line.isEmpty { return try stream.event(in: line) }
            }
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(KubernetesError) -> Element? {
            try await next()
        }
    }

    private func event(in line: [UInt8]) throws(KubernetesError) -> Element {
        let json: JSON
        do {
            json = try JSON(parsing: line)
        } catch {
            throw request.decoding("an event is \(error)")
        }
        let object = json["object"] ?? .null
        switch json["type"]?.stringValue {
        case "ADDED": return .added(type.complete(object))
        case "MODIFIED": return .modified(type.complete(object))
        case "DELETED": return .deleted(type.complete(object))
        case "BOOKMARK": return .bookmark(resourceVersion: KubernetesObject(object).resourceVersion)
        case "ERROR":
            return .error(Status(object) ?? Status(code: 0, reason: "", message: "an error event without a Status"))
        case let other: throw request.decoding("an event has the unknown type \(other?.cut(to: 40) ?? "(none)")")
        }
    }
}
