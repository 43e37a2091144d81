import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@Suite("Approval by the shipped admission policies") struct ApprovalAdmissionTests {
    private static let path = "/apis/evenkeel.dev/v1alpha1/namespaces/default/remediations"
    private static let digest = String(repeating: "3f", count: 32)

    private var cluster: ClusterFixture

    init() throws {
        cluster = ClusterFixture()
        for definition in try CustomResourceDefinitions.all() {
            _ = cluster.request(
                "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)
        }
        install(ApprovalPolicy.policy, "validatingadmissionpolicies")
        install(ApprovalPolicy.binding, "validatingadmissionpolicybindings")
        _ = cluster.request("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", ApproverRole.role)
        for name in ["anna", "bert"] { bind(name) }
        #expect(cluster.request("POST", Self.path, Self.remediation).status == 201)
    }

    private mutating func install(_ object: JSON, _ plural: String) {
        #expect(cluster.request("POST", "/apis/admissionregistration.k8s.io/v1/\(plural)", object).status == 201)
    }

    private mutating func stamp() {
        install(ApprovalStamp.policy, "mutatingadmissionpolicies")
        install(ApprovalStamp.binding, "mutatingadmissionpolicybindings")
    }

    private mutating func bind(_ user: String) {
        _ = cluster.request(
            "POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
            [
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
                "metadata": ["name": .string(user)],
                "roleRef": [
                    "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "evenkeel-approver",
                ],
                "subjects": [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": .string(user)]],
            ])
    }

    private static let remediation: JSON = [
        "apiVersion": "evenkeel.dev/v1alpha1", "kind": "Remediation", "metadata": ["name": "a"],
        "spec": [
            "policyRef": ["name": "web", "uid": "1"], "rule": "r", "mode": "Suggest",
            "targetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web"],
            "incidentStartedAt": "2026-11-21T10:00:00Z", "confidence": "99%", "evidence": [],
            "plan": [
                "action": "Scale", "summary": "scale web",
                "object": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "2"],
                "changes": [["path": "/spec/replicas", "from": 4, "to": 6]], "undo": ["summary": "scale back"],
                "digest": .string("sha256:" + digest),
            ],
        ],
    ]

    private mutating func annotate(_ annotations: JSON, by user: String?) -> ClusterFixture.Answer {
        cluster.request(
            "PATCH", Self.path + "/a", ["metadata": ["annotations": annotations]], type: "application/merge-patch+json",
            user: user)
    }

    private mutating func annotations() -> [String: String] {
        cluster.request("GET", Self.path + "/a").body.at("metadata", "annotations")?.stringDictionary ?? [:]
    }

    @Test("a name of one's own beside the plan's digest approves")
    mutating func own() {
        let answer = annotate(
            ["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "anna"], by: "anna")
        #expect(answer.status == 200, "\(answer.message)")
        #expect(annotations()["evenkeel.dev/approved-by"] == "anna")
    }

    struct Refusal: Sendable {
        var user: String?
        var annotations: JSON
        var code: Int
        var says: String
    }

    @Test(
        "what is forged, unauthorised, stale or incomplete is refused with its own reason",
        arguments: [
            Refusal(
                user: "eve", annotations: ["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "eve"],
                code: 403, says: "user \"eve\" may not approve"),
            Refusal(
                user: "eve", annotations: ["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "anna"],
                code: 403, says: "user \"eve\" may not approve"),
            Refusal(user: "eve", annotations: ["evenkeel.dev/undo": "no"], code: 403, says: "may not approve, reject"),
            Refusal(
                user: "eve", annotations: ["evenkeel.dev/reject": "no"], code: 403, says: "may not approve, reject"),
            Refusal(
                user: "anna", annotations: ["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "bert"],
                code: 403, says: "is the name of another user; set it to your own name, \"anna\""),
            Refusal(
                user: nil, annotations: ["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "anna"],
                code: 403, says: "is the name of another user"),
            Refusal(
                user: "anna", annotations: ["evenkeel.dev/approve": "3f3f3f3f"], code: 403,
                says: "approved-by is missing"),
            Refusal(
                user: "anna", annotations: ["evenkeel.dev/approved-by": "anna"], code: 403,
                says: "requires evenkeel.dev/approve"),
            Refusal(
                user: "anna", annotations: ["evenkeel.dev/approve": "3f3f3f3", "evenkeel.dev/approved-by": "anna"],
                code: 422, says: "is not the digest of this plan"),
            Refusal(
                user: "anna", annotations: ["evenkeel.dev/approve": "00000000", "evenkeel.dev/approved-by": "anna"],
                code: 422, says: "is not the digest of this plan"),
        ])
    mutating func refused(_ refusal: Refusal) {
        let answer = annotate(refusal.annotations, by: refusal.user)
        #expect(answer.status == refusal.code)
        #expect(
            answer.message.hasPrefix(
                "remediations.evenkeel.dev \"a\" is forbidden: ValidatingAdmissionPolicy 'evenkeel-approvals' with "
                    + "binding 'evenkeel-approvals' denied request: "), "\(answer.message)")
        #expect(answer.message.contains(refusal.says), "\(answer.message)")
        #expect(annotations() == [:])
    }

    @Test("the stamp fills in the name, leaves a given one to be judged, and goes with an approval that is withdrawn")
    mutating func stamped() {
        stamp()
        #expect(annotate(["evenkeel.dev/approve": "3f3f3f3f"], by: "anna").status == 200)
        #expect(annotations()["evenkeel.dev/approved-by"] == "anna")
        #expect(annotate(["evenkeel.dev/approve": "3f3f3f3f3f"], by: "bert").status == 200)
        #expect(annotations()["evenkeel.dev/approved-by"] == "bert")
        #expect(
            annotate(["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "carl"], by: "anna").status == 403
        )
        #expect(annotate(["evenkeel.dev/approved-by": nil], by: "bert").status == 403)
        #expect(annotate(["evenkeel.dev/approve": nil], by: "bert").status == 200)
        #expect(annotations() == [:])
        #expect(annotate(["evenkeel.dev/approve": "3f3f3f3f"], by: "eve").status == 403)
    }

    @Test("an approval counts once: when its Remediation has gone on, it can be neither given nor taken away")
    mutating func used() {
        _ = annotate(["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "anna"], by: "anna")
        let status: JSON = [
            "phase": "Succeeded", "gates": [], "timeline": [], "intents": [], "conditions": [],
        ]
        let moved = cluster.request(
            "PATCH", Self.path + "/a/status", ["status": status], type: "application/merge-patch+json")
        #expect(moved.status == 200, "\(moved.message)")
        for change: JSON in [
            ["evenkeel.dev/approve": nil, "evenkeel.dev/approved-by": nil], ["evenkeel.dev/approved-by": "bert"],
        ] {
            let answer = annotate(change, by: "bert")
            #expect(answer.status >= 403, "\(change)")
        }
        let again = annotate(["evenkeel.dev/approve": "3f3f3f3f3f"], by: "anna")
        #expect(again.status == 422)
        #expect(again.message.contains("the Remediation is Succeeded and does not wait for approval any more"))
        #expect(annotate(["evenkeel.dev/undo": "made it worse"], by: "anna").status == 200)
    }

    @Test("other annotations, and everything where a policy or its binding is missing, are nobody's business")
    mutating func free() {
        #expect(annotate(["team": "a"], by: "eve").status == 200)
        _ = cluster.request(
            "DELETE",
            "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/evenkeel-approvals")
        #expect(annotate(["evenkeel.dev/approve": "3f3f3f3f"], by: "eve").status == 200)
    }

    @Test("only who may write the status writes Remediations, and none comes approved")
    mutating func created() {
        var other = Self.remediation
        other.set("b", at: "metadata", "name")
        let foreign = cluster.request("POST", Self.path, other, user: "anna")
        #expect(foreign.status == 403)
        #expect(foreign.message.contains("only Evenkeel creates Remediations"))
        other.set("3f3f3f3f", at: "metadata", "annotations", "evenkeel.dev/approve")
        #expect(
            cluster.request("POST", Self.path, other).message.contains("a new Remediation must not have an approval"))
    }

    @Test("who asks whether he may approve is told what the policy would say")
    mutating func review() {
        func mayApprove(_ user: String?) -> Bool? {
            let review: JSON = [
                "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                "spec": [
                    "resourceAttributes": [
                        "verb": "approve", "group": "evenkeel.dev", "resource": "remediations", "namespace": "default",
                    ]
                ],
            ]
            var cluster = cluster
            return cluster.request(
                "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, user: user
            ).body.at("status", "allowed")?.boolValue
        }
        #expect(mayApprove(nil) == true)
        #expect(mayApprove("anna") == true)
        #expect(mayApprove("eve") == false)
    }
}
