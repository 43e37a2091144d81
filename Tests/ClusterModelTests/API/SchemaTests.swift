import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("Custom resources")
struct SchemaTests {
    @Test("what is left open gets its default, what is unknown is dropped")
    func defaultsAndPruning() {
        var cluster = ClusterFixture.withWidgets()
        let answer = cluster.request(
            "POST", ClusterFixture.widgets, ClusterFixture.widget(spec: ["color": "Red", "taste": "sweet"]))
        #expect(answer.body["spec"] == ["color": "Red", "mode": "Slow", "replicas": 1])
    }

    @Test(
        "a value outside of its limits is refused in the API server's words",
        arguments: [
            (["color": "Blue"], "spec.color: Unsupported value: \"Blue\": supported values: \"Red\", \"Green\""),
            ([:], "spec.color: Required value"),
            (
                ["color": "Red", "limit": "5"],
                "spec.limit: Invalid value: \"5\": spec.limit in body should match '^[0-9]+%$'"
            ),
            (
                ["color": "Red", "parts": [["name": "a", "size": 10]]],
                "spec.parts[0].size: Invalid value: 10: spec.parts[0].size in body should be less than or equal to 9"
            ),
            (
                ["color": "Red", "parts": [["name": "a"], ["name": "a"]]],
                "spec.parts[1]: Duplicate value: {\"name\":\"a\"}"
            ),
            (
                ["color": "Red", "replicas": "two"],
                "spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\""
            ),
        ] as [(JSON, String)])
    func limits(spec: JSON, message: String) {
        var cluster = ClusterFixture.withWidgets()
        let answer = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget(spec: spec))
        #expect(answer.status == 422)
        #expect(answer.message == "Widget.example.com \"one\" is invalid: \(message)")
    }

    @Test(
        "rules hold",
        arguments: [
            ("has(self.limit)", ["color": "Red"], false), ("has(self.limit)", ["color": "Red", "limit": "1%"], true),
            ("self.color in ['Red', 'Blue']", ["color": "Red"], true),
            ("size(self.color) > 3", ["color": "Red"], false),
            ("self.color.startsWith('R') && self.color.matches('^R.d$')", ["color": "Red"], true),
            ("!has(self.limit) || int(self.limit.replace('%','')) <= 100", ["color": "Red", "limit": "250%"], false),
            (
                "!has(self.parts) || self.parts.all(p, p.size > 1)",
                ["color": "Red", "parts": [["name": "a", "size": 1]]], false
            ),
            ("self.parts.exists(p, p.name == 'b')", ["color": "Red", "parts": [["name": "a"], ["name": "b"]]], true),
            ("self.replicas > 1 ? self.mode == 'Fast' : true", ["color": "Red", "replicas": 2], false),
            ("duration('1h') > duration('59m')", ["color": "Red"], true),
            ("self.replicas * 2 + 1 == 3", ["color": "Red"], true),
        ] as [(String, JSON, Bool)])
    func rules(rule: String, spec: JSON, holds: Bool) {
        var cluster = ClusterFixture.withWidgets(rules: [["rule": .string(rule), "message": "not so"]])
        let answer = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget(spec: spec))
        #expect(answer.status == (holds ? 201 : 422))
        if !holds { #expect(answer.message.hasSuffix("spec: Invalid value: not so")) }
    }

    @Test("a rule on a text repeats the text, as the API server does")
    func ruleOnText() {
        var cluster = ClusterFixture()
        var definition = ClusterFixture.widgetDefinition()
        var version = definition.at("spec", "versions")?.arrayValue?.first ?? [:]
        version.set(
            [["rule": "self != '250%'", "message": "too much"]],
            at: "schema", "openAPIV3Schema", "properties", "spec", "properties", "limit", "x-kubernetes-validations")
        definition.set([version], at: "spec", "versions")
        _ = cluster.request("POST", ClusterFixture.crds, definition)
        let answer = cluster.request(
            "POST", ClusterFixture.widgets, ClusterFixture.widget(spec: ["color": "Red", "limit": "250%"]))
        #expect(answer.message.hasSuffix("spec.limit: Invalid value: \"250%\": too much"), "\(answer.message)")
    }

    @Test("a rule about the past is asked only where there is one")
    func transition() {
        var cluster = ClusterFixture.withWidgets(
            rules: [["rule": "self.color == oldSelf.color", "message": "color is immutable"]])
        #expect(cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget()).status == 201)
        let answer = cluster.request(
            "PATCH", ClusterFixture.widgets + "/one", ["spec": ["color": "Green"]], type: "application/merge-patch+json"
        )
        #expect(answer.status == 422)
        #expect(answer.message.hasSuffix("color is immutable"))
    }

    @Test(
        "a rule that could never be checked keeps the definition out",
        arguments: [
            "self.colour == 'Red'", "nothing == 1", "self.color.frobnicate()", "self.color ==", "self.color = 1",
        ])
    func unusableRules(rule: String) {
        var cluster = ClusterFixture()
        let answer = cluster.request(
            "POST", ClusterFixture.crds, ClusterFixture.widgetDefinition(rules: [["rule": .string(rule)]]))
        #expect(answer.status == 422)
        #expect(answer.message.contains("compilation failed"))
    }

    @Test("an endless rule ends")
    func expensiveRule() {
        let list = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]"
        let rule = "\(list).all(a, \(list).all(b, \(list).all(c, \(list).all(d, \(list).all(e, e > 0)))))"
        var cluster = ClusterFixture.withWidgets(rules: [["rule": .string(rule)]])
        let answer = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget())
        #expect(answer.status == 422)
        #expect(answer.message.contains("cost limit exceeded"))
    }

    @Test("a definition that goes takes its objects with it")
    func definitionDeletion() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget())
        #expect(cluster.request("DELETE", ClusterFixture.crds + "/widgets.example.com").status == 200)
        #expect(cluster.request("GET", ClusterFixture.widgets).status == 404)
        _ = cluster.request("POST", ClusterFixture.crds, ClusterFixture.widgetDefinition())
        #expect(cluster.request("GET", ClusterFixture.widgets).body["items"] == [])
    }
}
