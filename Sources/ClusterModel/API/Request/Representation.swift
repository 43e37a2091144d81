/// The form of an answer that the client asked for with `Accept`.
enum Representation: Sendable, Hashable {
    case object
    case table
    case partialMetadata

    /// Whether JSON is among the forms that the client takes.
    static func isAcceptable(_ accept: String?) -> Bool {
        guard let accept, !accept.isEmpty else { return true }
        return accept.split(separator: ",").contains { alternative in
            let type = alternative.prefix { $0 != ";" }.filter { !$0.isWhitespace }
            return ["application/json", "application/*", "*/*"].contains(type)
        }
    }

    /// The first alternative that this server has.
    init(accept: String?) {
        self = .object
        for alternative in (accept ?? "").split(separator: ",") {
            let parameters = alternative.split(separator: ";").map { part in
                String(part.filter { !$0.isWhitespace })
            }
            guard parameters.first == "application/json" || parameters.first == "*/*" else { continue }
            guard !parameters.contains("v=v1beta1") else { continue }
            if parameters.contains("as=Table") {
                self = .table
            } else if parameters.contains("as=PartialObjectMetadata")
                || parameters.contains("as=PartialObjectMetadataList")
            {
                self = .partialMetadata
            }
            return
        }
    }
}
