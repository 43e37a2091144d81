import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("Writing to the API")
struct WritingTests {
    @Test("a second object of the same name is refused")
    func alreadyExists() {
        var cluster = ClusterFixture()
        #expect(cluster.createConfigMap("a").status == 201)
        let second = cluster.createConfigMap("a")
        #expect(second.status == 409)
        #expect(second.message == "configmaps \"a\" already exists")
    }

    @Test("a namespace that does not exist holds nothing")
    func missingNamespace() {
        var cluster = ClusterFixture()
        let answer = cluster.request("POST", "/api/v1/namespaces/none/configmaps", ["metadata": ["name": "a"]])
        #expect(answer.status == 404)
        #expect(answer.message == "namespaces \"none\" not found")
    }

    @Test("an update of an old version is a conflict, and nothing has changed")
    func conflict() {
        var cluster = ClusterFixture()
        var object = cluster.createConfigMap("a").body
        object.set(["x": "1"], at: "data")
        #expect(cluster.request("PUT", ClusterFixture.configMaps + "/a", object).status == 200)
        object.set(["x": "2"], at: "data")
        let answer = cluster.request("PUT", ClusterFixture.configMaps + "/a", object)
        #expect(answer.status == 409)
        #expect(answer.reason == "Conflict")
        #expect(cluster.request("GET", ClusterFixture.configMaps + "/a").body["data"] == ["x": "1"])
    }

    @Test("a dry run answers as if, and changes nothing")
    func dryRun() {
        var cluster = ClusterFixture()
        let revision = cluster.model.store.revision
        let answer = cluster.request(
            "POST", ClusterFixture.deployments, ClusterFixture.deployment(), query: ["dryRun": "All"])
        #expect(answer.status == 201)
        #expect(answer.body.at("spec", "progressDeadlineSeconds") == 600)
        #expect(answer.body.at("metadata", "resourceVersion") == nil)
        #expect(cluster.model.store.revision == revision)
        #expect(cluster.model.audit.records.last?.isDryRun == true)
    }

    @Test("a deployment is completed as the API server completes it")
    func defaults() {
        var cluster = ClusterFixture()
        let spec = cluster.request("POST", ClusterFixture.deployments, ClusterFixture.deployment()).body["spec"]
        #expect(spec?["replicas"] == 1)
        #expect(spec?.at("strategy", "rollingUpdate", "maxSurge") == "25%")
        let container = spec?.at("template", "spec", "containers")?[0]
        #expect(container?["imagePullPolicy"] == "IfNotPresent")
        #expect(container?["terminationMessagePolicy"] == "File")
    }

    @Test("a failed test of a JSON patch changes nothing")
    func jsonPatch() {
        var cluster = ClusterFixture()
        _ = cluster.createConfigMap("a", data: ["x": "1"])
        let patch: JSON = [
            ["op": "test", "path": "/data/x", "value": "2"], ["op": "replace", "path": "/data/x", "value": "3"],
        ]
        let answer = cluster.request(
            "PATCH", ClusterFixture.configMaps + "/a", patch, type: "application/json-patch+json")
        #expect(answer.status == 422)
        #expect(cluster.request("GET", ClusterFixture.configMaps + "/a").body["data"] == ["x": "1"])
    }

    @Test("a strategic merge patch merges containers by name and puts new variables first")
    func strategicMergePatch() {
        var cluster = ClusterFixture()
        var deployment = ClusterFixture.deployment()
        let containers: JSON = [
            ["name": "main", "image": "web:1", "env": [["name": "A", "value": "1"]]], ["name": "side", "image": "s:1"],
        ]
        deployment.set(containers, at: "spec", "template", "spec", "containers")
        _ = cluster.request("POST", ClusterFixture.deployments, deployment)
        let main: JSON = ["name": "main", "env": [["name": "B", "value": "2"]]]
        let side: JSON = ["name": "side", "$patch": "delete"]
        let patch: JSON = ["spec": ["template": ["spec": ["containers": [main, side]]]]]
        let answer = cluster.request(
            "PATCH", ClusterFixture.deployments + "/web", patch, type: "application/strategic-merge-patch+json")
        let found = answer.body.at("spec", "template", "spec", "containers")
        #expect(found?.arrayValue?.count == 1)
        #expect(found?[0]?["image"] == "web:1")
        #expect(found?[0]?["env"]?.arrayValue?.map { $0["name"] } == ["B", "A"])
    }

