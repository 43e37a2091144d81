extension PromQLExpression {
    public struct Call: Sendable, Hashable {
        public var function: Function
        public var arguments: [PromQLExpression]
        public var sourceRange: SourceRange

        public init(_ function: Function, _ arguments: [PromQLExpression], at sourceRange: SourceRange = .none) {
            (self.function, self.arguments, self.sourceRange) = (function, arguments, sourceRange)
        }
    }

    /// The name of a function, with the types of its arguments and of its result.
    public struct Function: Sendable, Hashable {
        public let name: String
        /// The last one also holds for those that follow it.
        public let parameters: [ValueType]
        /// The number of arguments that are allowed.
        public let counts: ClosedRange<Int>
        public let result: ValueType

        /// `nil` if Prometheus has no function of the name.
        public init?(named name: String) {
            guard let function = Self.all[name] else { return nil }
            self = function
        }

        /// - Parameter counts: `nil` if each parameter has exactly one argument.
        init(_ name: String, _ parameters: [ValueType], _ counts: ClosedRange<Int>? = nil, _ result: ValueType) {
            (self.name, self.parameters, self.result) = (name, parameters, result)
            self.counts = counts ?? parameters.count...parameters.count
        }

        public static func == (left: Function, right: Function) -> Bool { left.name == right.name }

        public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }
}
