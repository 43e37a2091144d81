/// Reads the fields of one protobuf message.
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next field; `nil` at the end of the message.
    mutating func next() throws(ProtobufError) -> (number: Int, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let tag = try varint()
        guard tag >> 3 > 0, tag >> 3 < 1 << 29 else { throw .malformed("a field has no number") }
        return (Int(tag >> 3), try value(ofType: tag & 7))
    }

    private mutating func value(ofType type: UInt64) throws(ProtobufError) -> Value {
        switch type {
        case 0: return .varint(try varint())
        case 1: return .fixed64(try fixed(8))
        case 2:
            let count = try varint()
            guard count <= UInt64(rest.count) else { throw .truncated }
            return .bytes(take(Int(count)))
        case 5: return .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
        default: throw .malformed("a field is of the unknown type \(type)")
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func fixed(_ count: Int) throws(ProtobufError) -> UInt64 {
        guard rest.count >= count else { throw .truncated }
        return take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func varint() throws(ProtobufError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw .truncated }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw .malformed("a number is too long")
    }
}

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
