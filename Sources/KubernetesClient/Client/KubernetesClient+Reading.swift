internal import HTTPTransport
internal import JSONValue
public import KubernetesTypes

extension KubernetesClient {
    /// One object, or its subresource.
    public func get(
        _ type: ResourceType, _ key: ObjectKey, subresource: Subresource? = nil,
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        let request = try APIRequest(
            "get", type, namespace: key.namespace, name: key.name, subresource: subresource, options: options)
        return try await object(request)
    }

    /// One page of a collection; without a limit, all of it.
    ///
    /// - Parameter namespace: `nil` for all namespaces.
    public func list(
        _ type: ResourceType, namespace: String? = nil, query: ListQuery = ListQuery(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> ListPage<KubernetesObject> {
        try await list(type, namespace: namespace, query: query, options: options) { $0 }
    }

    /// One page, of which only what `transform` makes of each object is kept; objects for which it gives `nil` are left out.
    ///
    /// The memory needed is that of the page's text, of one object, and of the results.
    public func list<Item: Sendable>(
        _ type: ResourceType, namespace: String? = nil, query: ListQuery = ListQuery(),
        options: RequestOptions = RequestOptions(), transform: (KubernetesObject) -> Item?
    ) async throws(KubernetesError) -> ListPage<Item> {
        var request = try APIRequest("list", type, namespace: namespace, options: options)
        query.addQuery(to: &request.query)
        request.maximumBodyBytes = 128 << 20
        let response = try await perform(request)
        var items: [Item] = []
        var scanner = ListScanner(response.body)
        let list: JSON
        do {
            list = try scanner.scan { json in
                if let item = transform(type.complete(json)) { items.append(item) }
            }
        } catch {
            throw request.decoding("a list of \(type.plural) was expected, but \(error.what)")
        }
        return ListPage(
            items: items, resourceVersion: list.at("metadata", "resourceVersion")?.stringValue ?? "",
            continueToken: list.at("metadata", "continue")?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
            remainingItemCount: list.at("metadata", "remainingItemCount")?.integerValue)
    }

    /// The changes of a collection; returns when the server has accepted the watch.
    ///
    /// - Parameter namespace: `nil` for all namespaces.
    /// - Throws: `isExpired` if the version is too old; the same can come as an event later.
    public func watch(
        _ type: ResourceType, namespace: String? = nil, query: WatchQuery = WatchQuery(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> WatchStream {
        var request = try APIRequest("watch", type, namespace: namespace, options: options)
        query.addQuery(to: &request.query)
        // A quiet watch is a healthy one: nothing but the end is bounded.
        let timeouts = HTTPTimeouts(idle: nil, total: query.timeout + WatchQuery.margin)
        let stream = try await open(request, timeouts: timeouts)
        return WatchStream(
            lines: stream.body.lines(maximumBytes: query.maximumEventBytes), request: request, type: type)
    }

    func object(_ request: APIRequest) async throws(KubernetesError) -> KubernetesObject {
        let response = try await perform(request)
        do {
            let json = try JSON(parsing: response.body)
            guard json.objectValue != nil else {
                throw request.decoding("an object was expected, not \(json.typeName)")
            }
            return KubernetesObject(json)
        } catch let error as KubernetesError {
            throw error
        } catch {
            throw request.decoding("it is \(error)")
        }
    }
}

extension ResourceType {
    /// Items of lists come without `apiVersion` and `kind`, because the list has them.
    func complete(_ json: JSON) -> KubernetesObject {
        var json = json
        if json["kind"] == nil { json["kind"] = .string(kind) }
        if json["apiVersion"] == nil { json["apiVersion"] = .string(apiVersion) }
        return KubernetesObject(json)
    }
}
