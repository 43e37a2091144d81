import JSONValue
import KubernetesTypes

extension ClusterModel {
    /// `POST .../pods/NAME/eviction`: deletes the pod if the disruption budgets allow it.
    mutating func evict(_ context: RequestContext) throws(Status) -> APIResponse {
        let body = try context.decodedBody(as: "policy.v1.Eviction")
        guard body["kind"]?.stringValue ?? "Eviction" == "Eviction" else {
            throw .badRequest("an Eviction is needed, not a \(body["kind"]?.stringValue ?? "")")
        }
        let name = KubernetesObject(body).name
        guard name.isEmpty || name == context.key.name else {
            throw .badRequest("name in URL does not match name in Eviction object: \(context.key.name) vs \(name)")
        }
        let pod = try stored(context)
        let options = try DeleteOptions(evictionBody: body["deleteOptions"] ?? [:])
        try options.check(pod, .pods)
        let budgets = store.list(.podDisruptionBudgets, namespace: pod.namespace)
        switch Eviction.decide(pod, budgets: budgets, now: context.now, isDryRun: context.isDryRun) {
        case .refuse(let status): throw status
        case .allow(let charge, _):
            if let charge { try store.updateStatus(.podDisruptionBudgets, charge.key, status: charge.status) }
            let grace = options.gracePeriodSeconds ?? pod.deletionGrace
            try store.delete(.pods, pod.key, gracePeriodSeconds: min(grace, pod.deletionGrace), now: context.now)
            return .json(
                201, ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201])
        }
    }
}

extension DeleteOptions {
    init(evictionBody body: JSON) throws(Status) {
        try self.init(APIRequest(method: "DELETE", path: "", body: body.serialized))
    }
}
