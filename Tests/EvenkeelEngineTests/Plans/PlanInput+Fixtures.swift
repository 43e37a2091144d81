import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

private let revisionKey = "deployment.kubernetes.io/revision"

extension PlanInput {
    /// Deployment `web` with four replicas at revision 3; revisions 1 and 2 exist.
    static func web(
        _ policy: RemediationPolicy, _ change: (inout PlanInput) -> Void = { _ in }
    ) throws -> PlanInput {
        let deployment = KubernetesObject.healthyDeployment().image("web:3").annotated(revisionKey, "3")
        var input = PlanInput(
            policy: policy, rule: try #require(policy.spec.rules.first),
            target: TargetSnapshot(availability: .known, workload: Workload(deployment)), revisions: [],
            now: World.beginning)
        input.target.revisions = (1...3).compactMap { .number($0) }
        change(&input)
        return input
    }

    /// Why there is no plan; empty where there is one.
    var refusal: String {
        do throws(PlanRefusal) {
            _ = try Planner.plan(self)
            return ""
        } catch {
            return error.message
        }
    }
}

extension Revision {
    static func number(_ number: Int) -> Revision? {
        let template = KubernetesObject.deployment().image("web:\(number)").json.at("spec", "template")
        return Revision(
            KubernetesObject([
                "kind": "ReplicaSet",
                "metadata": [
                    "name": .string("web-\(number)"), "labels": ["pod-template-hash": .string("hash-\(number)")],
                    "annotations": [revisionKey: .string("\(number)")],
                    "ownerReferences": [["kind": "Deployment", "name": "web", "uid": "uid-web", "controller": true]],
                ],
                "spec": ["template": template ?? [:]],
            ]))
    }
}

extension RevisionEvidence {
    static func healthy(_ number: Int) -> RevisionEvidence {
        RevisionEvidence(
            revision: number, templateHash: "hash-\(number)", healthySince: World.beginning - 7200,
            healthyUntil: World.beginning - 3600)
    }
}
