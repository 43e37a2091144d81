import KubernetesClient

struct ServiceAccountName: Hashable, CustomStringConvertible {
    var namespace: String
    var name: String

    var description: String { "\(namespace)/\(name)" }

    /// With the groups that the API server gives to every service account; a review is told no others.
    var user: ImpersonatedUser {
        var user = ImpersonatedUser.serviceAccount(name, in: namespace)
        user.groups = ["system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated"]
        return user
    }
}
