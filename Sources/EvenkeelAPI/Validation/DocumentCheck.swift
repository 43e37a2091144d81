import JSONValue

/// Checks a completed document against its schema, as the API server does: first the shapes, then the rules of values
/// with the right shape.
struct DocumentCheck {
    private(set) var findings: [Finding] = []
    /// Unknown fields are reported in documents, and tolerated in objects that a newer server stored.
    let reportsUnknownFields: Bool

    static func findings(_ json: JSON, _ schema: Schema, reportsUnknownFields: Bool) -> [Finding] {
        var check = DocumentCheck(reportsUnknownFields: reportsUnknownFields)
        check.check(json, schema, [])
        return check.findings
    }

    private mutating func check(_ json: JSON, _ schema: Schema, _ path: [String]) {
        let before = findings.count
        checkShape(json, schema, path)
        guard findings[before...].allSatisfy({ $0.severity != .error || $0.isUnknownField }) else { return }
        for rule in schema.rules {
            let value = rule.isValueShown ? json.stringValue.map { $0.quoted + ": " } ?? "" : ""
            for breach in rule.breaches(json) {
                report(path + breach.path, "Invalid value: \(value)\(breach.message ?? rule.message)", breach.advice)
            }
        }
    }

    private mutating func checkShape(_ json: JSON, _ schema: Schema, _ path: [String]) {
        switch (schema.shape, json) {
        case (.object(let properties, let required), .object(let members)):
            checkMembers(members, properties, required, path)
        case (.map(let value), .object(let members)): checkMap(members, value, schema, path)
        case (.list(let element), .array(let elements)): checkList(elements, element, schema, path)
        case (.text(let form), .string(let text)): checkText(text, form, schema, path)
        case (.integer, .integer), (.number, .integer), (.number, .number), (.integer, .number):
            checkNumber(json, schema, path)
        case (.boolean, .bool), (.metadata, .object), (.anything, _): break
        default: reportType(json, schema, path)
        }
    }

    mutating func report(_ path: [String], _ message: String, _ advice: String? = nil) {
        findings.append(Finding(pointer: JSONPointer(path), message: message, advice: advice))
    }
}

extension DocumentCheck {
    private mutating func checkMembers(
        _ members: JSONObject, _ properties: [String: Schema], _ required: Set<String>, _ path: [String]
    ) {
        for name in required.sorted() where members[name] == nil { report(path + [name], "Required value") }
        for (name, value) in members {
            if let schema = properties[name] {
                check(value, schema, path + [name])
            } else if reportsUnknownFields {
                report(path + [name], Finding.unknownField, UnknownField.advice(name, properties))
            }
        }
    }

    private mutating func checkMap(
        _ members: JSONObject, _ value: Schema, _ schema: Schema, _ path: [String]
    ) {
        if let count = schema.count, members.count > count.upperBound {
            report(path, "Too many: \(members.count): must have at most \(count.upperBound) items")
        } else if let count = schema.count, members.count < count.lowerBound {
            let field = FieldPath.text(path)
            report(
                path,
                "Invalid value: \(members.count): \(field) in body should have at least \(count.lowerBound) properties")
        }
        for (name, member) in members { check(member, value, path + [name]) }
    }

    private mutating func checkList(_ elements: [JSON], _ element: Schema, _ schema: Schema, _ path: [String]) {
        if let count = schema.count, elements.count > count.upperBound {
            report(path, "Too many: \(elements.count): must have at most \(count.upperBound) items")
            return
        }
        if let count = schema.count, elements.count < count.lowerBound {
            let field = FieldPath.text(path)
            report(
                path,
                "Invalid value: \(elements.count): \(field) in body should have at least \(count.lowerBound) items")
        }
        for (index, value) in elements.enumerated() { check(value, element, path + ["\(index)"]) }
        checkIdentity(elements, schema.identity, path)
    }

    private mutating func checkIdentity(_ elements: [JSON], _ identity: Schema.ListIdentity?, _ path: [String]) {
        var seen: Set<JSON> = []
        for (index, element) in elements.enumerated() {
            let identifier: JSON
            switch identity {
            case nil, .atomic: return
            case .set: identifier = element
            case .map(let key):
                guard let value = element[key] else { continue }
                identifier = .object([key: value])
            }
            guard !seen.insert(identifier).inserted else { continue }
            report(path + ["\(index)"], "Duplicate value: \(identifier.serializedString)")
        }
    }
}

extension DocumentCheck {
    private mutating func checkNumber(_ json: JSON, _ schema: Schema, _ path: [String]) {
        guard let number = json.doubleValue else { return }
        if case .integer = schema.shape, json.integerValue == nil { return reportType(json, schema, path) }
        guard let range = schema.range else { return }
        let subject = "Invalid value: \(json.serializedString): \(FieldPath.text(path)) in body should be"
        if number < Double(range.lowerBound) {
            report(path, "\(subject) greater than or equal to \(range.lowerBound)")
        } else if number > Double(range.upperBound) {
            report(path, "\(subject) less than or equal to \(range.upperBound)")
        }
    }

    private mutating func checkText(_ text: String, _ form: TextForm, _ schema: Schema, _ path: [String]) {
        if let length = schema.length, text.unicodeScalars.count > length.upperBound {
            report(path, "Too long: may not be more than \(length.upperBound) bytes")
        } else if let length = schema.length, text.unicodeScalars.count < length.lowerBound {
            let bound = "should be at least \(length.lowerBound) chars long"
            report(path, "Invalid value: \(text.quoted): \(FieldPath.text(path)) in body \(bound)")
        } else {
            checkForm(text, form, path)
        }
    }

    private mutating func checkForm(_ text: String, _ form: TextForm, _ path: [String]) {
        let field = FieldPath.text(path)
        if case .choice(let values) = form, !values.contains(text) {
            let list = values.map(\.quoted).joined(separator: ", ")
            report(
                path, "Unsupported value: \(text.quoted): supported values: \(list)",
                Spelling.suggestion(for: text, among: values))
        } else if let pattern = form.pattern, !Pattern.matches(text, pattern) {
            report(path, "Invalid value: \(text.quoted): \(field) in body should match '\(pattern)'", form.advice)
        } else if !form.isReadable(text) {
            report(path, "Invalid value: \(text.quoted): \(form.unreadable(text, at: field))", form.advice)
        }
    }

    private mutating func reportType(_ json: JSON, _ schema: Schema, _ path: [String]) {
        let value = json.kindName.quoted
        let field = FieldPath.text(path)
        report(
            path, "Invalid value: \(value): \(field) in body must be of type \(schema.typeName): \(value)",
            schema.typeAdvice(json))
    }
}
