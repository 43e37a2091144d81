import JSONValue
import KubernetesTypes

/// Who asks.
struct Requester: Sendable, Hashable {
    var name: String
    var groups: Set<String>

    /// Everything is allowed to the administrator.
    var isAdministrator: Bool { groups.contains("system:masters") }

    /// The one whose rights count: who is impersonated, if somebody is.
    init(_ request: APIRequest, _ store: ObjectStore) {
        if let user = request.impersonatedUser {
            self.init(name: user, groups: request.impersonatedGroups)
        } else {
            self.init(authenticating: request, store)
        }
    }

    /// Whoever shows no token of a service account is the cluster's administrator: this API is on loopback and for its
    /// owner.
    init(authenticating request: APIRequest, _ store: ObjectStore) {
        if let account = request.token.flatMap(ServiceAccountToken.init).flatMap({ Self.account($0, store) }) {
            self.init(name: account, groups: [])
        } else {
            self.init(name: AuditRecord.administrator, groups: ["system:masters"])
        }
    }

    /// Somebody else, of whom a review asks.
    init(reviewed review: JSON) {
        self.init(
            name: review.at("spec", "user")?.stringValue ?? "",
            groups: (review.at("spec", "groups")?.arrayValue ?? []).compactMap(\.stringValue))
    }

    private init(name: String, groups: [String]) {
        self.name = name
        self.groups = Set(groups + ["system:authenticated"])
        if let account = Self.serviceAccount(name) {
            self.groups.formUnion(["system:serviceaccounts", "system:serviceaccounts:\(account.namespace)"])
        }
    }

    /// Namespace and name, where the user is a service account.
    static func serviceAccount(_ user: String) -> (namespace: String, name: String)? {
        let parts = user.split(separator: ":").map(String.init)
        return parts.count == 4 && user.hasPrefix("system:serviceaccount:") ? (parts[2], parts[3]) : nil
    }

    private static func account(_ token: ServiceAccountToken, _ store: ObjectStore) -> String? {
        let account = store.list(.serviceAccounts).first { $0.uid == token.uid }
        return account.map { "system:serviceaccount:\($0.namespace ?? ""):\($0.name)" }
    }

    /// False for a token of this API that is too old, or whose account is gone.
    static func isAuthentic(_ request: APIRequest, _ store: ObjectStore, now: Timestamp) -> Bool {
        guard let token = request.token.flatMap(ServiceAccountToken.init) else { return true }
        return token.isValid(at: now) && account(token, store) != nil
    }
}

/// What the API gives out for a service account: readable, since nobody has to be kept from forging it here.
struct ServiceAccountToken: Sendable, Hashable {
    var uid: String
    /// Two tokens of one account differ.
    var issued: Timestamp
    var seconds: Int

    init(uid: String, issued: Timestamp, seconds: Int) {
        self.uid = uid
        self.issued = issued
        self.seconds = seconds
    }

    /// `nil` for what is no token of this API.
    init?(_ text: String) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 4, parts[0] == "sandbox", let issued = Int64(parts[2]), let seconds = Int(parts[3]) else {
            return nil
        }
        self.init(uid: parts[1], issued: Timestamp(microsecondsSince1970: issued), seconds: seconds)
    }

    var text: String { "sandbox.\(uid).\(issued.microsecondsSince1970).\(seconds)" }

    func isValid(at now: Timestamp) -> Bool { now - issued < Double(seconds) }
}
