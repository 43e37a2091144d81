import CommandTestSupport
import JSONValue
import Testing
import YAML

@Suite("Manifests")
struct ManifestsTests {
    private static let overlays = ["", "overlays/cluster-wide", "overlays/single-namespace", "overlays/all"]

    @Test("kustomize renders every layout", .enabled(if: Program.find("kubectl") != nil), arguments: overlays)
    func rendered(overlay: String) async throws {
        let objects = try await Self.objects(overlay)
        let kinds = objects.compactMap { $0["kind"]?.stringValue }
        #expect(kinds.filter { $0 == "CustomResourceDefinition" }.count == 4)
        for kind in ["Namespace", "Deployment", "PodDisruptionBudget", "NetworkPolicy", "Service", "ServiceAccount"] {
            #expect(kinds.contains(kind))
        }
        #expect(kinds.contains("PrometheusRule") == (overlay == "overlays/all"))
        for object in objects {
            #expect(object.at("metadata", "labels", "app.kubernetes.io/name") == "evenkeel", "\(Self.name(object))")
        }
    }

    @Test(
        "no role has a wildcard, since that keeps security teams from installing",
        .enabled(if: Program.find("kubectl") != nil), arguments: overlays)
    func wildcards(overlay: String) async throws {
        for object in try await Self.objects(overlay) where object["kind"]?.stringValue?.hasSuffix("Role") == true {
            for rule in object["rules"]?.arrayValue ?? [] {
                for field in ["apiGroups", "resources", "verbs"] {
                    #expect(rule[field]?.arrayValue?.contains("*") == false, "\(Self.name(object))")
                }
            }
        }
    }

    @Test(
        "one namespace: workloads can be read and changed there and nowhere else",
        .enabled(if: Program.find("kubectl") != nil))
    func singleNamespace() async throws {
        let bindings = try await Self.objects("overlays/single-namespace").filter {
            $0["kind"]?.stringValue?.hasSuffix("RoleBinding") == true
        }
        let everywhere = bindings.filter { $0["kind"] == "ClusterRoleBinding" }
        #expect(everywhere.compactMap { $0.at("roleRef", "name")?.stringValue } == ["evenkeel-reader"])
        let there = bindings.filter { $0.at("metadata", "namespace") == "shop" }
        #expect(
            Set(there.compactMap { $0.at("roleRef", "name")?.stringValue })
                == ["evenkeel-operator", "evenkeel-impersonator"])
    }

    @Test(
        "nobody is impersonated cluster-wide: the control plane's accounts would be among them",
        .enabled(if: Program.find("kubectl") != nil), arguments: overlays)
    func impersonation(overlay: String) async throws {
        for object in try await Self.objects(overlay) where object["kind"] == "ClusterRoleBinding" {
            #expect(object.at("roleRef", "name") != "evenkeel-impersonator")
        }
    }

    @Test("the pods keep to the restricted Pod Security Standard", .enabled(if: Program.find("kubectl") != nil))
    func podSecurity() async throws {
        let deployment = try #require(try await Self.objects("").first { $0["kind"] == "Deployment" })
        let pod = try #require(deployment.at("spec", "template", "spec"))
        #expect(pod.at("securityContext", "runAsNonRoot") == true)
        #expect(pod.at("securityContext", "seccompProfile", "type") == "RuntimeDefault")
        let container = try #require(pod["containers"]?[0]?["securityContext"])
        #expect(container["allowPrivilegeEscalation"] == false)
        #expect(container["readOnlyRootFilesystem"] == true)
        #expect(container.at("capabilities", "drop") == ["ALL"])
    }

    private static func objects(_ overlay: String) async throws -> [JSON] {
        let folder = try TemporaryFolder()
        let outcome = try await Kubectl(folder: folder).run(["kustomize", "\(Repository.root)/Manifests/\(overlay)"])
        #expect(outcome.code == 0, "\(outcome.error)")
        return try YAML.parse(Array(outcome.output.utf8)).map(\.json)
    }

    private static func name(_ object: JSON) -> String {
        "\(object["kind"]?.stringValue ?? "") \(object.at("metadata", "name")?.stringValue ?? "")"
    }
}
