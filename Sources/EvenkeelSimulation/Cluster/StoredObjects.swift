import ClusterModel
import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// The objects of the cluster as they are stored now, for those who may read them and nothing more.
protocol StoredObjects: AnyObject {
    func stored(_ resource: ResourceType, _ key: ObjectKey) -> KubernetesObject?
    func list(_ resource: ResourceType, namespace: String?) -> [KubernetesObject]
}

extension StoredObjects {
    /// Of Evenkeel's own kinds; `nil` if it is not there or cannot be read.
    func stored<Resource: EvenkeelResource>(_ type: Resource.Type, _ key: ObjectKey) -> Resource? {
        stored(type.resourceType, key).flatMap { try? $0.json.decoded(as: type) }
    }

    /// The rule that a Remediation was made for, as its policy has it now.
    func rule(of remediation: Remediation) -> Rule? {
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        return stored(RemediationPolicy.self, key)?.spec.rules.first { $0.name == remediation.spec.rule }
    }
}
