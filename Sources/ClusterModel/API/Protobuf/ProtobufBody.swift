import FoundationEssentials
import JSONValue
import KubernetesTypes

/// From the binary form of built-in kinds to JSON, by the field numbers of their schemas.
enum ProtobufBody {
    static let mediaType = "application/vnd.kubernetes.protobuf"
    private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

    /// - Parameter kind: the name of the schema, such as `core.v1.Namespace`.
    static func decode(_ body: [UInt8], kind: String) throws(ProtobufError) -> JSON {
        guard body.starts(with: magic), let schema = BuiltinSchemas.definition(kind) else { throw .missingMagic }
        // runtime.Unknown: the type, then the object itself.
        var envelope = ProtobufReader(body.dropFirst(magic.count))
        var type: JSON = [:]
        var object: JSON = [:]
        while let (number, value) = try envelope.next() {
            guard case .bytes(let bytes) = value else { continue }
            if number == 1 { type = try typeMeta(bytes) }
            if number == 2 { object = try message(bytes, schema, depth: 0) }
        }
        object["apiVersion"] = type["apiVersion"]
        object["kind"] = type["kind"]
        return object
    }

    private static func typeMeta(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSON {
        var reader = ProtobufReader(bytes)
        var type: JSON = [:]
        while let (number, value) = try reader.next() {
            guard case .bytes(let bytes) = value else { continue }
            if number == 1 { type["apiVersion"] = .string(text(bytes)) }
            if number == 2 { type["kind"] = .string(text(bytes)) }
        }
        return type
    }

    // MARK: Messages

    private static func message(
        _ bytes: ArraySlice<UInt8>, _ schema: SchemaNode, depth: Int
    ) throws(ProtobufError) -> JSON {
        var members: JSONObject = [:]
        try read(bytes, into: &members, schema.resolved, prefix: [], depth: depth)
        return .object(members)
    }

    /// - Parameter prefix: the numbers of the embedded messages that lead here.
    private static func read(
        _ bytes: ArraySlice<UInt8>, into members: inout JSONObject, _ schema: SchemaNode, prefix: [Int], depth: Int
    ) throws(ProtobufError) {
        guard depth < JSON.maximumDepth else { throw .malformed("nested too deeply") }
        var reader = ProtobufReader(bytes)
        while let (number, value) = try reader.next() {
            let path = prefix + [number]
            if let (name, member) = schema.properties.first(where: { $0.value.protobufPath == path }) {
                try add(value, to: &members[name], member, depth: depth)
            } else if schema.properties.values.contains(where: { $0.protobufPath.starts(with: path) }),
                case .bytes(let embedded) = value
            {
                try read(embedded, into: &members, schema, prefix: path, depth: depth + 1)
            }
        }
    }

    private static func add(
        _ value: ProtobufReader.Value, to member: inout JSON?, _ schema: SchemaNode, depth: Int
    ) throws(ProtobufError) {
        if let items = schema.items {
            let element = try json(value, items, depth: depth)
            member = .array((member?.arrayValue ?? []) + [element])
        } else if schema.reference == nil, let values = schema.additionalProperties, case .bytes(let bytes) = value {
            var map = member ?? [:]
            try addEntry(bytes, to: &map, values, depth: depth)
            member = map
        } else {
            let decoded = try json(value, schema, depth: depth)
            // Go leaves out what is empty wherever it may.
            member = decoded == "" && schema.format != "byte" ? nil : decoded
        }
    }

    private static func addEntry(
        _ bytes: ArraySlice<UInt8>, to map: inout JSON, _ values: SchemaNode, depth: Int
    ) throws(ProtobufError) {
        var reader = ProtobufReader(bytes)
        var key = ""
        var value: JSON?
        while let (number, field) = try reader.next() {
            if number == 1, case .bytes(let bytes) = field { key = text(bytes) }
            if number == 2 { value = try json(field, values, depth: depth) }
        }
        map[key] = value ?? (values.kind == .string ? "" : .null)
    }

    private static func json(
        _ value: ProtobufReader.Value, _ schema: SchemaNode, depth: Int
    ) throws(ProtobufError) -> JSON {
        switch value {
        case .varint(let number):
            return schema.kind == .boolean ? .bool(number != 0) : .integer(Int64(bitPattern: number))
        case .fixed64(let bits): return .number(Double(bitPattern: bits))
        case .fixed32(let bits): return .number(Double(Float(bitPattern: bits)))
        case .bytes(let bytes): return try json(bytes, schema, depth: depth)
        }
    }

    private static func json(
        _ bytes: ArraySlice<UInt8>, _ schema: SchemaNode, depth: Int
    ) throws(ProtobufError) -> JSON {
        switch (schema.kind, schema.format) {
        case (.string, "byte"): .string(Data(bytes).base64EncodedString())
        case (.string, "date-time"), (.string, "micro-time"): try time(bytes, isMicro: schema.format == "micro-time")
        case (.string, "quantity"): .string(text(try field(1, of: bytes) ?? []))
        case (.string, "int-or-string"): try intOrString(bytes)
        case (.string, _): .string(text(bytes))
        case (.any, _): (try? JSON(parsing: try field(1, of: bytes) ?? [])) ?? .null
        case (.array, _):
            // A list in a message of its own, as the values of `extra` are.
            .array([.string(text(try field(1, of: bytes) ?? []))])
        default: try message(bytes, schema, depth: depth + 1)
        }
    }

    private static func field(_ wanted: Int, of bytes: ArraySlice<UInt8>) throws(ProtobufError) -> ArraySlice<UInt8>? {
        var reader = ProtobufReader(bytes)
        while let (number, value) = try reader.next() {
            if number == wanted, case .bytes(let found) = value { return found }
        }
        return nil
    }

    private static func time(_ bytes: ArraySlice<UInt8>, isMicro: Bool) throws(ProtobufError) -> JSON {
        var reader = ProtobufReader(bytes)
        var seconds: Int64 = 0
        var nanoseconds: Int64 = 0
        while let (number, value) = try reader.next() {
            guard case .varint(let bits) = value else { continue }
            if number == 1 { seconds = Int64(bitPattern: bits) }
            if number == 2 { nanoseconds = Int64(bitPattern: bits) }
        }
        guard !bytes.isEmpty, abs(seconds) < 253_402_300_800 else { return .null }
        let time = Timestamp(microsecondsSince1970: seconds * 1_000_000 + nanoseconds / 1000)
        return .string(isMicro ? time.microTime : "\(time)")
    }

    private static func intOrString(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSON {
        var reader = ProtobufReader(bytes)
        var isString = false
        var number: Int64 = 0
        var string = ""
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .varint(let type)): isString = type == 1
            case (2, .varint(let bits)): number = Int64(bitPattern: bits)
            case (3, .bytes(let bytes)): string = text(bytes)
            default: break
            }
        }
        return isString ? .string(string) : .integer(number)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
