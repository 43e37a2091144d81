import KubernetesTypes

/// Comparison and arithmetic of values.
enum CELOrder {
    /// Below, at or above zero.
    static func compare(_ left: CELValue, _ right: CELValue) throws(CELError) -> Int {
        func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int { left < right ? -1 : left > right ? 1 : 0 }
        return switch (left, right) {
        case (.int(let left), .int(let right)), (.duration(let left), .duration(let right)): sign(left, right)
        case (.double(let left), .double(let right)): sign(left, right)
        case (.int(let left), .double(let right)): sign(Double(left), right)
        case (.double(let left), .int(let right)): sign(left, Double(right))
        case (.string(let left), .string(let right)): sign(left, right)
        case (.timestamp(let left), .timestamp(let right)): sign(left, right)
        case (.bool(let left), .bool(let right)): sign(left ? 1 : 0, right ? 1 : 0)
        default: throw .evaluation("no such overload")
        }
    }

    static func add(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.string(let left), .string(let right)): .string(left + right)
        case (.list(let left), .list(let right)): .list(left + right)
        case (.timestamp(let time), .duration(let nanoseconds)), (.duration(let nanoseconds), .timestamp(let time)):
            .timestamp(time + Double(nanoseconds) / 1e9)
        default: try arithmetic("+", left, right)
        }
    }

    static func arithmetic(_ symbol: String, _ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try integer(symbol, left, right))
        case (.double(let left), .double(let right)):
            switch symbol {
            case "+": return .double(left + right)
            case "-": return .double(left - right)
            case "*": return .double(left * right)
            case "/": return .double(left / right)
            default: throw .evaluation("no such overload")
            }
        case (.duration(let left), .duration(let right)) where symbol == "+" || symbol == "-":
            return .duration(try integer(symbol, left, right))
        case (.timestamp(let left), .timestamp(let right)) where symbol == "-":
            return .duration((left.microsecondsSince1970 - right.microsecondsSince1970) * 1000)
        case (.timestamp(let time), .duration(let nanoseconds)) where symbol == "-":
            return .timestamp(time - Double(nanoseconds) / 1e9)
        default: throw .evaluation("no such overload")
        }
    }

    private static func integer(_ symbol: String, _ left: Int64, _ right: Int64) throws(CELError) -> Int64 {
        if right == 0, symbol == "/" || symbol == "%" { throw .evaluation("division by zero") }
        let (value, overflow) =
            switch symbol {
            case "+": left.addingReportingOverflow(right)
            case "-": left.subtractingReportingOverflow(right)
            case "*": left.multipliedReportingOverflow(by: right)
            case "/": left.dividedReportingOverflow(by: right)
            default: left.remainderReportingOverflow(dividingBy: right)
            }
        guard !overflow else { throw .evaluation("integer overflow") }
        return value
    }
}
