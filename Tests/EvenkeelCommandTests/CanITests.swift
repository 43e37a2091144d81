import CommandTestSupport
import JSONValue
import Testing
import YAML

@Suite("evenkeel can-i")
struct CanITests {
    private let policy = "\(Repository.root)/Manifests/samples/checkout.yaml"

    @Test("prints without a cluster what a policy's namespace has to grant, narrowed to the policy's target")
    func printed() async throws {
        let outcome = try await Evenkeel.run("can-i", "--print", "-f", policy)
        #expect(outcome.code == 0, "\(outcome.error)")
        let documents = try YAML.parse(Array(outcome.output.utf8)).map(\.json)
        #expect(
            documents.compactMap { $0["kind"]?.stringValue } == [
                "ServiceAccount", "Role", "RoleBinding", "Role", "RoleBinding",
            ])
        #expect(documents.allSatisfy { $0.at("metadata", "namespace") == "shop" })
        let rules = documents.flatMap { $0["rules"]?.arrayValue ?? [] }
        let patch: JSON = [
            "apiGroups": ["apps"], "resources": ["deployments"], "resourceNames": ["checkout"], "verbs": ["patch"],
        ]
        #expect(rules.contains(patch))
        let impersonate: JSON = [
            "apiGroups": [""], "resources": ["serviceaccounts"], "resourceNames": ["checkout-remediator"],
            "verbs": ["impersonate"],
        ]
        #expect(rules.contains(impersonate))
    }

    @Test("the shipped roles are those of Manifests/rbac")
    func shipped() async throws {
        let outcome = try await Evenkeel.run("can-i", "--print")
        #expect(outcome.code == 0)
        for role in try YAML.parse(Array(outcome.output.utf8)).map(\.json) {
            let name = try #require(role.at("metadata", "name")?.stringValue)
            let file = "Manifests/rbac/\(name.dropFirst("evenkeel-".count)).yaml"
            let kept = try #require(try YAML.parse(Array(Repository.read(file).utf8)).first?.json)
            #expect(kept["rules"] == role["rules"], "\(file)")
            #expect(kept["kind"] == role["kind"] && kept.at("metadata", "name") == role.at("metadata", "name"))
        }
    }

    @Test("what is missing is granted by the commands that are printed", .enabled(if: Program.find("kubectl") != nil))
    func granted() async throws {
        let folder = try TemporaryFolder()
        let policy = policy
        _ = try await RunningEvenkeel.run(["sandbox"], folder: folder) { running in
            try await running.waitUntilSaid("export KUBECONFIG=")
            let environment: [String: String?] = ["KUBECONFIG": "\(folder.path)/kubeconfig", "HOME": folder.path]
            for namespace in ["shop", "evenkeel"] {
                _ = try await Kubectl(folder: folder).run("create namespace \(namespace)")
            }
            let before = try await Evenkeel.run("can-i", "-f", policy, "-o", "json", environment: environment)
            #expect(before.code == 1, "\(before.error)")
            let report = try JSON(parsing: before.output)[0]
            let missing = (report?["missing"]?.arrayValue ?? []).compactMap { $0["resource"]?.stringValue }
            #expect(missing.contains("deployments") && missing.contains("serviceaccounts"))
            let commands = (report?["commands"]?.arrayValue ?? []).compactMap(\.stringValue)
            #expect(commands.first == "kubectl create serviceaccount checkout-remediator -n shop")
            for command in commands {
                let outcome = try await Evenkeel.run(
                    program: "/bin/bash", ["-c", command], environment: environment, folder: folder.path)
                #expect(outcome.code == 0, "\(command): \(outcome.error)")
            }
            let after = try await Evenkeel.run("can-i", "-f", policy, environment: environment)
            #expect(after.code == 0, "\(after.output)\(after.error)")
            #expect(after.output.contains("no permission is missing"))
        }
    }

    @Test("a call without a policy, and a file without one, are wrong calls")
    func usage() async throws {
        let none = try await Evenkeel.run("can-i")
        #expect(none.code == 2)
        #expect(none.error.contains("-f"))
        let guardrail = try await Evenkeel.run("can-i", "-f", "\(Repository.root)/Manifests/samples/guardrail.yaml")
        #expect(guardrail.code == 2)
        #expect(guardrail.error.contains("the file contains no RemediationPolicy"))
        let account = try await Evenkeel.run("can-i", "-f", policy, "--operator", "evenkeel")
        #expect(account.code == 2)
        #expect(account.error.contains("NAMESPACE/NAME"))
    }
}
