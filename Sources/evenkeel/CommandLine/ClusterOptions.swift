import ArgumentParser
import FoundationEssentials
import HTTPTransport
import KubernetesClient

/// How a command finds its cluster: as kubectl does.
struct ClusterOptions: ParsableArguments {
    @Option(help: "Path of the kubeconfig. Default: $KUBECONFIG, then ~/.kube/config, then the pod's service account.")
    var kubeconfig: String?

    @Option(help: "Context of the kubeconfig.")
    var context: String?

    func configuration() throws(ConfigurationError) -> ClusterConfiguration {
        try ClusterConfiguration.load(
            kubeconfig: kubeconfig, context: context, environment: ProcessInfo.processInfo.environment)
    }
}

extension KubernetesClient {
    /// Fails with a clear sentence where the cluster does not answer.
    func requireCluster() async throws {
        do throws(KubernetesError) {
            _ = try await serverVersion()
        } catch {
            throw CommandFailure(error)
        }
    }
}
