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

    /// A whole collection, page by page.
    ///
    /// A list that takes so long that its continue token expires ends with an error that `isExpired`.
    public func listAll(
        _ type: ResourceType, namespace: String? = nil, query: ListQuery = ListQuery(),
        options: RequestOptions = RequestOptions()
    ) -> ObjectPages {
        ObjectPages(client: self, type: type, namespace: namespace, query: query, options: options)
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

/// The pages of a collection; reading stops by not asking for the next one.
public struct ObjectPages: AsyncSequence, Sendable {
    public typealias Element = ListPage<KubernetesObject>
    public typealias Failure = KubernetesError

    let client: KubernetesClient
    let type: ResourceType
    let namespace: String?
    let query: ListQuery
    let options: RequestOptions

    public func makeAsyncIterator() -> Iterator { Iterator(pages: self, query: query) }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        let pages: ObjectPages
        /// `nil` after the last page.
        var query: ListQuery?

        public mutating func next() async throws(KubernetesError) -> Element? {
            guard var query else { return nil }
            query.limit = query.limit ?? KubernetesClient.pageSize
            let page = try await pages.client.list(
                pages.type, namespace: pages.namespace, query: query, options: pages.options)
            query.continueToken = page.continueToken
            // The token holds the version; the API refuses both together.
            query.resourceVersion = nil
            self.query = page.continueToken == nil ? nil : query
            return page
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(KubernetesError) -> Element? {
            try await next()
        }
    }

    /// All objects in one array.
    ///
    /// - Throws: also where there are more than `limit`.
    public func collect(limit: Int = 100_000) async throws(KubernetesError) -> [KubernetesObject] {
        var objects: [KubernetesObject] = []
        var iterator = makeAsyncIterator()
        while let page = try await iterator.next() {
            objects += page.items
            guard objects.count <= limit else {
                throw KubernetesError(
                    .decoding("there are more than \(limit) \(type.plural)"),
                    operation: .init(verb: "list", resource: type.qualifiedName))
            }
        }
        return objects
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
