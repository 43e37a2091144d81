import Testing

@testable import EvenkeelOperator

@Suite("/livez, /readyz and /metrics") struct HealthServerTests {
    @Test("HEAD answers as GET does, without a body", arguments: ["livez", "readyz", "metrics"])
    func head(path: String) async throws {
        let router = HealthServer.router(health: OperatorHealth(), metrics: OperatorMetrics(version: "1"))
        try await ServedRouter.serve(router) { port in
            let url = "http://127.0.0.1:\(port)/\(path)"
            let (get, head) = (try await Asker.ask("GET", url), try await Asker.ask("HEAD", url))
            #expect(get.status == head.status && get.body != "" && head.body == "")
        }
    }
}
