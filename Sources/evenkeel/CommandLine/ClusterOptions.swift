import ArgumentParser
import FoundationEssentials
import HTTPTransport
import KubernetesClient

/// The options for the connection to the cluster, as in kubectl.
struct ClusterOptions: ParsableArguments {
    @Option(
        help: "Path of the kubeconfig. Default: $KUBECONFIG, then ~/.kube/config, then the service account of the pod.")
    var kubeconfig: String?

    @Option(help: "Context of the kubeconfig. Default: the current context.")
    var context: String?

    func configuration() throws(ConfigurationError) -> ClusterConfiguration {
        try ClusterConfiguration.load(
            kubeconfig: kubeconfig, context: context, environment: ProcessInfo.processInfo.environment)
    }
}

extension KubernetesClient {
    /// Fails with a clear message if the cluster does not answer.
    func requireCluster() async throws {
        do throws(KubernetesError) {
            _ = try await serverVersion()
        } catch {
            throw CommandFailure(error)
        }
    }
}
