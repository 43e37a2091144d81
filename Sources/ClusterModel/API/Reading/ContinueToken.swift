/// Where the next page of a list starts. Opaque to clients, so it is simply readable here.
struct ContinueToken: Sendable, Hashable {
    var revision: UInt64
    var namespace: String
    var name: String

    init(revision: UInt64, namespace: String, name: String) {
        self.revision = revision
        self.namespace = namespace
        self.name = name
    }

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let revision = UInt64(parts[0]) else { return nil }
        self.init(revision: revision, namespace: String(parts[1]), name: String(parts[2]))
    }

    var text: String { "\(revision):\(namespace):\(name)" }
}
