/// The beginning of an answer.
struct HTTPHead: Sendable, Hashable {
    var status: Int
    var headers: HTTPHeaders
}
