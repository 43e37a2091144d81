public import JSONValue
public import KubernetesTypes

/// A watch under way: asked again and again, it gives the events since the last time.
///
/// The state machine of a stream without the stream: the shell writes what this returns, the simulation loses it.
public struct WatchSession: Sendable {
    private let specification: WatchSpecification
    /// Everything up to here has been reported; `nil` before the first evaluation.
    private var revision: UInt64?
    private var hasSentColumns = false
    /// After an error there is nothing more to come.
    public private(set) var isEnded = false

    public init(_ specification: WatchSpecification) { self.specification = specification }

    /// The events since the last call. An `ERROR` event (410 `Expired`) is the last one.
    public mutating func events(from store: ObjectStore, now: Timestamp) -> [JSON] {
        guard !isEnded else { return [] }
        guard let revision else { return start(store, now) }
        guard revision < store.revision else { return [] }
        return events(after: revision, store, now)
    }

    private mutating func start(_ store: ObjectStore, _ now: Timestamp) -> [JSON] {
        switch specification.start {
        case .after(let revision):
            self.revision = revision
            return revision < store.revision ? events(after: revision, store, now) : []
        case .current(let endsWithBookmark):
            revision = store.revision
            let filter = specification.filter
            let objects = store.list(filter.definition.storageType, namespace: filter.namespace).filter(filter.matches)
            var events = objects.map { event("ADDED", $0.json, now) }
            if endsWithBookmark { events.append(bookmark(endsInitialEvents: true)) }
            return events
        }
    }

    private mutating func events(after revision: UInt64, _ store: ObjectStore, _ now: Timestamp) -> [JSON] {
        self.revision = store.revision
        let changes: [StoredChange]
        do throws(Status) {
            changes = try store.changes(since: revision)
        } catch {
            isEnded = true
            return [["type": "ERROR", "object": error.json]]
        }
        let place = StorageKey(specification.filter.definition.storageType)
        var events: [JSON] = []
        for change in changes where StorageKey(change.resource) == place {
            if let type = type(of: change) { events.append(event(type, change.object.json, now)) }
        }
        return events
    }

    /// What the change is to this watcher: an object may come into its view or leave it by a change.
    private func type(of change: StoredChange) -> String? {
        let isSeen = change.kind != .deleted && specification.filter.matches(change.object)
        let wasSeen = change.previous.map(specification.filter.matches) ?? false
        return switch (wasSeen, isSeen) {
        case (false, true): "ADDED"
        case (true, true): "MODIFIED"
        case (true, false): "DELETED"
        case (false, false): nil
        }
    }

    private mutating func event(_ type: String, _ object: JSON, _ now: Timestamp) -> JSON {
        [
            "type": .string(type),
            "object": represented(Conversion.present(object, as: specification.filter.definition), now),
        ]
    }

    private mutating func represented(_ object: JSON, _ now: Timestamp) -> JSON {
        switch specification.representation {
        case .object: return object
        case .partialMetadata: return ClusterModel.partialMetadata(object)
        case .table:
            let printer = TablePrinter.printer(for: specification.filter.definition)
            let metadata: JSON = ["resourceVersion": object.at("metadata", "resourceVersion") ?? ""]
            defer { hasSentColumns = true }
            return printer.table(
                [object], metadata: metadata, specification.context, now: now, withColumns: !hasSentColumns)
        }
    }

    /// How far this watch has come, for clients that allow bookmarks; `nil` for others and before the first evaluation.
    public mutating func bookmark() -> JSON? {
        guard specification.allowsBookmarks, revision != nil, !isEnded else { return nil }
        return bookmark(endsInitialEvents: false)
    }

    private mutating func bookmark(endsInitialEvents: Bool) -> JSON {
        let definition = specification.filter.definition
        var metadata: JSON = ["resourceVersion": .string("\(revision ?? 0)"), "creationTimestamp": .null]
        if endsInitialEvents { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
        let object: JSON
        switch specification.representation {
        case .partialMetadata:
            object = ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": metadata]
        case .table:
            object = [
                "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata, "columnDefinitions": .null,
                "rows": [],
            ]
        case .object:
            object = [
                "kind": .string(definition.type.kind), "apiVersion": .string(definition.groupVersion),
                "metadata": metadata,
            ]
        }
        return ["type": "BOOKMARK", "object": object]
    }
}
