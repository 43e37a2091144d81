import KubernetesTypes

/// The functions that expressions may call, with the number of their arguments (the target of a method included).
enum CELFunction: String, Sendable, Hashable {
    case size, matches, startsWith, endsWith, contains, lowerAscii, upperAscii, trim, split, replace, indexOf, substring
    case join, int, double, string, bool, duration, timestamp, type, dyn
    case getSeconds, getMinutes, getHours, getMilliseconds
    case isSorted, sum, min, max

    init?(name: String, isMethod: Bool, arguments: Int) {
        guard let function = CELFunction(rawValue: name) else { return nil }
        guard function.arity(isMethod: isMethod).contains(arguments) else { return nil }
        self = function
    }

    private func arity(isMethod: Bool) -> ClosedRange<Int> {
        switch self {
        case .size: 1...1
        case .matches: 2...2
        case .startsWith, .endsWith, .contains, .indexOf, .split: isMethod ? 2...2 : 9...9
        case .lowerAscii, .upperAscii, .trim, .isSorted, .sum, .min, .max: isMethod ? 1...1 : 9...9
        case .getSeconds, .getMinutes, .getHours, .getMilliseconds: isMethod ? 1...1 : 9...9
        case .replace: isMethod ? 3...3 : 9...9
        case .substring: isMethod ? 2...3 : 9...9
        case .join: isMethod ? 1...2 : 9...9
        case .int, .double, .string, .bool, .duration, .timestamp, .type, .dyn: isMethod ? 9...9 : 1...1
        }
    }

    func callAsFunction(_ arguments: [CELValue]) throws(CELError) -> CELValue {
        switch self {
        case .size: try Self.size(arguments[0])
        case .matches, .startsWith, .endsWith, .contains: .bool(try test(arguments))
        case .lowerAscii: .string(try Self.text(arguments[0]).lowercased())
        case .upperAscii: .string(try Self.text(arguments[0]).uppercased())
        case .trim, .split, .replace, .indexOf, .substring, .join: try edit(arguments)
        case .int, .double, .string, .bool, .duration, .timestamp: try convert(arguments[0])
        case .type: .string(arguments[0].typeName)
        case .dyn: arguments[0]
        case .getSeconds: .int(try Self.nanoseconds(arguments[0]) / 1_000_000_000)
        case .getMinutes: .int(try Self.nanoseconds(arguments[0]) / 60_000_000_000)
        case .getHours: .int(try Self.nanoseconds(arguments[0]) / 3_600_000_000_000)
        case .getMilliseconds: .int(try Self.nanoseconds(arguments[0]) / 1_000_000)
        case .isSorted, .sum, .min, .max: try aggregate(arguments[0])
        }
    }

    private func noSuchOverload() -> CELError { .evaluation("no such overload") }

    private static func text(_ value: CELValue) throws(CELError) -> String {
        guard case .string(let text) = value else { throw .evaluation("no such overload") }
        return text
    }

    private static func nanoseconds(_ value: CELValue) throws(CELError) -> Int64 {
        guard case .duration(let value) = value else { throw .evaluation("no such overload") }
        return value
    }

