/// Computes an expression. Work is bounded: a rule that takes too many steps fails instead of hanging.
struct CELEvaluator {
    private var remainingSteps = 100_000
    private var variables: [String: CELValue]

    init(variables: [String: CELValue]) { self.variables = variables }

    mutating func evaluate(_ expression: CELExpression) throws(CELError) -> CELValue {
        try evaluate(expression.root)
    }

    private mutating func evaluate(_ node: CELNode) throws(CELError) -> CELValue {
        remainingSteps -= 1
        guard remainingSteps > 0 else { throw .tooExpensive }
        switch node {
        case .literal(let value): return value
        case .identifier(let name):
            guard let value = variables[name] else { throw .undeclared(name) }
            return value
        case .field(let operand, let name): return try select(try evaluate(operand), .string(name))
        case .has(let operand, let name):
            guard case .map(let members) = try evaluate(operand) else { throw .evaluation("no such overload") }
            return .bool(members[.string(name)] != nil)
        case .index(let operand, let key): return try select(try evaluate(operand), try evaluate(key))
        case .list(let elements): return .list(try evaluate(elements))
        case .map(let keys, let values):
            return .map(
                Dictionary(zip(try evaluate(keys), try evaluate(values)).map { ($0, $1) }, uniquingKeysWith: { $1 }))
        case .not(let operand): return .bool(!(try bool(operand)))
        case .negate(let operand): return try CELOrder.arithmetic("*", try evaluate(operand), negativeOne(operand))
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
        case .conditional(let condition, let yes, let no): return try evaluate(try bool(condition) ? yes : no)
        case .call(let function, let arguments): return try function(try evaluate(arguments))
        case .macro(let macro, let range, let names, let body): return try run(macro, range, names[0], body)
        }
    }

    private mutating func negativeOne(_ operand: CELNode) throws(CELError) -> CELValue {
        if case .double = try evaluate(operand) { return .double(-1) }
        return .int(-1)
    }

    private mutating func evaluate(_ nodes: [CELNode]) throws(CELError) -> [CELValue] {
        var values: [CELValue] = []
        for node in nodes { values.append(try evaluate(node)) }
        return values
    }

    private mutating func bool(_ node: CELNode) throws(CELError) -> Bool {
        guard case .bool(let value) = try evaluate(node) else { throw .evaluation("no such overload") }
        return value
    }

    private func select(_ operand: CELValue, _ key: CELValue) throws(CELError) -> CELValue {
        switch (operand, key) {
        case (.map(let members), _):
            guard let value = members[key] else { throw .evaluation("no such key: \(Self.shown(key))") }
            return value
        case (.list(let elements), .int(let index)):
            guard elements.indices.contains(Int(index)) else { throw .evaluation("index out of bounds: \(index)") }
            return elements[Int(index)]
        default: throw .evaluation("no such overload")
        }
    }

    private static func shown(_ value: CELValue) -> String {
        switch value {
        case .string(let text): text
        case .int(let number): "\(number)"
        default: value.typeName
        }
    }

    private mutating func binary(_ symbol: String, _ left: CELNode, _ right: CELNode) throws(CELError) -> CELValue {
        switch symbol {
        case "&&", "||": return try logical(symbol == "||", left, right)
        case "==": return .bool(try evaluate(left).equals(try evaluate(right)))
        case "!=": return .bool(!(try evaluate(left).equals(try evaluate(right))))
        case "in": return .bool(try contains(try evaluate(right), try evaluate(left)))
        case "+": return try CELOrder.add(try evaluate(left), try evaluate(right))
        case "<": return .bool(try CELOrder.compare(try evaluate(left), try evaluate(right)) < 0)
        case "<=": return .bool(try CELOrder.compare(try evaluate(left), try evaluate(right)) <= 0)
        case ">": return .bool(try CELOrder.compare(try evaluate(left), try evaluate(right)) > 0)
        case ">=": return .bool(try CELOrder.compare(try evaluate(left), try evaluate(right)) >= 0)
        default: return try CELOrder.arithmetic(symbol, try evaluate(left), try evaluate(right))
        }
    }

    /// An error on one side counts only where the other side does not decide: the order of the operands does not matter.
    private mutating func logical(_ decisive: Bool, _ left: CELNode, _ right: CELNode) throws(CELError) -> CELValue {
        do throws(CELError) {
            if try bool(left) == decisive { return .bool(decisive) }
        } catch {
            if error == .tooExpensive { throw error }
            if try bool(right) == decisive { return .bool(decisive) }
            throw error
        }
        return .bool(try bool(right))
    }

    private func contains(_ range: CELValue, _ value: CELValue) throws(CELError) -> Bool {
        switch range {
        case .list(let elements): elements.contains { $0.equals(value) }
        case .map(let members): members[value] != nil
        default: throw .evaluation("no such overload")
        }
    }

    private mutating func run(
        _ macro: CELNode.Macro, _ range: CELNode, _ name: String, _ body: [CELNode]
    ) throws(CELError) -> CELValue {
        let elements: [CELValue]
        switch try evaluate(range) {
        case .list(let list): elements = list
        case .map(let members): elements = Array(members.keys)
        default: throw .evaluation("no such overload")
        }
        let outer = variables[name]
        defer { variables[name] = outer }
        return try run(macro, elements, name, body)
    }

    private mutating func run(
        _ macro: CELNode.Macro, _ elements: [CELValue], _ name: String, _ body: [CELNode]
    ) throws(CELError) -> CELValue {
        var matched: [CELValue] = []
        var failure: CELError?
        for element in elements {
            variables[name] = element
            if macro == .map {
                if body.count == 2, try !bool(body[0]) { continue }
                matched.append(try evaluate(body[body.count - 1]))
                continue
            }
            do throws(CELError) {
                let holds = try bool(body[0])
                if macro == .all, !holds { return .bool(false) }
                if macro == .exists, holds { return .bool(true) }
                if holds { matched.append(element) }
            } catch {
                // As with && and ||: another element may still decide.
                guard macro == .all || macro == .exists, error != .tooExpensive else { throw error }
                failure = error
            }
        }
        if let failure { throw failure }
        switch macro {
        case .all: return .bool(true)
        case .exists: return .bool(false)
        case .existsOne: return .bool(matched.count == 1)
        case .filter, .map: return .list(matched)
        }
    }
}
