import JSONValue

/// Evaluates the CEL rules of a schema (`x-kubernetes-validations`).
struct RuleValidator {
    private(set) var causes: [StatusCause] = []

    /// - Parameter old: the object before the change; transition rules need it.
    static func causes(_ value: JSON, old: JSON?, _ schema: SchemaNode) -> [StatusCause] {
        var validator = RuleValidator()
        validator.validate(value, old, schema, "")
        return validator.causes
    }

    private mutating func validate(_ value: JSON, _ old: JSON?, _ schema: SchemaNode, _ path: String) {
        if value.isNull { return }
        if !schema.rules.isEmpty { check(value, old, schema, path) }
        switch value {
        case .object(let members):
            for (name, member) in members {
                guard let child = schema.member(name) else { continue }
                let isKey = schema.properties[name] == nil
                validate(member, old?[name], child, SchemaValidator.join(path, name, isKey: isKey))
            }
        case .array(let elements):
            guard let items = schema.items else { return }
            for (index, element) in elements.enumerated() {
                validate(element, counterpart(of: element, in: old, schema), items, "\(path)[\(index)]")
            }
        default: return
        }
    }

    /// The same element before the change: only lists with keys have such a thing.
    private func counterpart(of element: JSON, in old: JSON?, _ schema: SchemaNode) -> JSON? {
        guard case .map(let keys)? = schema.listType else { return nil }
        return old?.arrayValue?.first { candidate in keys.allSatisfy { candidate[$0] == element[$0] } }
    }

    private mutating func check(_ value: JSON, _ old: JSON?, _ schema: SchemaNode, _ path: String) {
        let current = CELValue(value, schema: schema)
        let previous = old.flatMap { $0.isNull ? nil : CELValue($0, schema: schema) }
        for rule in schema.rules {
            if rule.isTransition, previous == nil, !rule.isOptionalOldSelf { continue }
            var variables = ["self": current]
            variables["oldSelf"] = previous
            guard let reason = failure(of: rule, variables) else { continue }
            causes.append(
                StatusCause(
                    reason: rule.reason, field: Self.field(path, rule), message: Self.message(rule, value, reason)))
        }
    }

    /// Why the rule does not hold; `nil` where it does.
    private func failure(of rule: ValidationRule, _ variables: [String: CELValue]) -> String? {
        do throws(CELError) {
            var evaluator = CELEvaluator(variables: variables)
            switch try evaluator.evaluate(rule.expression) {
            case .bool(true): return nil
            case .bool(false): return text(rule, variables)
            default: return "rule evaluation error: the rule gives no boolean evaluating rule: \(rule.rule)"
            }
        } catch {
            return "rule evaluation error: \(error) evaluating rule: \(rule.rule)"
        }
    }

    private func text(_ rule: ValidationRule, _ variables: [String: CELValue]) -> String {
        if let expression = rule.messageExpression {
            var evaluator = CELEvaluator(variables: variables)
            if case .string(let text)? = try? evaluator.evaluate(expression), !text.isEmpty { return text }
        }
        return rule.message ?? "failed rule: \(rule.rule)"
    }

    private static func field(_ path: String, _ rule: ValidationRule) -> String {
        guard let below = rule.fieldPath, !below.isEmpty else { return path.isEmpty ? "<nil>" : path }
        return path.isEmpty && below.first == "." ? String(below.dropFirst()) : path + below
    }

    private static func message(_ rule: ValidationRule, _ value: JSON, _ text: String) -> String {
        switch rule.reason {
        case "FieldValueForbidden": "Forbidden: \(text)"
        case "FieldValueRequired": "Required value: \(text)"
        case "FieldValueDuplicate": "Duplicate value: \(text)"
        default:
            // Objects and lists are not repeated, as the API server does it.
            value.objectValue == nil && value.arrayValue == nil
                ? "Invalid value: \(value.serializedString): \(text)" : "Invalid value: \(text)"
        }
    }
}

extension SchemaNode {
    /// Whether this node or any below it has rules.
    var hasRules: Bool {
        !rules.isEmpty || properties.values.contains(where: \.hasRules) || items?.hasRules == true
            || additionalProperties?.hasRules == true
    }

    /// Checks every rule below this node against the schema that it will see.
    func ruleCauses(field: String, isRoot: Bool = true) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, rule) in rules.enumerated() {
            let path = "\(field).x-kubernetes-validations[\(index)].rule"
            do throws(CELError) {
                try CELChecker.check(rule.expression, schema: self, isRoot: isRoot)
            } catch {
                causes.append(.invalid(path, .string(rule.rule), "compilation failed: \(error)"))
            }
        }
        for (name, child) in properties.sorted(by: { $0.key < $1.key }) {
            causes += child.ruleCauses(field: "\(field).properties[\(name)]", isRoot: false)
        }
        if let items { causes += items.ruleCauses(field: "\(field).items", isRoot: false) }
        if let additionalProperties, additionalProperties !== SchemaNode.anything {
            causes += additionalProperties.ruleCauses(field: "\(field).additionalProperties", isRoot: false)
        }
        return causes
    }
}