    private static func size(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .string(let text): .int(Int64(text.unicodeScalars.count))
        case .list(let elements): .int(Int64(elements.count))
        case .map(let members): .int(Int64(members.count))
        default: throw .evaluation("no such overload")
        }
    }

    private func test(_ arguments: [CELValue]) throws(CELError) -> Bool {
        let text = try Self.text(arguments[0])
        let other = try Self.text(arguments[1])
        switch self {
        case .startsWith: return text.hasPrefix(other)
        case .endsWith: return text.hasSuffix(other)
        case .contains: return other.isEmpty || text.firstRange(of: other) != nil
        default:
            guard let pattern = SchemaPattern(other) else { throw .evaluation("error parsing regexp: \(other)") }
            return pattern.matches(text)
        }
    }

    private func edit(_ arguments: [CELValue]) throws(CELError) -> CELValue {
        if self == .join {
            guard case .list(let elements) = arguments[0] else { throw noSuchOverload() }
            let separator = arguments.count > 1 ? try Self.text(arguments[1]) : ""
            var parts: [String] = []
            for element in elements { parts.append(try Self.text(element)) }
            return .string(parts.joined(separator: separator))
        }
        let text = try Self.text(arguments[0])
        switch self {
        case .trim:
            return .string(String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()))
        case .split: return .list(Self.split(text, try Self.text(arguments[1])).map(CELValue.string))
        case .replace:
            return .string(Self.split(text, try Self.text(arguments[1])).joined(separator: try Self.text(arguments[2])))
        case .indexOf:
            let range = text.firstRange(of: try Self.text(arguments[1]))
            return .int(range.map { Int64(text.distance(from: text.startIndex, to: $0.lowerBound)) } ?? -1)
        default: return try Self.substring(text, arguments.dropFirst())
        }
    }

    private static func split(_ text: String, _ separator: String) -> [String] {
        separator.isEmpty
            ? text.map { String($0) }
            : text.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
    }

    private static func substring(_ text: String, _ bounds: ArraySlice<CELValue>) throws(CELError) -> CELValue {
        let characters = Array(text)
        var numbers: [Int] = []
        for bound in bounds {
            guard case .int(let number) = bound else { throw .evaluation("no such overload") }
            numbers.append(Int(number))
        }
        let end = numbers.count > 1 ? numbers[1] : characters.count
        guard let start = numbers.first, 0 <= start, start <= end, end <= characters.count else {
            throw .evaluation("index out of range")
        }
        return .string(String(characters[start..<end]))
    }

    private func convert(_ value: CELValue) throws(CELError) -> CELValue {
        switch (self, value) {
        case (.int, .int), (.double, .double), (.string, .string), (.bool, .bool), (.duration, .duration),
            (.timestamp, .timestamp):
            return value
        case (.int, .double(let number)):
            guard number.isFinite, abs(number) < 9e18 else { throw .evaluation("integer overflow") }
            return .int(Int64(number))
        case (.int, .string(let text)):
            guard let number = Int64(text) else {
                throw .evaluation("strconv.ParseInt: parsing \"\(text)\": invalid syntax")
            }
            return .int(number)
        case (.double, .int(let number)): return .double(Double(number))
        case (.double, .string(let text)):
            guard let number = Double(text) else {
                throw .evaluation("strconv.ParseFloat: parsing \"\(text)\": invalid syntax")
            }
            return .double(number)
        case (.string, .int(let number)): return .string("\(number)")
        case (.string, .double(let number)): return .string("\(number)")
        case (.string, .bool(let flag)): return .string("\(flag)")
        case (.bool, .string("true")): return .bool(true)
        case (.bool, .string("false")): return .bool(false)
        case (.duration, .string(let text)):
            guard let nanoseconds = CELDuration.parse(text) else {
                throw .evaluation("time: invalid duration \"\(text)\"")
            }
            return .duration(nanoseconds)
        case (.timestamp, .string(let text)):
            guard let time = Timestamp(text) else { throw .evaluation("parsing time \"\(text)\" failed") }
            return .timestamp(time)
        default: throw noSuchOverload()
        }
    }

    private func aggregate(_ value: CELValue) throws(CELError) -> CELValue {
        guard case .list(let elements) = value else { throw noSuchOverload() }
        if self == .isSorted {
            for (left, right) in zip(elements, elements.dropFirst()) where try CELOrder.compare(right, left) < 0 {
                return .bool(false)
            }
            return .bool(true)
        }
        guard var result = elements.first else {
            guard self == .sum else { throw .evaluation("\(rawValue) called on empty list") }
            return .int(0)
        }
        for element in elements.dropFirst() {
            switch self {
            case .sum: result = try CELOrder.add(result, element)
            case .min: result = try CELOrder.compare(element, result) < 0 ? element : result
            default: result = try CELOrder.compare(element, result) > 0 ? element : result
            }
        }
        return result
    }
}
