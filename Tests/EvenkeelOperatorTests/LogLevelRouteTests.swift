import Hummingbird
import Logging
import Testing

@testable import EvenkeelOperator

@Suite("/loglevel") struct LogLevelRouteTests {
    private func serve(_ body: @escaping @Sendable (Int, LogLevelSwitch) async throws -> Void) async throws {
        let levels = LogLevelSwitch(.info)
        let quiet = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
        let router = Router(context: LocalRequestContext.self)
        LogLevelRoute(levels: levels, logger: quiet).add(to: router)
        try await ServedRouter.serve(router) { try await body($0, levels) }
    }

    @Test("takes a level from this machine, and says what it understands")
    func local() async throws {
        try await serve { port, levels in
            let url = "http://127.0.0.1:\(port)/loglevel"
            let changed = try await Asker.ask("PUT", url, "debug\n")
            #expect(changed.body == "debug, for an hour; then info again\n")
            #expect(levels.level == .debug)
            let read = try await Asker.ask("GET", url)
            #expect(read.body == "debug\n")
            let wrong = try await Asker.ask("PUT", url, "loud")
            #expect(wrong.status == 400 && wrong.body.contains("trace, debug, info"))
            #expect(levels.level == .debug)
            let back = try await Asker.ask("PUT", url, "info")
            #expect(back.body == "info\n")
            let long = try await Asker.ask("PUT", url, String(repeating: "x", count: 10_000))
            #expect(long.status == 413)
        }
    }

    /// Another address than 127.0.0.1 stands for the pod's own, at which a proxy beside it would ask.
    @Test("refuses whoever did not connect to the loopback address itself")
    func elsewhere() async throws {
        try await serve { port, levels in
            let url = "http://127.0.0.2:\(port)/loglevel"
            let writing = try await Asker.ask("PUT", url, "trace")
            #expect(writing.status == 403)
            let reading = try await Asker.ask("GET", url)
            #expect(reading.status == 403)
            #expect(levels.level == .info)
        }
    }
}
