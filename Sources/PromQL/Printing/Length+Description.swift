extension PromQLExpression.Length: CustomStringConvertible {
    public var description: String {
        switch self {
        case .literal(let number): number.description
        case .step: "step()"
        case .range: "range()"
        case .smaller(let first, let second): "min_of(\(first), \(second))"
        case .larger(let first, let second): "max_of(\(first), \(second))"
        case .negated(let length): "-\(length.enclosed(minimum: Self.sign))"
        case .combined(let left, let `operator`, let right): Self.text(left, `operator`, right)
        }
    }

    /// As it stands after `offset`: a sign before the parentheses keeps a later operator out of it.
    var asOffset: String {
        switch self {
        case .combined: "+(\(self))"
        case .negated(let length): "-\(length.isCombinedOrSigned ? "(\(length))" : length.description)"
        default: description
        }
    }

    private static let sign = PromQLExpression.BinaryOperator.power.precedence * 2 - 1

    private static func text(_ left: Self, _ operator: PromQLExpression.BinaryOperator, _ right: Self) -> String {
        let level = `operator`.precedence * 2
        let before = left.enclosed(minimum: `operator`.isRightAssociative ? level + 1 : level)
        let minimum = `operator`.isRightAssociative ? level : level + 1
        let after = right.enclosed(minimum: right.isSigned ? 0 : minimum)
        return "\(before) \(`operator`.rawValue) \(after)"
    }

    private func enclosed(minimum: Int) -> String { precedence < minimum ? "(\(self))" : description }

    private var precedence: Int {
        switch self {
        case .combined(_, let `operator`, _): `operator`.precedence * 2
        case _ where isSigned: Self.sign
        default: .max
        }
    }

    private var isSigned: Bool {
        switch self {
        case .negated: true
        case .literal(let number): number.value.sign == .minus
        default: false
        }
    }

    private var isCombinedOrSigned: Bool {
        if case .combined = self { return true }
        return isSigned
    }
}

extension PromQLExpression.NumberLiteral: CustomStringConvertible {
    public var description: String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
        if isDuration, let milliseconds = Int64(exactly: (value * 1000).rounded()) {
            return DurationText.text(ofMilliseconds: milliseconds)
        }
        let isWhole = value.rounded() == value && value.magnitude < 0x1p53
        return isWhole ? "\(value.sign == .minus ? "-" : "")\(Int64(value.magnitude))" : value.description
    }
}
