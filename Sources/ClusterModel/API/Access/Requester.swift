import KubernetesTypes

/// Who asks.
struct Requester: Sendable, Hashable {
    var name: String
    var groups: Set<String>

    /// Everything is allowed to the administrator.
    var isAdministrator: Bool { groups.contains("system:masters") }

    /// Whoever impersonates nobody and shows no token of a service account is the cluster's administrator: this API is
    /// on loopback and for its owner.
    init(_ request: APIRequest, _ store: ObjectStore) {
        if let user = request.impersonatedUser {
            self.init(name: user, groups: request.impersonatedGroups)
        } else if let account = request.token.flatMap({ Self.account($0, store) }) {
            self.init(name: account, groups: [])
        } else {
            self.init(name: AuditRecord.administrator, groups: ["system:masters"])
        }
    }

    private init(name: String, groups: [String]) {
        self.name = name
        self.groups = Set(groups + ["system:authenticated"])
        let parts = name.split(separator: ":")
        if parts.count == 4, name.hasPrefix("system:serviceaccount:") {
            self.groups.formUnion(["system:serviceaccounts", "system:serviceaccounts:\(parts[2])"])
        }
    }

    /// Tokens are those of `requestToken`: the account's uid.
    private static func account(_ token: String, _ store: ObjectStore) -> String? {
        guard token.hasPrefix("sandbox.") else { return nil }
        let account = store.list(.serviceAccounts).first { $0.uid == token.dropFirst("sandbox.".count) }
        return account.map { "system:serviceaccount:\($0.namespace ?? ""):\($0.name)" }
    }
}
