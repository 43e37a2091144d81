import EvenkeelAPI
import EvenkeelOperator
import JSONValue
import KubernetesClient
import KubernetesTypes

/// Checks permissions with the API server.
struct AccessReviewer {
    let client: KubernetesClient
    let `operator`: ServiceAccountName

    func report(_ policy: RemediationPolicy) async throws(KubernetesError) -> AccessReport {
        let namespace = policy.metadata.namespace ?? "default"
        let account = policy.spec.serviceAccountName.map { ServiceAccountName(namespace: namespace, name: $0) }
        let needed = PolicyPermissions(policy, autoscalers: await autoscalers(of: policy, namespace)).all
        var report = AccessReport(policy: policy, account: account, operator: self.operator, checked: needed.count)
        if let account { report.lacksAccount = try await !exists(account) }
        for permission in needed {
            guard let subject = permission.subject == .operator ? self.operator : account else { continue }
            if try await !isAllowed(permission.request, subject) { report.missing.append(permission) }
        }
        return report
    }

    /// If autoscalers cannot be read, the permissions for the target itself are checked.
    private func autoscalers(of policy: RemediationPolicy, _ namespace: String) async -> [String] {
        let target = policy.spec.targetRef
        let all = try? await client.list(.horizontalPodAutoscalers, namespace: namespace, query: ListQuery(limit: 500))
        return (all?.items ?? []).filter { object in
            let reference = object.json.at("spec", "scaleTargetRef")
            return reference?["kind"]?.stringValue == target.kind.rawValue
                && reference?["name"]?.stringValue == target.name
        }.map(\.name)
    }

    private func exists(_ account: ServiceAccountName) async throws(KubernetesError) -> Bool {
        do throws(KubernetesError) {
            _ = try await client.get(
                .serviceAccounts, ObjectKey(namespace: account.namespace, name: account.name))
            return true
        } catch {
            if error.isNotFound { return false }
            // Who may not read accounts still gets the permissions.
            if error.isForbidden { return true }
            throw error
        }
    }

    /// With a SubjectAccessReview; or by impersonation, which a namespace owner may use.
    private func isAllowed(
        _ request: PermissionRequest, _ subject: ServiceAccountName
    ) async throws(KubernetesError) -> Bool {
        let question = AccessQuestion(request)
        do throws(KubernetesError) {
            return try await client.subjectAccessReview(question, of: subject.user).isAllowed
        } catch {
            guard error.isForbidden else { throw error }
        }
        var options = RequestOptions()
        options.impersonate = .serviceAccount(subject.name, in: subject.namespace)
        return try await client.selfSubjectAccessReview(question, options: options).isAllowed
    }
}

extension AccessQuestion {
    init(_ request: PermissionRequest) {
        let parts = request.resource.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(
            verb: request.verb,
            type: ResourceType(group: request.group, version: "", kind: "", plural: parts.first ?? ""),
            namespace: request.namespace, name: request.name)
        subresource = parts.count > 1 ? parts[1] : nil
    }
}
