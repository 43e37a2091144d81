import ClusterModel
import FoundationEssentials
import Hummingbird
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization

/// Plays the applications of one namespace or all: reads Deployments and pods from the Kubernetes API, whichever
/// cluster it is, and shows what their requests would have come to as `/metrics`.
final class WorkloadExporter: Sendable {
    private let client: KubernetesClient
    private let namespace: String?
    private let model = Mutex(WorkloadModel())
    private let page = Mutex("")

    /// - Parameter namespace: `nil` is all.
    init(client: KubernetesClient, namespace: String?) {
        self.client = client
        self.namespace = namespace
    }

    /// Reads the cluster twice a second until cancelled. A reading that fails leaves the counters where they are.
    func observe() async throws {
        while !Task.isCancelled {
            if let deployments = try? await client.list(.deployments, namespace: namespace).items,
                let pods = try? await client.list(.pods, namespace: namespace).items
            {
                let text = model.withLock { model in
                    model.advance(deployments: deployments, pods: pods, to: Timestamp(Date()))
                    return model.exposition()
                }
                page.withLock { $0 = text }
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    func server(port: Int, logger: Logger) -> some ApplicationProtocol {
        let router = Router()
        router.get("metrics") { [self] _, _ -> Response in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: page.withLock { $0 })))
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: logger)
    }
}
