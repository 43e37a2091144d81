internal import KubernetesTypes

/// What the server said about its kinds, for a while.
actor DiscoveryCache {
    private struct Entry {
        var types: [ResourceType]
        var freshUntil: Duration
    }

    static let lifetime = Duration.seconds(600)
    static let maximumEntries = 256
    private var entries: [String: Entry] = [:]

    func types(of apiVersion: String, now: Duration) -> [ResourceType]? {
        entries[apiVersion].flatMap { now < $0.freshUntil ? $0.types : nil }
    }

    func store(_ types: [ResourceType], of apiVersion: String, now: Duration) {
        if entries.count >= Self.maximumEntries { entries = [:] }
        entries[apiVersion] = Entry(types: types, freshUntil: now + Self.lifetime)
    }
}
