/// Why bytes are not the binary form of a Kubernetes object.
enum ProtobufError: Error, Sendable, Hashable, CustomStringConvertible {
    case missingMagic
    case truncated
    case malformed(String)

    var description: String {
        switch self {
        case .missingMagic: "not Kubernetes protobuf: it does not start with 'k8s'"
        case .truncated: "not valid protobuf: it ends too early"
        case .malformed(let reason): "not valid protobuf: \(reason)"
        }
    }
}
