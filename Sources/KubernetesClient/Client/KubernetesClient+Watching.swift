internal import HTTPTransport
public import KubernetesTypes

extension KubernetesClient {
    /// The changes of a collection; returns when the server has accepted the watch.
    ///
    /// - Parameter namespace: `nil` for all namespaces.
    /// - Throws: `isExpired` where the version is too old; the same can come as an event later.
    public func watch(
        _ type: ResourceType, namespace: String? = nil, query: WatchQuery = WatchQuery(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> WatchStream<KubernetesObject> {
        try await watch(type, namespace: namespace, query: query, options: options) { $0 }
    }

    func watch<Object: Sendable>(
        _ type: ResourceType, namespace: String?, query: WatchQuery, options: RequestOptions,
        transform: @escaping @Sendable (KubernetesObject) throws -> Object
    ) async throws(KubernetesError) -> WatchStream<Object> {
        var request = try APIRequest("watch", type, namespace: namespace, options: options)
        query.addQuery(to: &request.query)
        // A quiet watch is a healthy one: nothing but the end is bounded.
        let timeouts = HTTPTimeouts(idle: nil, total: query.timeout + WatchQuery.margin)
        let stream = try await open(request, timeouts: timeouts)
        return WatchStream(
            lines: stream.body.lines(maximumBytes: query.maximumEventBytes), request: request, type: type,
            transform: transform)
    }
}
