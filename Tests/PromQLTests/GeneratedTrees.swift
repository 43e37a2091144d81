import FuzzSupport
import PromQL

/// Trees of any form, whose types fit.
struct GeneratedTrees {
    private typealias Expression = PromQLExpression

    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func expression() -> PromQLExpression { random.oneIn(6) ? range(5) : vector(5) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[random.below(elements.count)] }

    private mutating func vector(_ depth: Int) -> PromQLExpression {
        guard depth > 0 else { return .selector(.init(selector(), modifiers())) }
        switch random.below(6) {
        case 0: return .selector(.init(selector(), modifiers()))
        case 1: return .aggregation(aggregation(depth - 1))
        case 2: return call(depth - 1)
        case 3: return .unary(.init(isNegative: random.oneIn(2), vector(depth - 1)))
        default: return .binary(operation(depth - 1))
        }
    }

    private mutating func scalar(_ depth: Int) -> PromQLExpression {
        guard depth > 0, random.oneIn(2) else { return .number(number()) }
        let symbols: [PromQLExpression.BinaryOperator] = [
            .add, .subtract, .multiply, .divide, .power, .remainder, .atan2,
        ]
        if random.oneIn(4) {
            return .binary(.init(scalar(depth - 1), pick([.less, .equal]), scalar(depth - 1), returnsBool: true))
        }
        return .binary(.init(scalar(depth - 1), pick(symbols), scalar(depth - 1)))
    }

    private mutating func number() -> PromQLExpression.NumberLiteral {
        if random.oneIn(4) { return .init(Double(random.below(10_000_000) - 1000) / 1000, isDuration: true) }
        return .init(
            pick([
                0, 1, -1, 0.1, -2.5, 1e30, -1e-30, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, 0x1p53, 1 / 3,
            ]))
    }

    private mutating func range(_ depth: Int) -> PromQLExpression {
        if random.oneIn(2) { return .range(.init(selector(), window: window(), modifiers())) }
        var modifiers = modifiers()
        modifiers.edge = nil
        return .subquery(.init(vector(depth - 1), window: window(), step: random.oneIn(2) ? window() : nil, modifiers))
    }

    private mutating func call(_ depth: Int) -> PromQLExpression {
        let name = pick([
            "rate", "abs", "label_replace", "clamp", "histogram_quantile", "time_of", "hour", "vector", "info",
        ])
        guard let function = PromQLExpression.Function(named: name) else { return vector(depth) }
        let arguments = (0..<function.counts.lowerBound).map { index in
            switch function.parameters[min(index, function.parameters.count - 1)] {
            case .scalar: scalar(depth)
            case .instantVector: vector(depth)
            case .rangeVector: range(depth)
            case .string: PromQLExpression.string(.init(pick(["", "a\"b\\", "$1", "ä\n\t\u{FFFD}\u{7F}'`"])))
            }
        }
        return .call(.init(function, arguments))
    }

    private mutating func aggregation(_ depth: Int) -> PromQLExpression.Aggregation {
        let labels = pick([["a"], ["by", "without", "inf"], ["a.b", "c d"], []])
        let grouping = pick([nil, PromQLExpression.Aggregation.Grouping.by(labels), .without(labels)])
        let operation = pick([PromQLExpression.Aggregation.Operation.sum, .topk, .countValues, .max])
        switch operation {
        case .topk: return .init(operation, grouping, parameter: scalar(depth), vector(depth))
        case .countValues: return .init(operation, grouping, parameter: .string(.init("v")), vector(depth))
        default: return .init(operation, grouping, vector(depth))
        }
    }

    private mutating func operation(_ depth: Int) -> PromQLExpression.BinaryOperation {
        let symbol = pick(PromQLExpression.BinaryOperator.allCases)
        let returnsBool = symbol.isComparison && random.oneIn(2)
        let (left, right) = (vector(depth), vector(depth))
        if !symbol.isSetOperator, random.oneIn(3) {
            return random.oneIn(2)
                ? .init(left, symbol, scalar(depth), returnsBool: returnsBool)
                : .init(scalar(depth), symbol, right, returnsBool: returnsBool)
        }
        var matching = pick([
            nil, PromQLExpression.Matching(isOn: true, labels: []), .init(isOn: false, labels: ["a", "b.c"]),
        ])
        if !symbol.isSetOperator, random.oneIn(2) {
            matching?.manySide = pick([.left, .right])
            matching?.included = pick([[], ["d"], ["on", "e f"]])
            if matching != nil, random.oneIn(2) { matching?.fillLeft = number() }
            if matching != nil, random.oneIn(2) { matching?.fillRight = number() }
        }
        return .init(left, symbol, right, returnsBool: returnsBool, matching: matching)
    }

    private mutating func selector() -> PromQLExpression.Selector {
        let name = pick(["up", "a:b:rate5m", "my.metric", "sum", "on", "inf", "offset", "9a", "ä"])
        var matchers = random.oneIn(6) ? [] : [PromQLExpression.Matcher("__name__", .equal, name)]
        if matchers.isEmpty || random.oneIn(8) { matchers.append(.init("__name__", .matches, "a.+|b")) }
        for _ in 0..<random.below(3) {
            matchers.append(
                .init(
                    pick(["a", "by", "x.y", "ä"]), pick([.equal, .notEqual, .matches]),
                    pick(["", "1", "5..", "\"\\\n"])))
        }
        return .init(
            matchers.map { $0.operation == .matches && $0.value == "\"\\\n" ? .init($0.label, .equal, $0.value) : $0 })
    }

    private mutating func modifiers() -> PromQLExpression.Modifiers {
        guard random.oneIn(3) else { return .init() }
        let offsets: [PromQLExpression.Length?] = [
            nil, .milliseconds(90_061_001), .milliseconds(-500), .step, .negated(.combined(.step, .multiply, window())),
            .combined(.range, .subtract, .combined(.step, .add, window())), .smaller(.step, window()),
        ]
        return .init(
            offset: pick(offsets), timestamp: pick([nil, .start, .end, .seconds(-1.5), .seconds(1e9)]),
            edge: pick([nil, nil, .anchored, .smoothed]))
    }

    private mutating func window() -> PromQLExpression.Length {
        switch random.below(8) {
        case 0: .combined(window(), pick([.add, .power, .multiply, .remainder]), window())
        case 1: .larger(window(), .negated(.step))
        case 2: .combined(.milliseconds(-60_000), pick([.power, .subtract]), window())
        default: .milliseconds(Int64(1 + random.below(100_000_000)))
        }
    }
}
