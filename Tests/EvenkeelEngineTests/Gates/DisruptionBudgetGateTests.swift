import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("The disruption budget gate") struct DisruptionBudgetGateTests {
    /// A budget over four pods.
    private func budget(
        _ spec: JSON, healthy: Int, desired: Int, allowed: Int = 0, policy: String? = nil, isCurrent: Bool = true,
        name: String = "web"
    ) -> [DisruptionBudget] {
        var object = KubernetesObject.budget(name).with(2, at: "metadata", "generation")
        object.json["spec"]?.merge(spec)
        object.json.set(policy.map { .string($0) }, at: "spec", "unhealthyPodEvictionPolicy")
        object.json["status"] = [
            "observedGeneration": isCurrent ? 2 : 1, "expectedPods": 4, "currentHealthy": JSON(healthy),
            "desiredHealthy": JSON(desired), "disruptionsAllowed": JSON(allowed),
        ]
        return [DisruptionBudget(object)].compactMap(\.self)
    }

    private func pod(_ name: String = "web-1", isReady: Bool = false, phase: String = "Running") -> Pod? {
        var object = KubernetesObject.barePod(name).with(.string("uid-\(name)"), at: "metadata", "uid")
        object.setReady(isReady, at: World.beginning)
        return Pod(object.with(.string(phase), at: "status", "phase"))
    }

    private func verdict(_ budgets: [DisruptionBudget], isReady: Bool = false, phase: String = "Running")
        -> GateVerdict
    {
        pod(isReady: isReady, phase: phase).map { evictionVerdict($0, budgets: budgets, wanted: 0) }
            ?? .refuse(.noPodSelected, "no pod")
    }

    @Test("what is allowed now may go; a budget of others says nothing")
    func allowed() {
        #expect(verdict([]).isPass)
        #expect(verdict(budget(["minAvailable": 2], healthy: 4, desired: 2, allowed: 2), isReady: true).isPass)
        let other = KubernetesObject.budget(app: "api").minAvailable(4)
        #expect(verdict([DisruptionBudget(other)].compactMap(\.self), isReady: true).isPass)
    }

    @Test("a budget that can never allow is not waited for: the sentence says why, and one that may says when")
    func wounds() {
        let never = verdict(budget(["minAvailable": 4], healthy: 3, desired: 4), isReady: true)
        #expect(never.message.hasPrefix("this can never succeed because disruption budget web wants 4 of 4 pods"))
        let later = verdict(budget(["minAvailable": 3], healthy: 3, desired: 3), isReady: true)
        #expect(later.message.contains("for now, 3 of 3 wanted pods are healthy; it may when 1 more is"))
        let two = verdict(budget(["minAvailable": 3], healthy: 2, desired: 3), isReady: true)
        #expect(two.message.contains("when 2 more are"))
    }

    @Test("a budget that counts the pods that there are is not called never because one is missing just now")
    func missingPod() throws {
        let ready = try #require(self.pod(isReady: true))
        let budgets = budget(["minAvailable": 4], healthy: 4, desired: 4)
        #expect(evictionVerdict(ready, budgets: budgets, wanted: 4).isRefusal)
        #expect(evictionVerdict(ready, budgets: budgets, wanted: 5).isHold)
    }

    /// Four ready pods, and a plan that takes some of them away by no eviction.
    private func unevicted(_ budgets: [DisruptionBudget], _ change: (inout Plan) -> Void) -> GateVerdict {
        disruptionBudgetGate(
            .good { situation in
                situation.target.pods = (1...4).compactMap { pod("web-\($0)", isReady: true) }
                situation.target.budgets = budgets
                if var made = try? situation.plan.get() {
                    change(&made)
                    situation.plan = .success(made)
                }
            })
    }

    @Test("what takes ready pods away without an eviction waits for the budgets all the same")
    func withoutEviction() {
        let lower = { (plan: inout Plan) in plan.changes = [FieldChange(path: "/spec/replicas", from: 4, to: 2)] }
        let three = budget(["minAvailable": 3], healthy: 4, desired: 3, allowed: 1)
        #expect(unevicted(three, lower).message == "web: 1 pods may go now, and 2 would")
        #expect(unevicted(budget(["minAvailable": 2], healthy: 4, desired: 2, allowed: 2), lower).isPass)
        // What is wanted goes down with the count.
        #expect(unevicted(budget(["minAvailable": "75%"], healthy: 4, desired: 3, allowed: 1), lower).isPass)
        #expect(unevicted(budget(["maxUnavailable": 1], healthy: 4, desired: 3, allowed: 1), lower).isPass)
        #expect(unevicted(three) { _ in }.message == "no ready pod is taken away")
        let restart = { (plan: inout Plan) in plan.action = .restart }
        #expect(unevicted(budget(["minAvailable": "75%"], healthy: 3, desired: 3), restart).isHold)
        #expect(unevicted(three, restart).isPass)
    }

    @Test("the budget protected the broken pod itself: the sentence says which field would change that")
    func brokenPod() {
        let held = verdict(budget(["minAvailable": 3], healthy: 2, desired: 3))
        #expect(held.isHold)
        #expect(held.message.contains("protects the broken pod itself"))
        #expect(held.message.contains("unhealthyPodEvictionPolicy: AlwaysAllow"))
        #expect(verdict(budget(["minAvailable": 3], healthy: 2, desired: 3, policy: "AlwaysAllow")).isPass)
    }

    @Test("a pod that has ended is not protected either", arguments: ["Succeeded", "Failed"])
    func ended(_ phase: String) {
        #expect(verdict(budget(["minAvailable": 4], healthy: 3, desired: 4), phase: phase).isPass)
    }

    @Test("zero for now holds, zero by arithmetic is refused with the remedy")
    func zero() {
        #expect(verdict(budget(["minAvailable": 3], healthy: 3, desired: 3), isReady: true).isHold)
        #expect(verdict(budget(["minAvailable": 4], healthy: 3, desired: 4)).isRefusal)
        #expect(verdict(budget(["minAvailable": "100%"], healthy: 3, desired: 4)).isRefusal)
        #expect(verdict(budget(["maxUnavailable": 0], healthy: 3, desired: 4)).isRefusal)
        #expect(verdict(budget(["maxUnavailable": "0%"], healthy: 3, desired: 4)).isRefusal)
        #expect(verdict(budget(["maxUnavailable": "25%"], healthy: 3, desired: 3), isReady: true).isHold)
        #expect(verdict(budget(["minAvailable": 4], healthy: 3, desired: 4)).message.contains("AlwaysAllow"))
    }

    @Test("a broken pod may go where the budget is met without it, or does not protect broken pods")
    func unhealthy() {
        #expect(verdict(budget(["minAvailable": 3], healthy: 3, desired: 3)).isPass)
        #expect(verdict(budget(["minAvailable": 3], healthy: 2, desired: 3)).isHold)
        #expect(verdict(budget(["minAvailable": 4], healthy: 3, desired: 4, policy: "AlwaysAllow")).isPass)
        #expect(
            verdict(budget(["minAvailable": 3], healthy: 3, desired: 3, policy: "AlwaysAllow"), isReady: true).isHold)
        #expect(
            verdict(budget(["minAvailable": 3], healthy: 2, desired: 3)).message.contains("broken pod itself"))
    }

    @Test("a pod that has not started is not protected; a status behind its spec holds")
    func others() {
        #expect(verdict(budget(["minAvailable": 4], healthy: 3, desired: 4), phase: "Pending").isPass)
        #expect(
            verdict(budget(["minAvailable": 2], healthy: 4, desired: 2, allowed: 2, isCurrent: false)).isHold)
    }

    @Test("two budgets over one pod are refused, both named")
    func two() {
        let both =
            budget(["minAvailable": 1], healthy: 4, desired: 1, allowed: 3)
            + budget(["minAvailable": 1], healthy: 4, desired: 1, allowed: 3, name: "zwei")
        #expect(verdict(both).isRefusal)
        #expect(verdict(both).message.contains("web, zwei"))
    }

    @Test("an empty selector covers every pod, a missing one covers none")
    func selectors() {
        let broad = KubernetesObject.budget().maxUnavailable(0).with([:], at: "spec", "selector")
        let none = KubernetesObject.budget().maxUnavailable(0).with(nil, at: "spec", "selector")
        #expect(verdict([DisruptionBudget(broad)].compactMap(\.self)).isPass == false)
        #expect(verdict([DisruptionBudget(none)].compactMap(\.self)).isPass)
    }

    @Test("a plan passes where its first pods may go, and never where one of them never may")
    func plans() throws {
        let (first, second) = try (#require(pod("web-1")), #require(pod("web-2", isReady: true)))
        let situation = Situation.good { situation in
            situation.target.pods = [first, second]
            situation.target.budgets = budget(["minAvailable": 3], healthy: 3, desired: 3)
            var plan = try? situation.plan.get()
            plan?.pods = [PodReference(name: "web-2", uid: second.uid), PodReference(name: "web-1", uid: first.uid)]
            if let plan { situation.plan = .success(plan) }
        }
        #expect(disruptionBudgetGate(situation).isPass)
        #expect(
            disruptionBudgetGate(
                situation.with { $0.target.budgets = budget(["minAvailable": 4], healthy: 3, desired: 4) }
            ).isRefusal)
        #expect(disruptionBudgetGate(situation.with { $0.target.pods = [] }).isPass)
        #expect(disruptionBudgetGate(.good()).message == "no ready pod is taken away")
    }
}
