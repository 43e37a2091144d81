import JSONValue

extension Schema {
    /// The schema as `apiextensions.k8s.io/v1` writes it.
    var openAPI: JSON {
        var json = shapeJSON
        json["description"] = description.map(JSON.string)
        json["default"] = defaultValue
        writeBounds(to: &json)
        writeIdentity(to: &json)
        if !rules.isEmpty { json["x-kubernetes-validations"] = .array(rules.map(\.openAPI)) }
        return json
    }

    private var shapeJSON: JSON {
        switch shape {
        case .object(let properties, let required): Self.object(properties, required)
        case .map(let value): ["type": "object", "additionalProperties": value.openAPI]
        case .list(let element): ["type": "array", "items": element.openAPI]
        case .text(let form): form.openAPI
        case .integer: ["type": "integer", "format": "int64"]
        case .number: ["type": "number", "format": "double"]
        case .boolean: ["type": "boolean"]
        case .metadata: ["type": "object"]
        case .anything: ["x-kubernetes-preserve-unknown-fields": true]
        }
    }

    private static func object(_ properties: [String: Schema], _ required: Set<String>) -> JSON {
        var json: JSON = ["type": "object", "properties": .object(JSONObject(properties.mapValues(\.openAPI)))]
        if !required.isEmpty { json["required"] = .array(required.sorted().map(JSON.string)) }
        return json
    }

    private func writeBounds(to json: inout JSON) {
        json["minimum"] = range.map { JSON($0.lowerBound) }
        json["maximum"] = range.map { JSON($0.upperBound) }
        write(length, "minLength", "maxLength", to: &json)
        if case .map = shape {
            write(count, "minProperties", "maxProperties", to: &json)
        } else {
            write(count, "minItems", "maxItems", to: &json)
        }
    }

    /// A lower bound of zero says nothing and is left out.
    private func write(_ bounds: ClosedRange<Int>?, _ lower: String, _ upper: String, to json: inout JSON) {
        guard let bounds else { return }
        if bounds.lowerBound > 0 { json[lower] = JSON(bounds.lowerBound) }
        json[upper] = JSON(bounds.upperBound)
    }

    private func writeIdentity(to json: inout JSON) {
        switch identity {
        case nil: break
        case .atomic: json["x-kubernetes-list-type"] = "atomic"
        case .set: json["x-kubernetes-list-type"] = "set"
        case .map(let key):
            json["x-kubernetes-list-type"] = "map"
            json["x-kubernetes-list-map-keys"] = [.string(key)]
        }
    }
}

extension TextForm {
    fileprivate var openAPI: JSON {
        var json: JSON = ["type": "string"]
        json["pattern"] = pattern.map(JSON.string)
        switch self {
        case .choice(let values): json["enum"] = .array(values.map(JSON.string))
        case .timestamp: json["format"] = "date-time"
        default: break
        }
        return json
    }
}
