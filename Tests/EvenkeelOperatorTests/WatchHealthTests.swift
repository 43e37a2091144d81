import EvenkeelAPI
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes
import Logging
import Synchronization
import Testing

@testable import EvenkeelOperator

@Suite struct WatchHealthTests {
    /// Keeps what is warned of, or told as good news.
    private final class Ear: LogHandler {
        private let lines = Mutex<[String]>([])
        var heard: [String] { lines.withLock { $0 } }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }
        var logLevel: Logger.Level {
            get { .notice }
            set {}
        }
        subscript(metadataKey _: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) {
            lines.withLock { $0.append("\(event.level): \(event.message)") }
        }
    }

    private let ear = Ear()
    private var watchHealth: WatchHealth { WatchHealth(logger: Logger(label: "t") { [ear] _ in ear }) }

    private func failure(_ code: Int, _ reason: String, _ message: String) -> KubernetesError {
        KubernetesError(
            .status(Status(code: code, reason: reason, message: message)),
            operation: .init(verb: "list", resource: "pods"))
    }

    @Test("a collection that cannot be read is told once for each reason, and once when it is over")
    func once() {
        let watchHealth = watchHealth
        let pods = WatchHealth.Collection(type: .pods, namespace: "shop")
        for _ in 1...3 {
            watchHealth.note(.initialListFailed(failure(403, "Forbidden", "pods is forbidden")), of: pods)
        }
        watchHealth.note(.listFailed(failure(500, "InternalError", "etcd is full")), of: pods)
        watchHealth.forget(pods)
        watchHealth.forget(pods)
        #expect(ear.heard.count == 3)
        #expect(
            ear.heard.first?.hasPrefix("warning: pods in shop cannot be read: list pods: pods is forbidden") == true)
        #expect(ear.heard.first?.contains("Grant the verb") == true)
        #expect(ear.heard.dropFirst().first?.contains("etcd is full") == true)
        #expect(ear.heard.last == "notice: pods in shop are watched again")
        #expect(watchHealth.reason(for: "pods") == nil)
    }

    @Test("a stream that breaks off is no news")
    func broken() {
        watchHealth.note(
            .watchFailed(failure(500, "InternalError", "bye")), of: .init(type: .pods, namespace: nil))
        #expect(ear.heard.isEmpty)
    }

    @Test("who lacks the definitions is told how to install them")
    func definitions() {
        let watchHealth = watchHealth
        watchHealth.note(
            .initialListFailed(failure(404, "NotFound", "the server could not find the requested resource")),
            of: .init(type: RemediationPolicy.resourceType, namespace: nil))
        let reason = watchHealth.reason(for: "remediationpolicies")
        #expect(reason?.hasSuffix("evenkeel crds | kubectl apply --server-side -f -") == true)
    }

    @Test("what was heard of too long ago, or never, says nothing about now", arguments: [89, 91, nil] as [Int?])
    func staleness(age: Int?) {
        let now = Duration.seconds(1000)
        let heard = age.map { now - .seconds($0) }
        let reason = watchHealth.staleness(of: [("pods", now), ("guardrails", heard)], now: now)
        #expect((reason == nil) == (age == 89))
        #expect(reason.map { $0.contains("the watch of guardrails has heard nothing") } ?? true)
    }
}
