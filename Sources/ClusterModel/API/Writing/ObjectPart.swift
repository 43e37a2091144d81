/// Which part of an object a request may change.
enum ObjectPart: Sendable {
    /// Everything but the status, where that has an endpoint of its own.
    case main
    case status
}
