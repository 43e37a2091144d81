import JSONValue
import KubernetesTypes

/// What a watch wants to see.
public struct WatchSpecification: Sendable {
    enum Start: Sendable, Hashable {
        /// Everything there is as `ADDED`, then the changes.
        case current(endsWithBookmark: Bool)
        /// The changes after a revision.
        case after(UInt64)
    }

    let filter: ObjectFilter
    let context: RequestContext
    let start: Start
    let representation: Representation
    /// Whether the client understands `BOOKMARK` events.
    public let allowsBookmarks: Bool
    /// The client's limit in seconds; `nil` where it names none.
    public let timeoutSeconds: Int?
}

extension ClusterModel {
    func watch(_ context: RequestContext) throws(Status) -> APIResponse {
        let request = context.request
        let sendsInitialEvents = request.query("sendInitialEvents").map { $0 == "true" }
        if sendsInitialEvents != nil, request.query("resourceVersionMatch") != "NotOlderThan" {
            throw Status(
                code: 422, reason: "Invalid",
                message: "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                    + "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
        }
        let start: WatchSpecification.Start
        switch request.query("resourceVersion") ?? "" {
        case "" where sendsInitialEvents == false: start = .after(store.revision)
        case "", "0": start = .current(endsWithBookmark: sendsInitialEvents == true)
        case let text:
            guard let revision = UInt64(text) else {
                throw Status(
                    code: 500, reason: "InternalError",
                    message: "resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing \"\(text)\": "
                        + "invalid syntax")
            }
            start = sendsInitialEvents == true ? .current(endsWithBookmark: true) : .after(revision)
        }
        return .watch(
            WatchSpecification(
                filter: try ObjectFilter(context), context: context, start: start,
                representation: Representation(accept: request.accept),
                allowsBookmarks: request.flag("allowWatchBookmarks"),
                timeoutSeconds: request.query("timeoutSeconds").flatMap { Int($0) }))
    }
}
