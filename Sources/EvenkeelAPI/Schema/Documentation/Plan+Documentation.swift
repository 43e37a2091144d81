extension Plan: Documented {
    static let sample = Plan(
        action: .scale, summary: "", object: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
        undo: Undo(summary: ""))

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The exact change, with its undo.", example: sample,
            required: ["action", "summary", "object", "undo", "digest"],
            [
                "action": FieldDocumentation("What is done."),
                "summary": FieldDocumentation("One sentence for people.") { $0.length(0...4096) },
                "object": FieldDocumentation(
                    "The object whose fields change: mostly the target, sometimes its autoscaler."),
                "changes": FieldDocumentation(
                    "The change, field by field; each applies only where the field still holds from."
                ) {
                    $0.count(0...256)
                },
                "pods": FieldDocumentation("The pods to be evicted, for a restart.") { $0.count(0...1000) },
                "maximumUnavailable": FieldDocumentation("How many pods may be away at once, for a restart."),
                "revertAfter": FieldDocumentation("How long the change is kept, for a scale."),
                "rolledBackFrom": FieldDocumentation(
                    "The release that a rollback takes away, by the hash of its pod template."
                ) {
                    $0.length(0...64)
                },
                "undo": FieldDocumentation("How the change is undone."),
                "digest": FieldDocumentation(
                    "sha256: and 64 hexadecimal digits over all of the plan; an approval names its first 8 digits or more."
                ) { $0.length(0...128) },
            ])
    }
}

extension ChangedObject: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The object whose fields change.", example: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
            required: ["apiVersion", "kind", "name", "uid"],
            [
                "apiVersion": FieldDocumentation("The object's API version.") { $0.length(0...317) },
                "kind": FieldDocumentation("The object's kind.") { $0.length(0...63) },
                "name": FieldDocumentation("The object's name.") { $0.length(0...253) },
                "uid": FieldDocumentation("The object's uid.") { $0.length(0...64) },
                "subresource": FieldDocumentation("status where the fields are the status subresource's.") {
                    $0.choice(["status"])
                },
            ])
    }
}

extension FieldChange: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "One field, before and after.", example: FieldChange(path: "", from: nil, to: nil), required: ["path"],
            [
                "path": FieldDocumentation("The field as a JSON pointer, such as /spec/replicas.") {
                    $0.length(0...1024)
                },
                "from": FieldDocumentation("The value before; absent where the field did not exist."),
                "to": FieldDocumentation("The value after; absent where the field is removed."),
            ])
    }
}

extension PodReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A pod.", example: PodReference(name: "", uid: ""), required: ["name", "uid"],
            [
                "name": FieldDocumentation("The pod's name.") { $0.length(0...253) },
                "uid": FieldDocumentation("The pod's uid.") { $0.length(0...64) },
            ])
    }
}

extension Undo: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "How the change is undone: the same fields, in the other direction.", example: Undo(summary: ""),
            required: ["summary"],
            [
                "summary": FieldDocumentation("One sentence for people.") { $0.length(0...4096) },
                "precondition": FieldDocumentation(
                    "What held of the object when the plan was made, for information. What is tested is its uid, its "
                        + "generation and the fields."),
            ])
    }
}

extension Undo.Precondition: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What held of the object when the plan was made.", example: Self(resourceVersion: ""),
            required: ["resourceVersion"],
            [
                "resourceVersion": FieldDocumentation("The object's resourceVersion when the plan was made.") {
                    $0.length(0...64)
                }
            ])
    }
}
