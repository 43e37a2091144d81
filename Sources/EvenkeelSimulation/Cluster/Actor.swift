/// Who sends a request.
enum Actor: String, Sendable, Hashable {
    case evenkeel, person, gitOps
}
