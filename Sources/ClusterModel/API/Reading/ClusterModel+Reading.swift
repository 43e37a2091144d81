import JSONValue
import KubernetesTypes

extension ClusterModel {
    /// The stored object that the path names, as it is stored.
    func stored(_ context: RequestContext) throws(Status) -> KubernetesObject {
        guard let object = store.get(context.definition.storageType, context.key) else {
            throw .notFound(context.resource, name: context.key.name)
        }
        return object
    }

    func get(_ context: RequestContext) throws(Status) -> APIResponse {
        let object = try stored(context)
        return represent(object, context, status: 200)
    }

    /// One object in the form that was asked for.
    func represent(
        _ object: KubernetesObject, _ context: RequestContext, status: Int, warnings: [String] = []
    ) -> APIResponse {
        let headers = warnings.map { APIResponse.Header("Warning", Self.warning($0)) }
        let presented = Conversion.present(object.json, as: context.definition)
        let body: JSON
        switch Representation(accept: context.request.accept) {
        case .object: body = presented
        case .partialMetadata: body = Self.partialMetadata(presented)
        case .table:
            let printer = TablePrinter.printer(for: context.definition)
            body = printer.table([presented], metadata: ["resourceVersion": .string(object.resourceVersion)], context)
        }
        return .json(status: status, body: body, headers: headers)
    }

    static func warning(_ text: String) -> String {
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "299 - \"\(String(escaped))\""
    }

    static func partialMetadata(_ object: JSON) -> JSON {
        [
            "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": object["metadata"] ?? [:],
        ]
    }

    func list(_ context: RequestContext) throws(Status) -> APIResponse {
        let filter = try ObjectFilter(context)
        try checkVersion(context)
        var objects = store.list(context.definition.storageType, namespace: filter.namespace).filter(filter.matches)
        var metadata: JSON = ["resourceVersion": .string("\(store.revision)")]
        try page(&objects, &metadata, context)
        let presented = objects.map { Conversion.present($0.json, as: context.definition) }
        switch Representation(accept: context.request.accept) {
        case .table:
            let printer = TablePrinter.printer(for: context.definition)
            return .json(200, printer.table(presented, metadata: metadata, context))
        case .partialMetadata:
            return .json(
                200,
                [
                    "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
                    "items": .array(presented.map(Self.partialMetadata)),
                ])
        case .object: return .json(200, listBody(presented, metadata, context))
        }
    }

    func listBody(_ items: [JSON], _ metadata: JSON, _ context: RequestContext) -> JSON {
        var items = items
        // Items of built-in lists carry no type of their own, those of custom resources do.
        if context.definition.custom == nil {
            for index in items.indices {
                items[index]["kind"] = nil
                items[index]["apiVersion"] = nil
            }
        }
        return [
            "kind": .string(context.definition.listKind), "apiVersion": .string(context.definition.groupVersion),
            "metadata": metadata, "items": .array(items),
        ]
    }

    /// - Throws: 504 for a version of the future.
    private func checkVersion(_ context: RequestContext) throws(Status) {
        guard let text = context.request.query("resourceVersion"), !text.isEmpty else {
            guard context.request.query("resourceVersionMatch") != nil else { return }
            throw Status(
                code: 422, reason: "Invalid",
                message: "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                    + "resourceVersionMatch is forbidden unless resourceVersion is provided")
        }
        guard let version = UInt64(text) else {
            throw .badRequest("Invalid value: \"\(text)\": strconv.ParseUint: parsing \"\(text)\": invalid syntax")
        }
        guard version > store.revision else { return }
        throw Status(
            code: 504, reason: "Timeout",
            message: "Timeout: Too large resource version: \(version), current: \(store.revision)",
            retryAfterSeconds: 1,
            details: ["causes": [["reason": "ResourceVersionTooLarge", "message": "Too large resource version"]]])
    }

    private func page(
        _ objects: inout [KubernetesObject], _ metadata: inout JSON, _ context: RequestContext
    ) throws(Status) {
        if let text = context.request.query("continue"), !text.isEmpty {
            guard let token = ContinueToken(text) else { throw .badRequest("continue key is not valid: \(text)") }
            // The page belongs to the state that the first one showed, as long as the log still holds the changes since then.
            guard store.holdsChanges(since: token.revision) else {
                throw .expired(
                    "The provided continue parameter is too old to display a consistent list result. You can start a new "
                        + "list without the continue parameter.")
            }
            let last = (token.namespace, token.name)
            objects.removeAll { ($0.namespace ?? "", $0.name) <= last }
            metadata["resourceVersion"] = .string("\(token.revision)")
        }
        guard let limit = context.request.query("limit").flatMap({ Int($0) }), limit > 0, objects.count > limit else {
            return
        }
        let remaining = objects.count - limit
        objects.removeLast(remaining)
        guard let last = objects.last else { return }
        let revision = metadata["resourceVersion"]?.stringValue.flatMap { UInt64($0) } ?? store.revision
        let token = ContinueToken(revision: revision, namespace: last.namespace ?? "", name: last.name)
        metadata["continue"] = .string(token.text)
        let isSelective =
            (context.request.query("labelSelector") ?? "") + (context.request.query("fieldSelector") ?? "")
        if isSelective.isEmpty { metadata["remainingItemCount"] = JSON(remaining) }
    }
}

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
