extension PromQLExpression {
    /// What the expression counts. See ``PromQLShape`` for what is recognised.
    public var shape: PromQLShape {
        switch self {
        case .selector(let selection): PromQLShape(selection)
        case .call(let call): call.shape
        case .aggregation(let aggregation): aggregation.shape
        case .binary(let operation): operation.shape
        case .unary(let operation):
            operation.isNegative ? operation.operand.shape.scaled(by: -1) : operation.operand.shape
        case .number, .string, .range, .subquery: .other
        }
    }

    /// The value of arithmetic on literals: 300 for `60 * 5`.
    fileprivate var constant: Double? {
        switch self {
        case .number(let literal): literal.value
        case .unary(let operation): operation.operand.constant.map { operation.isNegative ? -$0 : $0 }
        case .binary(let operation): operation.constant
        case .call(let call) where call.function.name == "vector": call.arguments.first?.constant
        default: nil
        }
    }
}

extension PromQLShape {
    init(_ selection: PromQLExpression.InstantSelector) {
        let name = selection.selector.metricName ?? ""
        if let rule = RecordingRule(selection) {
            self = .recordingRule(rule)
        } else if ["_total", "_count", "_sum", "_bucket"].contains(where: name.hasSuffix) {
            self = .counterSelector(selection)
        } else {
            self = name.isEmpty || name.hasSuffix("_created") ? .other : .gauge(selection)
        }
    }
}

extension PromQLExpression.Call {
    fileprivate var shape: PromQLShape {
        switch function.name {
        case "increase", "rate", "irate": return change
        case "round", "ceil", "floor", "clamp", "clamp_max": return arguments[0].shape.inexact
        case "clamp_min": return arguments[1].constant == 0 ? arguments[0].shape : arguments[0].shape.inexact
        case "sort", "sort_desc": return arguments[0].shape
        case "scalar": return arguments[0].shape.counted(as: .one)
        default: return .other
        }
    }

    /// A function of a plain selector. What a subquery gives is no counter.
    private var change: PromQLShape {
        guard case .range(let selection)? = arguments.first else { return .other }
        let reading: CounterSum.Reading =
            switch function.name {
            case "increase": .increase(window: selection.window)
            case "rate": .rate(window: selection.window)
            default: .irate(window: selection.window)
            }
        let sum = CounterSum(
            .init(selector: selection.selector, modifiers: selection.modifiers, reading: reading, factor: 1))
        return function.name == "increase" ? .increase(sum) : .rate(sum)
    }
}

extension PromQLExpression.Aggregation {
    /// Only a sum of counts is a count again.
    fileprivate var shape: PromQLShape {
        guard operation == .sum else { return .other }
        let count: SeriesCount =
            switch grouping {
            case nil: .one
            case .by(let labels): .perGroup(labels.sorted())
            case .without: .many
            }
        let summed = operand.shape
        // The sum of ratios is no ratio.
        if case .ratio = summed { return .other }
        return summed.counted(as: count)
    }
}

extension PromQLExpression.BinaryOperation {
    fileprivate var shape: PromQLShape {
        switch `operator` {
        case .or: return right.isZero ? left.shape.orZero : .other
        case .add, .subtract: return sum
        case .multiply:
            if let factor = right.constant { return left.shape.scaled(by: factor) }
            return left.constant.map(right.shape.scaled) ?? .other
        case .divide:
            if let divisor = right.constant { return divisor == 0 ? .other : left.shape.scaled(by: 1 / divisor) }
            return quotient
        default: return .other
        }
    }

    fileprivate var constant: Double? {
        guard let left = left.constant, let right = right.constant else { return nil }
        switch `operator` {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide: return left / right
        default: return nil
        }
    }

    private var sum: PromQLShape {
        let sign = `operator` == .subtract ? -1.0 : 1
        if let constant = right.constant { return left.shape.adding(sign * constant) }
        if let constant = left.constant { return right.shape.scaled(by: sign).adding(constant) }
        return left.shape.adding(right.shape.scaled(by: sign), isMatched: matching == nil)
    }

    private var quotient: PromQLShape {
        let (numerator, denominator) = (left.shape, right.withoutZeros.shape)
        guard numerator.isPartOfRatio, denominator.isPartOfRatio else { return .other }
        let series = matching == nil ? numerator.series.joined(with: denominator.series) : .many
        return .ratio(CounterRatio(numerator: numerator, denominator: denominator, series: series))
    }
}

extension PromQLExpression {
    /// `vector(0)`, or a sum times zero, as people write it to have a value where there is no error.
    fileprivate var isZero: Bool {
        if let constant { return constant == 0 }
        switch shape {
        case .rawCounters(let sum), .increase(let sum), .rate(let sum): return sum.terms.allSatisfy { $0.factor == 0 }
        default: return false
        }
    }

    /// Without `> 0` and `!= 0`, which people write after a divisor.
    fileprivate var withoutZeros: PromQLExpression {
        guard case .binary(let operation) = self, !operation.returnsBool,
            operation.operator == .greater || operation.operator == .notEqual, operation.right.constant == 0
        else { return self }
        return operation.left
    }
}
