/// A parsed expression of the Common Expression Language, in the subset that schemas of custom resources need.
///
/// What is outside of the subset is refused when the expression is read, so that no rule is ever skipped silently.
struct CELExpression: Sendable {
    let text: String
    let root: CELNode

    init(parsing text: String) throws(CELError) {
        var parser = try CELParser(text)
        self.text = text
        root = try parser.parse()
    }

    func uses(_ identifier: String) -> Bool { root.uses(identifier) }
}

indirect enum CELNode: Sendable, Hashable {
    enum Macro: String, Sendable { case all, exists, existsOne = "exists_one", filter, map }

    case literal(CELValue)
    case identifier(String)
    case field(CELNode, String)
    /// `has(operand.name)`.
    case has(CELNode, String)
    case index(CELNode, CELNode)
    case list([CELNode])
    case map([CELNode], [CELNode])
    case not(CELNode)
    case negate(CELNode)
    case binary(String, CELNode, CELNode)
    case conditional(CELNode, CELNode, CELNode)
    case call(CELFunction, [CELNode])
    case macro(Macro, over: CELNode, variables: [String], body: [CELNode])

    var children: [CELNode] {
        switch self {
        case .literal, .identifier: []
        case .field(let operand, _), .has(let operand, _), .not(let operand), .negate(let operand): [operand]
        case .index(let left, let right), .binary(_, let left, let right): [left, right]
        case .list(let elements): elements
        case .map(let keys, let values): keys + values
        case .conditional(let condition, let yes, let no): [condition, yes, no]
        case .call(_, let arguments): arguments
        case .macro(_, let range, _, let body): [range] + body
        }
    }

    func uses(_ identifier: String) -> Bool {
        self == .identifier(identifier) || children.contains { $0.uses(identifier) }
    }
}