    @Test("a custom resource takes no strategic merge patch")
    func strategicMergePatchOfCustomResource() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget())
        let answer = cluster.request(
            "PATCH", ClusterFixture.widgets + "/one", [:], type: "application/strategic-merge-patch+json")
        #expect(answer.status == 415)
    }

    @Test("the selector of a deployment cannot change")
    func immutableSelector() {
        var cluster = ClusterFixture()
        _ = cluster.request("POST", ClusterFixture.deployments, ClusterFixture.deployment())
        let answer = cluster.request(
            "PATCH", ClusterFixture.deployments + "/web", ["spec": ["selector": ["matchLabels": ["app": "x"]]]],
            type: "application/merge-patch+json")
        #expect(answer.status == 422)
        #expect(answer.message.contains("field is immutable"))
    }

    @Test("unknown fields are refused, warned of or dropped, as the request says")
    func fieldValidation() {
        var cluster = ClusterFixture()
        var deployment = ClusterFixture.deployment()
        deployment.set(2, at: "spec", "replica")
        let strict = cluster.request(
            "POST", ClusterFixture.deployments, deployment, query: ["fieldValidation": "Strict"])
        #expect(strict.status == 400)
        #expect(strict.message.hasSuffix("strict decoding error: unknown field \"spec.replica\""))
        let warned = cluster.request("POST", ClusterFixture.deployments, deployment, query: ["fieldValidation": "Warn"])
        #expect(warned.headers.first?.value == "299 - \"unknown field \\\"spec.replica\\\"\"")
        #expect(warned.body.at("spec", "replica") == nil)
    }

    @Test("a scale request changes the count alone, and fits custom resources too")
    func scale() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.request("POST", ClusterFixture.deployments, ClusterFixture.deployment())
        _ = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget())
        for path in [ClusterFixture.deployments + "/web", ClusterFixture.widgets + "/one"] {
            let answer = cluster.request(
                "PATCH", path + "/scale", ["spec": ["replicas": 4]], type: "application/merge-patch+json")
            #expect(answer.body["kind"] == "Scale")
            #expect(cluster.request("GET", path).body.at("spec", "replicas") == 4)
        }
    }

    @Test("the status endpoint changes the status alone, the main one everything else")
    func status() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget())
        let both: JSON = ["spec": ["mode": "Fast"], "status": ["phase": "Done"]]
        _ = cluster.request(
            "PATCH", ClusterFixture.widgets + "/one/status", both, type: "application/merge-patch+json")
        var object = cluster.request("GET", ClusterFixture.widgets + "/one").body
        #expect(object.at("spec", "mode") == "Slow")
        #expect(object.at("status", "phase") == "Done")
        _ = cluster.request(
            "PATCH", ClusterFixture.widgets + "/one", ["spec": ["mode": "Fast"], "status": ["phase": "Other"]],
            type: "application/merge-patch+json")
        object = cluster.request("GET", ClusterFixture.widgets + "/one").body
        #expect(object.at("spec", "mode") == "Fast")
        #expect(object.at("status", "phase") == "Done")
    }

    @Test("a deletion with a precondition that does not hold is refused")
    func deletePreconditions() {
        var cluster = ClusterFixture()
        _ = cluster.createConfigMap("a")
        let answer = cluster.request(
            "DELETE", ClusterFixture.configMaps + "/a", ["preconditions": ["uid": "another"]])
        #expect(answer.status == 409)
        #expect(cluster.request("GET", ClusterFixture.configMaps + "/a").status == 200)
    }

    @Test("a namespace takes its contents with it")
    func namespaceDeletion() {
        var cluster = ClusterFixture()
        _ = cluster.request("POST", "/api/v1/namespaces", ["metadata": ["name": "shop"]])
        _ = cluster.request("POST", "/api/v1/namespaces/shop/configmaps", ["metadata": ["name": "a"]])
        #expect(cluster.request("DELETE", "/api/v1/namespaces/shop").body.at("status", "phase") == "Terminating")
        let late = cluster.request("POST", "/api/v1/namespaces/shop/configmaps", ["metadata": ["name": "b"]])
        #expect(late.status == 403)
        cluster.model.advance(to: cluster.now)
        #expect(cluster.request("GET", "/api/v1/namespaces/shop").status == 404)
        #expect(cluster.request("GET", "/api/v1/namespaces/shop/configmaps/a").status == 404)
    }

    @Test("the audit log tells who wrote what")
    func audit() {
        var cluster = ClusterFixture()
        _ = cluster.request(
            "POST", ClusterFixture.configMaps, ["metadata": ["name": "a"]], user: "system:serviceaccount:shop:bot")
        _ = cluster.request("GET", ClusterFixture.configMaps)
        let writes = cluster.model.audit.records.filter { !["get", "list", "watch"].contains($0.verb) }
        #expect(writes.map(\.user) == ["system:serviceaccount:shop:bot"])
        #expect(writes.first?.verb == "create")
        #expect(cluster.model.audit.records.last?.verb == "list")
    }

    @Test("an event made in one group is read in the other")
    func events() {
        var cluster = ClusterFixture()
        let event: JSON = [
            "apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": ["name": "e"], "note": "hello",
            "reason": "Tested", "type": "Normal", "regarding": ["kind": "Pod", "name": "p"],
            "eventTime": "2026-11-20T03:04:00.000000Z", "action": "Testing", "reportingController": "c",
            "reportingInstance": "i",
        ]
        #expect(cluster.request("POST", "/apis/events.k8s.io/v1/namespaces/default/events", event).status == 201)
        let core = cluster.request(
            "GET", "/api/v1/namespaces/default/events", query: ["fieldSelector": "involvedObject.name=p"])
        #expect(core.body["items"]?[0]?["message"] == "hello")
        #expect(core.body["items"]?[0]?.at("involvedObject", "kind") == "Pod")
    }
}
