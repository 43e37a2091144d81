import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("Evictions over the API")
struct EvictionTests {
    private func cluster(budgets: Int, allowed: Int) throws -> ClusterFixture {
        var cluster = ClusterFixture()
        let pod: JSON = [
            "metadata": ["name": "p", "namespace": "default", "labels": ["app": "web"]], "kind": "Pod",
            "apiVersion": "v1", "spec": ["nodeName": "n", "containers": []],
            "status": ["phase": "Running", "conditions": [["type": "Ready", "status": "True"]]],
        ]
        _ = try cluster.model.store.create(.pods, pod, now: cluster.now)
        for number in 0..<budgets {
            let budget: JSON = [
                "metadata": ["name": .string("b\(number)"), "namespace": "default"],
                "spec": ["minAvailable": 1, "selector": ["matchLabels": ["app": "web"]]],
                "status": [
                    "disruptionsAllowed": JSON(allowed), "currentHealthy": 1, "desiredHealthy": 1,
                    "observedGeneration": 1,
                ],
            ]
            _ = try cluster.model.store.create(.podDisruptionBudgets, budget, now: cluster.now)
        }
        return cluster
    }

    private let path = "/api/v1/namespaces/default/pods/p/eviction"
    private let eviction: JSON = ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "p"]]

    @Test("a budget that allows nothing answers 429 and says which budget")
    func refused() throws {
        var cluster = try cluster(budgets: 1, allowed: 0)
        let answer = cluster.request("POST", path, eviction)
        #expect(answer.status == 429)
        #expect(answer.body.at("details", "causes")?[0]?["reason"] == "DisruptionBudget")
        #expect(cluster.model.store.list(.pods).first?.isBeingDeleted == false)
    }

    @Test("an eviction is charged to its budget, a dry run is not")
    func charged() throws {
        var cluster = try cluster(budgets: 1, allowed: 1)
        #expect(cluster.request("POST", path, eviction, query: ["dryRun": "All"]).status == 201)
        #expect(cluster.model.store.list(.pods).first?.isBeingDeleted == false)
        #expect(cluster.request("POST", path, eviction).status == 201)
        #expect(cluster.model.store.list(.pods).first?.isBeingDeleted != false)
        let budget = try #require(cluster.model.store.list(.podDisruptionBudgets).first)
        #expect(budget.json.at("status", "disruptionsAllowed") == 0)
    }

    @Test("two budgets for one pod are an error")
    func twoBudgets() throws {
        var cluster = try cluster(budgets: 2, allowed: 1)
        #expect(cluster.request("POST", path, eviction).status == 500)
    }
}
