extension PromQLExpression {
    public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
        case or, and, unless
        case equal = "=="
        case notEqual = "!="
        case lessOrEqual = "<="
        case less = "<"
        case greaterOrEqual = ">="
        case greater = ">"
        /// The part of a histogram below and above a value, experimental in Prometheus 3.
        case trimUpper = "</"
        case trimLower = ">/"
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case atan2
        case power = "^"

        /// A higher one binds tighter.
        var precedence: Int {
            switch self {
            case .or: 1
            case .and, .unless: 2
            case .equal, .notEqual, .lessOrEqual, .less, .greaterOrEqual, .greater, .trimUpper, .trimLower: 3
            case .add, .subtract: 4
            case .multiply, .divide, .remainder, .atan2: 5
            case .power: 6
            }
        }

        /// `2 ^ 3 ^ 2` is `2 ^ (3 ^ 2)`; all others begin at the left.
        var isRightAssociative: Bool { self == .power }
        public var isSetOperator: Bool { self == .or || self == .and || self == .unless }
        public var isComparison: Bool { precedence == 3 && self != .trimUpper && self != .trimLower }
    }

    public struct BinaryOperation: Sendable, Hashable {
        public var left: PromQLExpression
        public var `operator`: BinaryOperator
        public var right: PromQLExpression
        /// A comparison that answers 0 or 1 instead of leaving series out.
        public var returnsBool: Bool
        /// `nil` for the match of all labels, and where an operand is a number.
        public var matching: Matching?
        public var sourceRange: SourceRange

        public init(
            _ left: PromQLExpression, _ operator: BinaryOperator, _ right: PromQLExpression, returnsBool: Bool = false,
            matching: Matching? = nil, at sourceRange: SourceRange = .none
        ) {
            (self.left, self.operator, self.right) = (left, `operator`, right)
            (self.returnsBool, self.matching, self.sourceRange) = (returnsBool, matching, sourceRange)
        }
    }

    /// Which series of two vectors belong together: `on (pod) group_left (node)`.
    public struct Matching: Sendable, Hashable {
        public enum Side: String, Sendable, Hashable {
            case left = "group_left"
            case right = "group_right"
        }

        /// True for `on`, false for `ignoring`.
        public var isOn: Bool
        public var labels: [String]
        /// The side with many series for one of the other.
        public var manySide: Side?
        /// Labels that are taken from the other side.
        public var included: [String]
        /// Values for series that are missing on a side, experimental in Prometheus 3.
        public var fillLeft: NumberLiteral?
        public var fillRight: NumberLiteral?

        public init(
            isOn: Bool, labels: [String], manySide: Side? = nil, included: [String] = [],
            fillLeft: NumberLiteral? = nil, fillRight: NumberLiteral? = nil
        ) {
            (self.isOn, self.labels, self.manySide, self.included) = (isOn, labels, manySide, included)
            (self.fillLeft, self.fillRight) = (fillLeft, fillRight)
        }
    }

    /// A sign before an expression that is no number: `-up`.
    public struct UnaryOperation: Sendable, Hashable {
        public var isNegative: Bool
        public var operand: PromQLExpression
        public var sourceRange: SourceRange

        public init(isNegative: Bool, _ operand: PromQLExpression, at sourceRange: SourceRange = .none) {
            (self.isNegative, self.operand, self.sourceRange) = (isNegative, operand, sourceRange)
        }
    }
}
