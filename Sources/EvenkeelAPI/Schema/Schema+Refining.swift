/// The refinements that ``FieldDocumentation`` applies.
extension Schema {
    func range(_ range: ClosedRange<Int>) -> Schema { with { $0.range = range } }

    /// The length in characters.
    func length(_ length: ClosedRange<Int>) -> Schema { with { $0.length = length } }

    /// The number of elements or fields.
    func count(_ count: ClosedRange<Int>) -> Schema { with { $0.count = count } }

    /// No element may occur twice.
    func unique() -> Schema { with { $0.identity = .set } }

    /// No two elements may have the same value of `key`, and server-side apply merges by it.
    func keyed(by key: String) -> Schema { with { $0.identity = .map(key: key) } }

    func pattern(_ pattern: String, advice: String) -> Schema {
        with { $0.shape = .text(.pattern(pattern, advice: advice)) }
    }

    func choice(_ values: [String]) -> Schema { with { $0.shape = .text(.choice(values)) } }

    func rule(_ rule: MeaningRule) -> Schema { with { $0.rules.append(rule) } }

    /// Refines the elements of a list or the values of a map.
    func each(_ refine: (Schema) -> Schema) -> Schema {
        with { schema in
            switch schema.shape {
            case .list(let element): schema.shape = .list(refine(element))
            case .map(let value): schema.shape = .map(refine(value))
            default: break
            }
        }
    }

    private func with(_ change: (inout Schema) -> Void) -> Schema {
        var schema = self
        change(&schema)
        return schema
    }
}

/// Names in the form of Kubernetes object names.
extension Schema {
    /// A DNS label: lower case letters, digits and `-`, at most 63 characters.
    func label() -> Schema {
        length(1...63).pattern(
            "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", advice: "write lower case letters, digits and -, such as checkout-api")
    }

    /// A DNS subdomain: labels and dots, at most 253 characters.
    func subdomain() -> Schema {
        length(1...253).pattern(
            "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$",
            advice: "write lower case letters, digits, - and ., such as checkout-api")
    }
}
