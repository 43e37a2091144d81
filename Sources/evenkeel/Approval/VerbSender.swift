import ArgumentParser
import EvenkeelAPI
import EvenkeelEngine
import FoundationEssentials
import JSONValue
import KubernetesClient
import KubernetesTypes

/// Sends a verb to a Remediation: shows the plan, refuses a verb without effect, asks for confirmation, and sends the
/// verb for exactly the shown plan.
struct VerbSender: Sendable {
    let client: KubernetesClient
    let key: ObjectKey
    let verb: RemediationVerb
    /// The required beginning of the digest of the plan.
    var digest: String?
    var confirms: Bool
    var output: OutputFormat

    struct Sent: Sendable {
        var remediation: Remediation
        /// The name of the user from the API server.
        var by: String
    }

    func send() async throws -> Sent {
        let remediation = try await read()
        try check(remediation)
        let user = try await authorizedUser()
        if output == .table { for line in RemediationSheet(remediation: remediation, verb: verb).lines { print(line) } }
        if confirms { try Confirmation.ask("\(verb.name) this as \(user)?") }
        return Sent(remediation: try await send(to: remediation, by: user), by: user)
    }

    func read() async throws -> Remediation {
        let object: KubernetesObject
        do throws(KubernetesError) {
            object = try await client.get(Remediation.resourceType, key)
        } catch {
            guard error.isNotFound else { throw CommandFailure(error) }
            throw CommandFailure(
                "there is no Remediation \(key.name) in namespace \(key.namespace ?? ""); to list them: kubectl get rem "
                    + "-n \(key.namespace ?? "")", code: .no)
        }
        guard let remediation = try? object.json.decoded(as: Remediation.self) else {
            throw CommandFailure("\(key) cannot be read as a Remediation by this version of evenkeel", code: .no)
        }
        return remediation
    }

    private func check(_ remediation: Remediation) throws {
        let plan = remediation.spec.plan
        if let digest, !plan.isNamed(by: digest) {
            throw CommandFailure(
                "the plan of \(key.name) has the digest \(plan.digest), not \(digest); read the plan before you approve it",
                code: .no)
        }
        if let reason = verb.refusal(remediation, now: Timestamp(Date.now)) {
            throw CommandFailure("cannot \(verb.name) \(key.name): \(reason)", code: .no)
        }
    }

    private func authorizedUser() async throws -> String {
        let user = try await client.ownName()
        let question = AccessQuestion(
            verb: ApproverRole.verb, type: Remediation.resourceType, namespace: key.namespace, name: key.name)
        guard try await client.selfSubjectAccessReview(question).isAllowed else {
            throw CommandFailure(
                "\(user) may not \(verb.name) in namespace \(key.namespace ?? ""): the verb approve on remediations is "
                    + "missing; ask for the ClusterRole \(ApproverRole.name) there", code: .no)
        }
        return user
    }

    /// A changed status is no obstacle if the object is the same: its spec is immutable.
    private func send(to shown: Remediation, by user: String) async throws -> Remediation {
        var current = shown
        for _ in 0..<5 {
            do throws(KubernetesError) {
                let object = try await client.patch(
                    Remediation.resourceType, key, .merge(patch(current, by: user)),
                    options: RequestOptions(fieldManager: "evenkeel-\(verb.name)"))
                return (try? object.json.decoded(as: Remediation.self)) ?? current
            } catch {
                guard error.isConflict else { throw refused(error) }
            }
            current = try await read()
            guard current.metadata.uid == shown.metadata.uid else {
                throw CommandFailure(
                    "\(key.name) was replaced by another Remediation of this name; read it before you continue",
                    code: .no)
            }
            try check(current)
        }
        throw CommandFailure("\(key.name) changes too often; try again", code: .unreachable)
    }

    private func patch(_ remediation: Remediation, by user: String) -> JSON {
        var metadata: JSON = ["annotations": .object(verb.annotations(remediation.spec.plan, by: user))]
        metadata["resourceVersion"] = remediation.metadata.resourceVersion.map(JSON.string)
        metadata["uid"] = remediation.metadata.uid.map(JSON.string)
        return ["metadata": metadata]
    }

    /// A refusal of the API server is an answer; its message is printed.
    private func refused(_ error: KubernetesError) -> CommandFailure {
        guard error.isForbidden || error.isInvalid, let status = error.status else { return CommandFailure(error) }
        return CommandFailure("the API server refuses: \(status.message)", code: .no)
    }
}
