internal import JSONValue

/// Makes trees of the parser's events.
struct YAMLBuilder {
    private let limits: YAMLLimits
    private var anchors: [String: YAMLNode] = [:]
    /// Values so far, with aliases expanded.
    private var values = 0
    /// Bytes of the texts that aliases stood for so far: a long text is one value, and cheaply repeated.
    private var aliased = 0

    init(limits: YAMLLimits) { self.limits = limits }

    mutating func documents(of events: YAMLEvents) throws(YAMLError) -> [YAMLDocument] {
        var documents: [YAMLDocument] = []
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return documents
            case .documentStart:
                anchors = [:]
                let root = try node(try events.next(), events, depth: 1)
                if !root.json.isNull { documents.append(YAMLDocument(root)) }
            default: continue
            }
        }
    }

    private mutating func node(
        _ event: YAMLEvent, _ events: YAMLEvents, depth: Int
    ) throws(YAMLError) -> YAMLNode {
        guard depth <= limits.depth else { throw YAMLError(.tooDeep(limit: limits.depth), at: event.position) }
        switch event.kind {
        case .alias(let name): return try alias(name, event.position, depth: depth)
        case .scalar(let scalar, let anchor):
            let json = try scalar.resolved(at: event.position)
            try count(1, at: event.position)
            let node = YAMLNode(
                json: json, position: event.position, content: .scalar, weight: 1,
                bytes: scalar.text.utf8.count, height: 1)
            return remember(node, anchor)
        case .sequenceStart(let anchor, let tag):
            try check(tag, "tag:yaml.org,2002:seq", event.position)
            return remember(try sequence(events, event.position, depth: depth), anchor)
        case .mappingStart(let anchor, let tag):
            try check(tag, "tag:yaml.org,2002:map", event.position)
            return remember(try mapping(events, event.position, depth: depth), anchor)
        default: throw YAMLError(.syntax("a value is missing"), at: event.position)
        }
    }

    private func check(_ tag: String?, _ expected: String, _ position: YAMLPosition) throws(YAMLError) {
        if let tag, tag != expected, tag != "!" { throw YAMLError(.unsupportedTag(tag), at: position) }
    }

    private mutating func remember(_ node: YAMLNode, _ anchor: String?) -> YAMLNode {
        if let anchor { anchors[anchor] = node }
        return node
    }

    private mutating func count(_ weight: Int, at position: YAMLPosition) throws(YAMLError) {
        values += weight
        guard values <= limits.values else { throw YAMLError(.tooManyValues(limit: limits.values), at: position) }
    }

    /// The node behind an alias. An alias inside of its own anchor finds nothing, so there are no cycles.
    private mutating func alias(_ name: String, _ position: YAMLPosition, depth: Int) throws(YAMLError) -> YAMLNode {
        guard let node = anchors[name] else { throw YAMLError(.unknownAlias(name), at: position) }
        guard depth + node.height - 1 <= limits.depth else {
            throw YAMLError(.tooDeep(limit: limits.depth), at: position)
        }
        try count(node.weight, at: position)
        aliased += node.bytes
        guard aliased <= limits.bytes else { throw YAMLError(.tooMuchByAliases(limit: limits.bytes), at: position) }
        return node
    }

    private mutating func sequence(
        _ events: YAMLEvents, _ position: YAMLPosition, depth: Int
    ) throws(YAMLError) -> YAMLNode {
        try count(1, at: position)
        var elements: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .collectionEnd = event.kind { break }
            elements.append(try node(event, events, depth: depth + 1))
        }
        return YAMLNode(
            json: .array(elements.map(\.json)), position: position, content: .sequence(elements),
            weight: elements.reduce(1) { $0 + $1.weight }, bytes: elements.reduce(0) { $0 + $1.bytes },
            height: 1 + (elements.map(\.height).max() ?? 0))
    }

    private mutating func mapping(
        _ events: YAMLEvents, _ position: YAMLPosition, depth: Int
    ) throws(YAMLError) -> YAMLNode {
        try count(1, at: position)
        var members = YAMLMembers()
        while true {
            let event = try events.next()
            if case .collectionEnd = event.kind { break }
            let isMerge = Self.isMergeKey(event)
            let key = try key(event, events, depth: depth + 1)
            let value = try node(try events.next(), events, depth: depth + 1)
            if isMerge {
                try members.merge(value, at: event.position)
            } else {
                try members.add(.init(key: key, position: event.position, node: value))
            }
        }
        return members.node(at: position)
    }

    private static func isMergeKey(_ event: YAMLEvent) -> Bool {
        if case .scalar(let scalar, _) = event.kind { scalar.isPlain && scalar.text == "<<" } else { false }
    }

    private mutating func key(_ event: YAMLEvent, _ events: YAMLEvents, depth: Int) throws(YAMLError) -> String {
        switch try node(event, events, depth: depth).json {
        case .string(let text): return text
        case .integer(let value): return String(value)
        case .number(let value): return "\(value)"
        case .bool(let value): return value ? "true" : "false"
        case .null, .array, .object: throw YAMLError(.keyIsNotScalar, at: event.position)
        }
    }
}

/// The members of one mapping while it is read.
private struct YAMLMembers {
    private var members: [YAMLNode.Member] = []
    private var index: [String: Int] = [:]
    private var merged: [YAMLNode.Member] = []

    mutating func add(_ member: YAMLNode.Member) throws(YAMLError) {
        if let first = index[member.key] {
            throw YAMLError(.duplicateKey(member.key, first: members[first].position), at: member.position)
        }
        index[member.key] = members.count
        members.append(member)
    }

    mutating func merge(_ value: YAMLNode, at position: YAMLPosition) throws(YAMLError) {
        switch value.content {
        case .mapping(let members): merged += members
        case .sequence(let elements):
            for element in elements {
                guard case .mapping(let members) = element.content else {
                    throw YAMLError(.invalidMerge, at: position)
                }
                merged += members
            }
        case .scalar: throw YAMLError(.invalidMerge, at: position)
        }
    }

    /// What is written beside `<<` wins, and among merged mappings the earlier one.
    consuming func node(at position: YAMLPosition) -> YAMLNode {
        for member in merged where index[member.key] == nil {
            index[member.key] = members.count
            members.append(member)
        }
        let json = JSONObject(members.lazy.map { ($0.key, $0.node.json) })
        return YAMLNode(
            json: .object(json), position: position, content: .mapping(members),
            weight: members.reduce(1) { $0 + 1 + $1.node.weight },
            bytes: members.reduce(0) { $0 + $1.key.utf8.count + $1.node.bytes },
            height: 1 + (members.map(\.node.height).max() ?? 0))
    }
}
