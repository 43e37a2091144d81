/// Recursive descent over the grammar of CEL.
struct CELParser {
    /// Deeper nesting is refused: recursion must end somewhere.
    private static let maximumDepth = 64

    private let tokens: [(token: CELToken, offset: Int)]
    private var position = 0
    private var depth = 0

    init(_ text: String) throws(CELError) {
        guard text.utf8.count <= 8192 else { throw .unsupported("a rule longer than 8192 bytes") }
        var lexer = CELLexer(text)
        tokens = try lexer.tokens()
    }

    mutating func parse() throws(CELError) -> CELNode {
        let node = try conditional()
        guard token == .end else { throw unexpected() }
        return node
    }

    private var token: CELToken { tokens[min(position, tokens.count - 1)].token }

    private func unexpected() -> CELError {
        let offset = tokens[min(position, tokens.count - 1)].offset
        return switch token {
        case .end: .syntax("the expression ends too early", offset: offset)
        case .identifier(let text), .symbol(let text), .string(let text):
            .syntax("unexpected '\(text)'", offset: offset)
        case .integer(let value): .syntax("unexpected \(value)", offset: offset)
        case .double(let value): .syntax("unexpected \(value)", offset: offset)
        }
    }

    private mutating func take(_ symbol: String) -> Bool {
        guard token == .symbol(symbol) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws(CELError) {
        guard take(symbol) else { throw unexpected() }
    }

    private mutating func conditional() throws(CELError) -> CELNode {
        guard depth < Self.maximumDepth else { throw .unsupported("nesting deeper than \(Self.maximumDepth)") }
        depth += 1
        defer { depth -= 1 }
        let condition = try binary(0)
        guard take("?") else { return condition }
        let yes = try binary(0)
        try expect(":")
        return .conditional(condition, yes, try conditional())
    }

    private static let levels: [[String]] = [
        ["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"],
    ]

    private mutating func binary(_ level: Int) throws(CELError) -> CELNode {
        guard level < Self.levels.count else { return try unary() }
        var left = try binary(level + 1)
        while let symbol = takeOperator(Self.levels[level]) { left = .binary(symbol, left, try binary(level + 1)) }
        return left
    }

    private mutating func takeOperator(_ symbols: [String]) -> String? {
        switch token {
        case .symbol(let text) where symbols.contains(text), .identifier(let text) where symbols.contains(text):
            position += 1
            return text
        default: return nil
        }
    }

    private mutating func unary() throws(CELError) -> CELNode {
        guard depth < Self.maximumDepth else { throw .unsupported("nesting deeper than \(Self.maximumDepth)") }
        depth += 1
        defer { depth -= 1 }
        if take("!") { return .not(try unary()) }
        if take("-") { return .negate(try unary()) }
        return try member()
    }

    private mutating func member() throws(CELError) -> CELNode {
        var node = try primary()
        while true {
            if take(".") {
                guard case .identifier(let name) = token else { throw unexpected() }
                position += 1
                node = take("(") ? try method(name, on: node) : .field(node, Self.unescape(name))
            } else if take("[") {
                let key = try conditional()
                try expect("]")
                node = .index(node, key)
            } else {
                return node
            }
        }
    }

    private mutating func primary() throws(CELError) -> CELNode {
        let current = token
        position += 1
        switch current {
        case .integer(let value): return .literal(.int(value))
        case .double(let value): return .literal(.double(value))
        case .string(let value): return .literal(.string(value))
        case .symbol("("):
            let node = try conditional()
            try expect(")")
            return node
        case .symbol("["): return .list(try list(until: "]"))
        case .symbol("{"): return try map()
        case .identifier("true"): return .literal(.bool(true))
        case .identifier("false"): return .literal(.bool(false))
        case .identifier("null"): return .literal(.null)
        case .identifier(let name): return take("(") ? try function(name) : .identifier(name)
        default:
            position -= 1
            throw unexpected()
        }
    }

    private mutating func list(until close: String) throws(CELError) -> [CELNode] {
        var elements: [CELNode] = []
        while !take(close) {
            if !elements.isEmpty { try expect(",") }
            if take(close) { return elements }
            elements.append(try conditional())
        }
        return elements
    }

    private mutating func map() throws(CELError) -> CELNode {
        var keys: [CELNode] = []
        var values: [CELNode] = []
        while !take("}") {
            if !keys.isEmpty { try expect(",") }
            keys.append(try conditional())
            try expect(":")
            values.append(try conditional())
        }
        return .map(keys, values)
    }

    private mutating func function(_ name: String) throws(CELError) -> CELNode {
        let arguments = try list(until: ")")
        if name == "has" {
            guard arguments.count == 1, case .field(let operand, let member) = arguments[0] else {
                throw .syntax("has() needs a field such as self.name", offset: tokens[position - 1].offset)
            }
            return .has(operand, member)
        }
        guard let function = CELFunction(name: name, isMethod: false, arguments: arguments.count) else {
            throw .unsupported("the function \(name)() with \(arguments.count) arguments")
        }
        return .call(function, arguments)
    }

    private mutating func method(_ name: String, on target: CELNode) throws(CELError) -> CELNode {
        let arguments = try list(until: ")")
        if let macro = CELNode.Macro(rawValue: name), case .identifier(let variable)? = arguments.first {
            let isComplete = arguments.count == 2 || (macro == .map && arguments.count == 3)
            guard isComplete else { throw .unsupported("the macro \(name) with \(arguments.count) arguments") }
            return .macro(macro, over: target, variables: [variable], body: Array(arguments.dropFirst()))
        }
        guard let function = CELFunction(name: name, isMethod: true, arguments: arguments.count + 1) else {
            throw .unsupported("the function .\(name)() with \(arguments.count) arguments")
        }
        return .call(function, [target] + arguments)
    }

    /// Names that are not identifiers are written escaped: `__dash__`, `__namespace__`.
    private static func unescape(_ name: String) -> String {
        guard name.contains("__") else { return name }
        var name = name
        for (escaped, plain) in [("dash", "-"), ("dot", "."), ("slash", "/")] {
            name = name.split(separator: "__\(escaped)__", omittingEmptySubsequences: false).joined(separator: plain)
        }
        if name.hasPrefix("__"), name.hasSuffix("__"), name.count > 4 { name = String(name.dropFirst(2).dropLast(2)) }
        return name.split(separator: "__underscores__", omittingEmptySubsequences: false).joined(separator: "__")
    }
}
