import ClusterModel
import Hummingbird
import JSONValue

/// Writes the events of one watch as lines, until its time is over.
///
/// It pulls: as long as the client does not read, nothing is buffered for it here; the model's log of changes is the
/// buffer, and who falls behind its end gets a 410.
struct WatchStream: Sendable {
    let cluster: SandboxCluster
    let configuration: SandboxConfiguration
    let specification: WatchSpecification

    func write(to writer: inout any ResponseBodyWriter) async throws {
        let (id, changes, wake) = await cluster.subscribe()
        let clock = ContinuousClock()
        let end = clock.now + timeout
        let interval = Duration.seconds(configuration.bookmarkInterval)
        let alarm = Task {
            // Wakes the watch for its bookmarks and its end.
            while clock.now < end {
                try await Task.sleep(until: min(end, clock.now + interval))
                wake.yield()
            }
        }
        defer { alarm.cancel() }
        do {
            var nextBookmark = clock.now + interval
            var session = WatchSession(specification)
            for await _ in changes {
                try await writeEvents(of: &session, to: &writer)
                if session.isEnded { break }
                let isOver = clock.now >= end
                guard isOver || clock.now >= nextBookmark else { continue }
                nextBookmark = clock.now + interval
                if let bookmark = session.bookmark() { try await write([bookmark], to: &writer) }
                if isOver { break }
            }
        } catch {
            await cluster.unsubscribe(id)
            throw error
        }
        await cluster.unsubscribe(id)
    }

    private var timeout: Duration {
        .seconds(specification.timeoutSeconds.map { Double(max(0, $0)) } ?? configuration.watchTimeout)
    }

    private func writeEvents(
        of session: inout WatchSession, to writer: inout any ResponseBodyWriter
    ) async throws {
        let batch = await cluster.events(for: session)
        session = batch.session
        try await write(batch.events, to: &writer)
    }

    private func write(_ events: [JSON], to writer: inout any ResponseBodyWriter) async throws {
        for event in events {
            try await writer.write(ByteBuffer(bytes: event.serialized + [UInt8(ascii: "\n")]))
        }
    }
}
