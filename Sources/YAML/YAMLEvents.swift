internal import CLibYAML

/// libyaml's parser over bytes in memory. The handle stays here and is freed with the object.
final class YAMLEvents {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) throws(YAMLError) {
        input = .allocate(capacity: max(bytes.count, 1))
        _ = input.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            // The parser is zeroed then, which deinit may delete.
            throw YAMLError(.outOfMemory, at: nil)
        }
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(kind: Self.kind(event), position: Self.position(event.start_mark))
    }

    private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_STREAM_END_EVENT: .streamEnd
        case YAML_ALIAS_EVENT: .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            .scalar(scalar(event), anchor: text(event.data.scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            .sequenceStart(anchor: text(event.data.sequence_start.anchor), tag: text(event.data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            .mappingStart(anchor: text(event.data.mapping_start.anchor), tag: text(event.data.mapping_start.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .collectionEnd
        default: .other
        }
    }

    private static func scalar(_ event: yaml_event_t) -> YAMLScalar {
        let data = event.data.scalar
        let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
        return YAMLScalar(
            text: String(decoding: bytes, as: UTF8.self), isPlain: data.style == YAML_PLAIN_SCALAR_STYLE,
            tag: text(data.tag))
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func position(_ mark: yaml_mark_t) -> YAMLPosition {
        YAMLPosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private var failure: YAMLError {
        let parser = parser.pointee
        if parser.error == YAML_MEMORY_ERROR { return YAMLError(.outOfMemory, at: nil) }
        let problem = parser.problem.map { String(cString: $0) } ?? "unknown problem"
        if parser.error == YAML_READER_ERROR {
            return YAMLError(.syntax("\(problem) at byte \(parser.problem_offset)"), at: nil)
        }
        let context = parser.context.map { " (\(String(cString: $0)))" } ?? ""
        return YAMLError(.syntax(problem + context), at: Self.position(parser.problem_mark))
    }
}

/// One step of the parser, free of C.
struct YAMLEvent {
    enum Kind {
        case documentStart, documentEnd, streamEnd, collectionEnd, other
        case alias(String)
        case scalar(YAMLScalar, anchor: String?)
        case sequenceStart(anchor: String?, tag: String?)
        case mappingStart(anchor: String?, tag: String?)
    }

    var kind: Kind
    var position: YAMLPosition
}
