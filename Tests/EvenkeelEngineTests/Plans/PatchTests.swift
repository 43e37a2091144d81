import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Differences, patches and digests") struct PatchTests {
    private static let plan = Plan(
        action: .scale, summary: "", object: .init(apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "u"),
        changes: [FieldChange(path: "/spec/replicas", from: 4, to: 6)], undo: Undo(summary: ""))

    private func object(uid: String = "u", replicas: Int = 4, annotations: JSON? = nil) -> JSON {
        var object: JSON = ["metadata": ["uid": .string(uid)], "spec": ["replicas": JSON(replicas)]]
        object.set(annotations, at: "metadata", "annotations")
        return object
    }

    private func applied(_ object: JSON, hasAnnotations: Bool) -> JSON? {
        var object = object
        do {
            try object.apply(Self.plan.patch(.apply, mark: "m", hasAnnotations: hasAnnotations))
            return object
        } catch {
            return nil
        }
    }

    @Test("differences are as small as they can be, and applied they make the one from the other, and back")
    func differences() throws {
        let old: JSON = ["a": 1, "b": ["x": [1, 2], "y~/z": "s"], "c": [1], "gone": true]
        let new: JSON = ["a": 1, "b": ["x": [1, 3], "y~/z": "t"], "c": [1, 2], "new": "n"]
        var plan = Self.plan
        plan.changes = JSONDifference.changes(from: old, to: new, at: JSONPointer(["spec"]))
        #expect(plan.changes.map(\.path) == ["/spec/b/x/1", "/spec/b/y~0~1z", "/spec/c", "/spec/gone", "/spec/new"])
        var object: JSON = ["metadata": ["uid": "u"], "spec": old]
        try object.apply(plan.patch(.apply, mark: nil, hasAnnotations: false))
        #expect(object["spec"] == new)
        try object.apply(plan.patch(.back, mark: nil, hasAnnotations: false))
        #expect(object["spec"] == old)
    }

    @Test("the mark is set in the same patch, beside annotations that are there and where there are none")
    func mark() {
        let key = "evenkeel.dev/last-remediation"
        #expect(applied(object(), hasAnnotations: false)?["metadata"]?["annotations"] == [key: "m"])
        let beside = applied(object(annotations: ["a": "b"]), hasAnnotations: true)
        #expect(beside?["metadata"]?["annotations"] == ["a": "b", key: "m"])
    }

    @Test("annotations that somebody added meanwhile are not lost: the patch does not apply")
    func lostAnnotations() {
        #expect(applied(object(annotations: ["a": "b"]), hasAnnotations: false) == nil)
        #expect(applied(object(), hasAnnotations: true) == nil)
    }

    @Test("on another object, or where the field holds something else, it does not apply")
    func preconditions() {
        #expect(applied(object(uid: "v"), hasAnnotations: false) == nil)
        #expect(applied(object(replicas: 5), hasAnnotations: false) == nil)
        #expect(applied(object(replicas: 6), hasAnnotations: false) == nil)
    }

    @Test("the digest covers each field of the plan, and what it is for")
    func digest() throws {
        let base = try Self.plan.sealed(policyUID: "p", rule: "r")
        var others = [try Self.plan.sealed(policyUID: "q", rule: "r"), try Self.plan.sealed(policyUID: "p", rule: "s")]
        let changes: [(inout Plan) -> Void] = [
            { $0.action = .restart }, { $0.summary = "x" }, { $0.object.uid = "v" }, { $0.changes[0].to = 7 },
            { $0.changes[0].from = 3 }, { $0.pods = [] }, { $0.maximumUnavailable = 2 },
            { $0.revertAfter = .minutes(1) },
            { $0.undo.summary = "y" },
        ]
        for change in changes {
            var plan = Self.plan
            change(&plan)
            others.append(try plan.sealed(policyUID: "p", rule: "r"))
        }
        #expect(Set(others.map(\.digest) + [base.digest]).count == others.count + 1)
        #expect(try base.sealed(policyUID: "p", rule: "r") == base)
        #expect(base.digest.count == "sha256:".count + 64)
    }
}
