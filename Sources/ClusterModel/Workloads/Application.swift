import JSONValue
import KubernetesTypes

/// The pods that serve one application, and the load that they share: the `app` label within a namespace, whatever
/// Deployments they come from, as a Service would have it.
struct Application {
    struct Name: Hashable, Comparable {
        var namespace: String
        var app: String

        static func < (left: Name, right: Name) -> Bool { (left.namespace, left.app) < (right.namespace, right.app) }
    }

    /// Requests per second.
    var load = 0.0
    var running: [KubernetesObject] = []
    var ready: [KubernetesObject] = []

    /// - Returns: every application that some Deployment has load for, or that has pods.
    static func all(_ deployments: [KubernetesObject], _ pods: [KubernetesObject]) -> [Name: Application] {
        var applications: [Name: Application] = [:]
        var byDeployment: [(selector: LabelSelector, name: Name)] = []
        for deployment in deployments {
            let name = name(of: deployment)
            let load = WorkloadProfile.load(of: deployment)
            if load > 0 { applications[name, default: Application()].load += load }
            // Only where the label does not decide: matching every pod with every selector would take long.
            if appLabel(deployment) == nil { byDeployment.append((deployment.selector, name)) }
        }
        for pod in pods where !pod.isBeingDeleted && pod.hasRunningContainer {
            guard let name = self.name(of: pod, byDeployment) else { continue }
            applications[name, default: Application()].running.append(pod)
            if pod.isReady { applications[name, default: Application()].ready.append(pod) }
        }
        return applications
    }

    private static func appLabel(_ deployment: KubernetesObject) -> String? {
        deployment.json.at("spec", "template", "metadata", "labels", "app")?.stringValue
    }

    private static func name(of deployment: KubernetesObject) -> Name {
        Name(namespace: deployment.namespace ?? "", app: appLabel(deployment) ?? deployment.name)
    }

    private static func name(
        of pod: KubernetesObject, _ byDeployment: [(selector: LabelSelector, name: Name)]
    ) -> Name? {
        let labels = pod.labels
        if let app = labels["app"] { return Name(namespace: pod.namespace ?? "", app: app) }
        return byDeployment.first { $0.name.namespace == pod.namespace && $0.selector.matches(labels) }?.name
    }
}

extension KubernetesObject {
    fileprivate var hasRunningContainer: Bool {
        containerStatuses.contains { $0.at("state", "running") != nil }
    }

    /// When its first running container started.
    var runningSince: Timestamp? {
        containerStatuses.lazy.compactMap { $0.at("state", "running", "startedAt")?.stringValue }.first
            .flatMap { Timestamp($0) }
    }
}
