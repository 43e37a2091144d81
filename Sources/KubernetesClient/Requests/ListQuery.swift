public import KubernetesTypes

/// Which objects, and in which pages.
public struct ListQuery: Sendable, Hashable {
    public var labelSelector: LabelSelector?
    /// As the API takes it: `metadata.name=web`, `status.phase!=Running`.
    public var fieldSelector: String?
    /// Objects on a page at most; `nil` is all of them at once.
    public var limit: Int?
    /// From the page before.
    public var continueToken: String?
    /// `"0"` takes what the server has in its cache, which may be old; `nil` is the latest.
    public var resourceVersion: String?

    public init(
        labelSelector: LabelSelector? = nil, fieldSelector: String? = nil, limit: Int? = nil,
        continueToken: String? = nil, resourceVersion: String? = nil
    ) {
        self.labelSelector = labelSelector
        self.fieldSelector = fieldSelector
        self.limit = limit
        self.continueToken = continueToken
        self.resourceVersion = resourceVersion
    }

    func addQuery(to query: inout URLQuery) {
        query.add("labelSelector", labelSelector.flatMap { $0.requirements.isEmpty ? nil : "\($0)" })
        query.add("fieldSelector", fieldSelector)
        query.add("limit", limit.map(String.init))
        query.add("continue", continueToken)
        query.add("resourceVersion", resourceVersion)
    }
}

/// One page of a list.
public struct ListPage<Item: Sendable>: Sendable {
    public var items: [Item]
    /// Of the whole list, whatever page this is: where a watch goes on.
    public var resourceVersion: String
    /// `nil` on the last page.
    public var continueToken: String?
    /// What is left after this page, where the server knows.
    public var remainingItemCount: Int?

    public init(
        items: [Item], resourceVersion: String, continueToken: String? = nil, remainingItemCount: Int? = nil
    ) {
        self.items = items
        self.resourceVersion = resourceVersion
        self.continueToken = continueToken
        self.remainingItemCount = remainingItemCount
    }
}

extension ListPage: Equatable where Item: Equatable {}
