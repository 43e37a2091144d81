import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("Server-side apply")
struct ApplyTests {
    private let path = ClusterFixture.widgets + "/one"

    private func spec(_ spec: JSON) -> JSON { ClusterFixture.widget(spec: spec) }

    @Test("an object that is not there is created, with its manager")
    func create() {
        var cluster = ClusterFixture.withWidgets()
        let answer = cluster.apply(path, spec(["color": "Red"]), manager: "a")
        #expect(answer.status == 201)
        let entry = answer.body.at("metadata", "managedFields")?[0]
        #expect(entry?["manager"] == "a")
        #expect(entry?["operation"] == "Apply")
        #expect(entry?["fieldsV1"] == ["f:spec": ["f:color": [:]]])
    }

    @Test("another manager's field is a conflict that names it, unless forced")
    func conflict() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.apply(path, spec(["color": "Red"]), manager: "a")
        let refused = cluster.apply(path, spec(["color": "Green"]), manager: "b")
        #expect(refused.status == 409)
        #expect(refused.message == "Apply failed with 1 conflict: conflict with \"a\": .spec.color")
        #expect(refused.body.at("details", "causes")?[0]?["reason"] == "FieldManagerConflict")
        #expect(cluster.request("GET", path).body.at("spec", "color") == "Red")
        #expect(cluster.apply(path, spec(["color": "Green"]), manager: "b", force: true).status == 200)
        // What was taken from the first manager is no longer its own.
        #expect(cluster.apply(path, spec(["color": "Red"]), manager: "a").status == 409)
    }

    @Test("the same value is shared without a conflict")
    func shared() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.apply(path, spec(["color": "Red"]), manager: "a")
        #expect(cluster.apply(path, spec(["color": "Red"]), manager: "b").status == 200)
    }

    @Test("what is left out goes, what another manager also applies stays")
    func removal() {
        var cluster = ClusterFixture.withWidgets()
        let parts: JSON = [["name": "x", "size": 1], ["name": "y"]]
        _ = cluster.apply(path, spec(["color": "Red", "limit": "5%", "parts": parts]), manager: "a")
        _ = cluster.apply(path, spec(["color": "Red", "limit": "5%"]), manager: "b")
        let answer = cluster.apply(path, spec(["color": "Red", "parts": [["name": "x", "size": 1]]]), manager: "a")
        #expect(answer.body.at("spec", "limit") == "5%")
        #expect(answer.body.at("spec", "parts") == [["name": "x", "size": 1]])
    }

    @Test("applying the same again changes nothing")
    func idempotent() {
        var cluster = ClusterFixture.withWidgets()
        let first = cluster.apply(path, spec(["color": "Red"]), manager: "a")
        cluster.now = cluster.now + 10
        let second = cluster.apply(path, spec(["color": "Red"]), manager: "a")
        #expect(first.body.at("metadata", "resourceVersion") == second.body.at("metadata", "resourceVersion"))
    }

    @Test("a field that somebody has scaled since is a conflict with the scaler")
    func conflictWithScale() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.apply(path, spec(["color": "Red", "replicas": 2]), manager: "a")
        _ = cluster.request(
            "PATCH", path + "/scale", ["spec": ["replicas": 5]], type: "application/merge-patch+json",
            query: ["fieldManager": "kubectl-scale"])
        let answer = cluster.apply(path, spec(["color": "Red", "replicas": 2]), manager: "a")
        #expect(answer.status == 409)
        #expect(answer.message.contains("conflict with \"kubectl-scale\" with subresource \"scale\""))
    }

    @Test("a manager is needed")
    func manager() {
        var cluster = ClusterFixture.withWidgets()
        let answer = cluster.request("PATCH", path, spec(["color": "Red"]), type: "application/apply-patch+yaml")
        #expect(answer.status == 422)
        #expect(answer.message.contains("fieldManager: Required value"))
    }
}
