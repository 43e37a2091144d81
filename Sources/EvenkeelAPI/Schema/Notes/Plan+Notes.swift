extension Plan: Noted {
    static let sample = Plan(
        action: .scale, summary: "", object: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
        undo: Undo(summary: ""))

    static var notes: Notes {
        Notes(
            "The exact change, with its undo.", example: sample,
            required: ["action", "summary", "object", "undo", "digest"],
            [
                "action": Note("What is done."),
                "summary": Note("One sentence for people.") { $0.length(0...4096) },
                "object": Note("The object whose fields change: mostly the target, sometimes its autoscaler."),
                "changes": Note("The change, field by field; each applies only where the field still holds from.") {
                    $0.count(0...256)
                },
                "pods": Note("The pods to be evicted, for a restart.") { $0.count(0...1000) },
                "maximumUnavailable": Note("How many pods may be away at once, for a restart."),
                "lease": Note("How long the change is kept, for a scale."),
                "rolledBackFrom": Note("The release that a rollback takes away, by the hash of its pod template.") {
                    $0.length(0...64)
                },
                "undo": Note("How the change is taken back."),
                "digest": Note(
                    "sha256: and 64 hexadecimal digits over all of the plan; an approval names its first 8 digits or more."
                ) { $0.length(0...128) },
            ])
    }
}

extension ChangedObject: Noted {
    static var notes: Notes {
        Notes(
            "The object whose fields change.", example: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
            required: ["apiVersion", "kind", "name", "uid"],
            [
                "apiVersion": Note("The object's API version.") { $0.length(0...317) },
                "kind": Note("The object's kind.") { $0.length(0...63) },
                "name": Note("The object's name.") { $0.length(0...253) },
                "uid": Note("The object's uid.") { $0.length(0...64) },
                "subresource": Note("status where the fields are the status subresource's.") { $0.choice(["status"]) },
            ])
    }
}

extension FieldChange: Noted {
    static var notes: Notes {
        Notes(
            "One field, before and after.", example: FieldChange(path: "", from: nil, to: nil), required: ["path"],
            [
                "path": Note("The field as a JSON pointer, such as /spec/replicas.") { $0.length(0...1024) },
                "from": Note("The value before; absent where the field did not exist."),
                "to": Note("The value after; absent where the field is removed."),
            ])
    }
}

extension PodReference: Noted {
    static var notes: Notes {
        Notes(
            "A pod.", example: PodReference(name: "", uid: ""), required: ["name", "uid"],
            [
                "name": Note("The pod's name.") { $0.length(0...253) },
                "uid": Note("The pod's uid.") { $0.length(0...64) },
            ])
    }
}

extension Undo: Noted {
    static var notes: Notes {
        Notes(
            "How the change is taken back: the same fields, in the other direction.", example: Undo(summary: ""),
            required: ["summary"],
            [
                "summary": Note("One sentence for people.") { $0.length(0...4096) },
                "precondition": Note(
                    "What held of the object when the plan was made, for information. What is tested is its uid, its "
                        + "generation and the fields."),
            ])
    }
}

extension Undo.Precondition: Noted {
    static var notes: Notes {
        Notes(
            "What held of the object when the plan was made.", example: Self(resourceVersion: ""),
            required: ["resourceVersion"],
            ["resourceVersion": Note("The object's resourceVersion when the plan was made.") { $0.length(0...64) }])
    }
}
