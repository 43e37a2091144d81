import FoundationEssentials
import JSONValue
import YAML

/// The documents of `Manifests`, which users start from.
enum Samples {
    static let manifests =
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Manifests"

    static func document(_ name: String) throws -> JSON {
        let text = try text("samples/\(name).yaml")
        guard let document = try YAML.parse(text).first else { throw Missing(name: name) }
        return document.json
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(manifests)/\(path)")), as: UTF8.self)
    }

    static func policy() throws -> JSON { try document("checkout") }
    static func guardrail() throws -> JSON { try document("guardrail") }
    static func metricSource() throws -> JSON { try document("metricsource") }

    struct Missing: Error {
        var name: String
    }
}

/// A change of a document: sets the value at a JSON pointer, or removes it where the value is `nil`.
struct Edit: Sendable {
    var pointer: String
    var value: JSON?

    static func set(_ pointer: String, _ value: JSON) -> Edit { Edit(pointer: pointer, value: value) }
    static func remove(_ pointer: String) -> Edit { Edit(pointer: pointer, value: nil) }

    func applied(to json: JSON) throws -> JSON {
        guard let pointer = JSONPointer(pointer) else { throw JSONPatchError.malformed(pointer) }
        let operation: JSONPatchOperation = value.map { .add(pointer, $0) } ?? .remove(pointer)
        var json = json
        try json.apply(JSONPatch([operation]))
        return json
    }
}

extension JSON {
    func edited(_ edits: [Edit]) throws -> JSON { try edits.reduce(self) { try $1.applied(to: $0) } }
}
