import EvenkeelAPI
import KubernetesTypes

extension ClusterRequest.Resource {
    /// Kinds that every API server with Evenkeel's own definitions serves.
    static let types: [ResourceType] = [
        .deployments, .statefulSets, .pods, .horizontalPodAutoscalers, Remediation.resourceType,
        RemediationPolicy.resourceType,
    ]
}
