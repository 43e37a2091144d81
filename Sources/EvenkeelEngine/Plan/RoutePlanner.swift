import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// A canary's weight in an HTTPRoute to zero, and back to the recorded one. The backends of a rule are changed as a whole, so
/// that the change applies only where nobody has touched any of them.
enum RoutePlanner {
    static func plan(_ canary: CanaryRoute, _ stable: Workload, _ input: PlanInput) throws(PlanRefusal) -> Plan {
        if let reason = input.target.unreadable["HTTPRoute"] {
            throw PlanRefusal(reason: "HTTPRoute \(canary.name) cannot be seen: \(reason)")
        }
        guard let route = input.target.routes.first(where: { $0.name == canary.name }) else {
            throw PlanRefusal(reason: "there is no HTTPRoute \(canary.name) in this namespace; check rollback.canary")
        }
        guard !input.target.availablePods(at: input.now).isEmpty else {
            throw PlanRefusal(reason: "no pod of \(stable.name) is ready to take over what the canary serves")
        }
        let (changes, weights) = try changes(route, canary.backend)
        let shares = Set(weights).sorted().map { "\($0)" }.joined(separator: ", ")
        return Plan(
            action: .rollback,
            summary: "take the weight of \(canary.backend) in HTTPRoute \(route.name) from \(shares) to zero",
            object: route.changeTarget.object, changes: changes,
            undo: Undo(
                summary: "give \(canary.backend) its weight of \(shares) back",
                precondition: .init(resourceVersion: route.changeTarget.resourceVersion)))
    }

    /// In every rule that shares its traffic between the canary and others. One that sends to the canary alone was made to
    /// reach it, by a header for instance; without a backend it would answer 500.
    private static func changes(
        _ route: HTTPRoute, _ backend: String
    ) throws(PlanRefusal) -> ([FieldChange], weights: [Int]) {
        var (changes, weights, isThere): ([FieldChange], [Int], Bool) = ([], [], false)
        for (index, old) in route.backends.enumerated() {
            let canaries = old.filter { $0["name"]?.stringValue == backend }
            let others = old.filter { $0["name"]?.stringValue != backend }
            isThere = isThere || !canaries.isEmpty
            let shares = canaries.map(HTTPRoute.weight).filter { $0 > 0 }
            guard !shares.isEmpty, others.contains(where: { HTTPRoute.weight($0) > 0 }) else { continue }
            let new = old.map { reference -> JSON in
                guard reference["name"]?.stringValue == backend else { return reference }
                var reference = reference
                reference["weight"] = 0
                return reference
            }
            let path = JSONPointer(["spec", "rules", "\(index)", "backendRefs"]).description
            changes.append(FieldChange(path: path, from: .array(old), to: .array(new)))
            weights += shares
        }
        guard isThere else { throw PlanRefusal(reason: "HTTPRoute \(route.name) has no backend \(backend)") }
        guard !changes.isEmpty else {
            throw PlanRefusal(
                reason: "\(backend) shares no traffic in HTTPRoute \(route.name) with a backend that has any weight; "
                    + "there is nothing to roll back")
        }
        return (changes, weights)
    }
}
