/// Writes the fields of one protobuf message.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// A message with one message in it.
    init(_ number: Int, _ message: ProtobufWriter) { add(number, message) }

    mutating func add(_ number: Int, _ text: String) { add(number, Array(text.utf8)) }
    mutating func add(_ number: Int, _ message: ProtobufWriter) { add(number, message.bytes) }

    private mutating func add(_ number: Int, _ content: [UInt8]) {
        varint(UInt64(number) << 3 | 2)
        varint(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    private mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }
}
