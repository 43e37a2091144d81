extension PromQLShape {
    /// The shape of the same expression, with every count times a factor.
    func scaled(by factor: Double) -> PromQLShape {
        switch self {
        case _ where factor == 1: self
        case .rawCounters(let sum): .rawCounters(sum.scaled(by: factor))
        case .increase(let sum): .increase(sum.scaled(by: factor))
        case .rate(let sum): .rate(sum.scaled(by: factor))
        case .ratio(let ratio): .ratio(ratio.scaled(by: factor))
        case .recordingRule(let rule): .recordingRule(rule.scaled(by: factor))
        case .counterSelector(let selection): PromQLShape.rawCounters(selection.asRawSum).scaled(by: factor)
        case .gauge, .other: .other
        }
    }

    /// Only a ratio keeps its meaning when a number is added: `1 - a / b`.
    func adding(_ constant: Double) -> PromQLShape {
        if constant == 0 { return self }
        guard case .ratio(var ratio) = self else { return .other }
        ratio.constant += constant
        return .ratio(ratio)
    }

    /// - Parameter isMatched: true if all labels are matched.
    func adding(_ other: PromQLShape, isMatched: Bool) -> PromQLShape {
        let result: PromQLShape =
            switch (self, other) {
            case (.increase(let left), .increase(let right)): .increase(left.adding(right))
            case (.rate(let left), .rate(let right)): .rate(left.adding(right))
            default: rawSum.flatMap { left in other.rawSum.map { .rawCounters(left.adding($0)) } } ?? .other
            }
        return isMatched ? result : result.counted(as: .many)
    }

    private var rawSum: CounterSum? {
        switch self {
        case .counterSelector(let selection): selection.asRawSum
        case .rawCounters(let sum): sum
        default: nil
        }
    }

    /// Where `or vector(0)` follows: a series without labels is added, unless there is one.
    var orZero: PromQLShape {
        if case .counterSelector(let selection) = self { return .rawCounters(selection.asRawSum) }
        return series == .one ? self : counted(as: .many)
    }

    /// The same of another number of series.
    func counted(as series: SeriesCount) -> PromQLShape {
        changed {
            $0.series = series
        } ratio: {
            $0.series = series
        } rule: {
            $0.series = series
        }
    }

    /// Where the value is rounded or clamped.
    var inexact: PromQLShape {
        changed {
            $0.isExact = false
        } ratio: {
            $0.isExact = false
        } rule: {
            $0.isExact = false
        }
    }

    /// A rounded or clamped selector of counters is a sum of one term. A gauge is any value, so it is another one.
    private func changed(
        sum change: (inout CounterSum) -> Void, ratio changeRatio: (inout CounterRatio) -> Void,
        rule changeRule: (inout RecordingRule) -> Void
    ) -> PromQLShape {
        switch self {
        case .counterSelector(let selection): return .rawCounters(Self.with(selection.asRawSum, change))
        case .rawCounters(let sum): return .rawCounters(Self.with(sum, change))
        case .increase(let sum): return .increase(Self.with(sum, change))
        case .rate(let sum): return .rate(Self.with(sum, change))
        case .ratio(let ratio): return .ratio(Self.with(ratio, changeRatio))
        case .recordingRule(let rule): return .recordingRule(Self.with(rule, changeRule))
        case .gauge, .other: return .other
        }
    }

    private static func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
        var result = value
        change(&result)
        return result
    }

    /// A quotient of quotients is no ratio of counts.
    var isPartOfRatio: Bool {
        switch self {
        case .ratio, .other: false
        default: true
        }
    }
}

extension RecordingRule {
    fileprivate func scaled(by factor: Double) -> RecordingRule {
        var result = self
        result.factor *= factor
        return result
    }
}

extension PromQLExpression.InstantSelector {
    /// The selected counters as a sum of one term.
    var asRawSum: CounterSum {
        CounterSum(.init(selector: selector, modifiers: modifiers, reading: .raw, factor: 1))
    }
}
