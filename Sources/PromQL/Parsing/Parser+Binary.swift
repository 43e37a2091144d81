extension Parser {
    /// The operation of two operands, if their types allow it.
    func combine(
        _ left: Operand, _ found: PromQLExpression.BinaryOperator, _ right: Operand, _ modifiers: BinaryModifiers,
        at place: SourceRange
    ) throws(PromQLError) -> Operand {
        try checkOperands(left, found, right)
        try checkComparison(left, found, right, modifiers.returnsBool, at: place)
        let joinsVectors = left.type == .instantVector && right.type == .instantVector
        if let matching = modifiers.matching {
            try joinsVectors
                ? checkMatching(matching, found, at: modifiers.sourceRange)
                : checkUnused(matching, at: modifiers.sourceRange)
        }
        let operation = PromQLExpression.BinaryOperation(
            left.expression, found, right.expression, returnsBool: modifiers.returnsBool,
            matching: joinsVectors ? modifiers.matching?.meaningful : nil,
            at: left.sourceRange.through(right.sourceRange))
        return try grown(.binary(operation), over: [left, right])
    }

    private func checkOperands(
        _ left: Operand, _ found: PromQLExpression.BinaryOperator, _ right: Operand
    ) throws(PromQLError) {
        for operand in [left, right] {
            guard operand.type == .rangeVector || operand.type == .string else { continue }
            let text = source.excerpt(operand.sourceRange)
            throw source.error(
                at: operand.sourceRange,
                "\(found.rawValue) needs numbers or instant vectors, but \(text) is \(operand.type.inWords).",
                hint: operand.type == .string
                    ? "Write a number or a selector." : "Take a function of it: rate(\(text)).")
        }
        guard found.isSetOperator, left.type == .scalar || right.type == .scalar else { return }
        let scalar = left.type == .scalar ? left : right
        let text = source.excerpt(scalar.sourceRange)
        throw source.error(
            at: scalar.sourceRange, "\(found.rawValue) needs two instant vectors, but \(text) is a number.",
            hint: "Write vector(\(text)).")
    }

    private func checkComparison(
        _ left: Operand, _ found: PromQLExpression.BinaryOperator, _ right: Operand, _ returnsBool: Bool,
        at place: SourceRange
    ) throws(PromQLError) {
        if returnsBool, !found.isComparison {
            throw source.error(
                at: place, "bool stands after \(found.rawValue), which is no comparison.", hint: "Remove the word bool."
            )
        }
        if found.isComparison, !returnsBool, left.type == .scalar, right.type == .scalar {
            throw source.error(
                at: place, "Two numbers are compared without the word bool.",
                hint: "Write \(found.rawValue) bool, or compare a vector.")
        }
    }

    private func checkMatching(
        _ matching: PromQLExpression.Matching, _ found: PromQLExpression.BinaryOperator, at range: SourceRange
    ) throws(PromQLError) {
        if found.isSetOperator, let side = matching.manySide {
            throw source.error(
                at: range, "\(side.rawValue) is not possible with \(found.rawValue).", hint: "Remove \(side.rawValue).")
        }
        if found.isSetOperator, matching.fills {
            throw source.error(at: range, "fill is not possible with \(found.rawValue).", hint: "Remove the fill.")
        }
        guard matching.isOn, let label = matching.labels.first(where: matching.included.contains) else { return }
        throw source.error(
            at: range, "The label \(label.shortened) is in on and in \(matching.manySide?.rawValue ?? "group").",
            hint: "Remove it from one of them.")
    }

    /// Prometheus ignores matching without labels where an operand is a number.
    private func checkUnused(_ matching: PromQLExpression.Matching, at range: SourceRange) throws(PromQLError) {
        if matching.isOn, let label = matching.labels.first(where: matching.included.contains) {
            throw source.error(at: range, "The label \(label.shortened) is in two lists.", hint: "Remove it from one.")
        }
        guard !matching.labels.isEmpty || matching.fills else { return }
        throw source.error(
            at: range, "Labels can be matched only between two instant vectors, but one operand is a number.",
            hint: "Remove the on, ignoring or fill.")
    }
}

extension PromQLExpression.Matching {
    fileprivate var fills: Bool { fillLeft != nil || fillRight != nil }

    /// `nil` for `ignoring ()`, which says nothing.
    fileprivate var meaningful: Self? {
        isOn || !labels.isEmpty || manySide != nil || fills ? self : nil
    }
}
