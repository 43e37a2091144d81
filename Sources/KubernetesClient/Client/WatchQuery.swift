public import KubernetesTypes

/// What to watch, and from where.
public struct WatchQuery: Sendable, Hashable {
    public var labelSelector: LabelSelector?
    public var fieldSelector: String?
    /// Of a list, an object or a bookmark: changes after it are reported.
    public var resourceVersion: String?
    /// After this the server ends the stream properly. Whole seconds.
    public var timeout: Duration
    /// Asks for events that only report how far the server has come.
    public var allowsBookmarks: Bool
    /// The longest line, which is one event, that is accepted.
    public var maximumEventBytes: Int

    /// The server is given this much longer than its timeout to end the stream.
    public static let margin = Duration.seconds(5)

    public init(
        labelSelector: LabelSelector? = nil, fieldSelector: String? = nil, resourceVersion: String? = nil,
        timeout: Duration = .seconds(290), allowsBookmarks: Bool = true, maximumEventBytes: Int = 8 << 20
    ) {
        self.labelSelector = labelSelector
        self.fieldSelector = fieldSelector
        self.resourceVersion = resourceVersion
        self.timeout = timeout
        self.allowsBookmarks = allowsBookmarks
        self.maximumEventBytes = maximumEventBytes
    }

    func addQuery(to query: inout URLQuery) {
        query.add("watch", "true")
        query.add("labelSelector", labelSelector.flatMap { $0.requirements.isEmpty ? nil : "\($0)" })
        query.add("fieldSelector", fieldSelector)
        query.add("resourceVersion", resourceVersion)
        query.add("timeoutSeconds", String(timeout.components.seconds))
        if allowsBookmarks { query.add("allowWatchBookmarks", "true") }
    }
}

/// One line of a watch.
public enum WatchEvent: Sendable, Equatable {
    case added(KubernetesObject)
    case modified(KubernetesObject)
    /// With the object's last state.
    case deleted(KubernetesObject)
    /// Everything up to this version has been reported.
    case bookmark(resourceVersion: String)
    /// The server ends the watch, with `Expired` (410) where the version is too old.
    case error(Status)
}
