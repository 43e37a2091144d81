import ArgumentParser
import EvenkeelAPI
import EvenkeelEngine
import FoundationEssentials
import JSONValue
import KubernetesClient
import KubernetesTypes

/// Says a person's word to a Remediation: shows what it is about, refuses what cannot work, asks, and sends it for exactly
/// what was shown.
struct VerbSender: Sendable {
    let client: KubernetesClient
    let key: ObjectKey
    let word: RemediationVerb
    /// Digits that the plan's digest has to begin with.
    var digest: String?
    var confirms: Bool
    var output: OutputFormat

    struct Given: Sendable {
        var remediation: Remediation
        /// As the API server knows the person.
        var by: String
    }

    func give() async throws -> Given {
        let remediation = try await read()
        try check(remediation)
        let user = try await authorizedUser()
        if output == .table { for line in RemediationSheet(remediation: remediation, word: word).lines { print(line) } }
        if confirms { try Confirmation.ask("\(word.verb) this as \(user)?") }
        return Given(remediation: try await send(to: remediation, by: user), by: user)
    }

    func read() async throws -> Remediation {
        let object: KubernetesObject
        do throws(KubernetesError) {
            object = try await client.get(Remediation.resourceType, key)
        } catch {
            guard error.isNotFound else { throw CommandFailure(error) }
            throw CommandFailure(
                "there is no Remediation \(key.name) in namespace \(key.namespace ?? ""); list them by: kubectl get rem "
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
                "the plan of \(key.name) is \(plan.digest), not \(digest); read it again before you approve it",
                code: .no)
        }
        if let reason = word.refusal(remediation, now: Timestamp(Date.now)) {
            throw CommandFailure("cannot \(word.verb) \(key.name): \(reason)", code: .no)
        }
    }

    private func authorizedUser() async throws -> String {
        let user = try await client.ownName()
        let question = AccessQuestion(
            verb: ApproverRole.verb, type: Remediation.resourceType, namespace: key.namespace, name: key.name)
        guard try await client.selfSubjectAccessReview(question).isAllowed else {
            throw CommandFailure(
                "\(user) may not \(word.verb) in namespace \(key.namespace ?? ""): the verb approve on remediations is "
                    + "missing; ask for the ClusterRole \(ApproverRole.name) there", code: .no)
        }
        return user
    }

    /// A status that moved on meanwhile is no obstacle, as long as it is the same object and plan: a spec never changes.
    private func send(to shown: Remediation, by user: String) async throws -> Remediation {
        var current = shown
        for _ in 0..<5 {
            do throws(KubernetesError) {
                let object = try await client.patch(
                    Remediation.resourceType, key, .merge(patch(current, by: user)),
                    options: RequestOptions(fieldManager: "evenkeel-\(word.verb)"))
                return (try? object.json.decoded(as: Remediation.self)) ?? current
            } catch {
                guard error.isConflict else { throw refused(error) }
            }
            current = try await read()
            guard current.metadata.uid == shown.metadata.uid else {
                throw CommandFailure("\(key.name) was replaced by another of that name; look at it again", code: .no)
            }
            try check(current)
        }
        throw CommandFailure("\(key.name) changes too fast; try again", code: .unreachable)
    }

    private func patch(_ remediation: Remediation, by user: String) -> JSON {
        var metadata: JSON = ["annotations": .object(word.annotations(remediation.spec.plan, by: user))]
        metadata["resourceVersion"] = remediation.metadata.resourceVersion.map(JSON.string)
        metadata["uid"] = remediation.metadata.uid.map(JSON.string)
        return ["metadata": metadata]
    }

    /// What the API server refuses is an answer, in its own words.
    private func refused(_ error: KubernetesError) -> CommandFailure {
        guard error.isForbidden || error.isInvalid, let status = error.status else { return CommandFailure(error) }
        return CommandFailure("the API server refuses: \(status.message)", code: .no)
    }
}
