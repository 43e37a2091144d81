extension Plan: Documented {
    static let sample = Plan(
        action: .scale, summary: "", object: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
        undo: Undo(summary: ""))

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The exact change and its undo.", example: sample,
            required: ["action", "summary", "object", "undo", "digest"],
            [
                "action": FieldDocumentation("The action."),
                "summary": FieldDocumentation("Description of the change.") { $0.length(0...4096) },
                "object": FieldDocumentation(
                    "The changed object: the target, its autoscaler, or a route."),
                "changes": FieldDocumentation(
                    "The changed fields. The change applies only if each field still has the value of from. An entry "
                        + "with equal from and to is a condition only."
                ) {
                    $0.count(0...256)
                },
                "pods": FieldDocumentation("The pods to evict. Set for a restart of single pods.") {
                    $0.count(0...1000)
                },
                "maximumUnavailable": FieldDocumentation(
                    "Maximum number of pods that are unavailable at the same time. Set for a restart."),
                "revertAfter": FieldDocumentation("Time after which the change is reverted. Set for a scale action."),
                "rolledBackFrom": FieldDocumentation(
                    "Hash of the pod template of the release that a rollback replaces."
                ) {
                    $0.length(0...64)
                },
                "undo": FieldDocumentation("The undo of the change."),
                "digest": FieldDocumentation(
                    "SHA-256 digest of the plan in canonical JSON, as sha256: and 64 hexadecimal digits. An approval "
                        + "contains at least the first 8 digits."
                ) { $0.length(0...128) },
            ])
    }
}

extension ChangedObject: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The changed object.", example: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
            required: ["apiVersion", "kind", "name", "uid"],
            [
                "apiVersion": FieldDocumentation("API version of the object.") { $0.length(0...317) },
                "kind": FieldDocumentation("Kind of the object.") { $0.length(0...63) },
                "name": FieldDocumentation("Name of the object.") { $0.length(0...253) },
                "uid": FieldDocumentation("UID of the object.") { $0.length(0...64) },
                "subresource": FieldDocumentation("status if the changed fields belong to the status subresource.") {
                    $0.choice(["status"])
                },
            ])
    }
}

extension FieldChange: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Value of a field before and after the change.", example: FieldChange(path: "", from: nil, to: nil),
            required: ["path"],
            [
                "path": FieldDocumentation("JSON pointer of the field, such as /spec/replicas.") {
                    $0.length(0...1024)
                },
                "from": FieldDocumentation("Value before the change. Absent if the field does not exist."),
                "to": FieldDocumentation("Value after the change. Absent if the change removes the field."),
            ])
    }
}

extension PodReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Reference to a pod.", example: PodReference(name: "", uid: ""), required: ["name", "uid"],
            [
                "name": FieldDocumentation("Name of the pod.") { $0.length(0...253) },
                "uid": FieldDocumentation("UID of the pod.") { $0.length(0...64) },
            ])
    }
}

extension Undo: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The undo of a change: it restores the from values of the changed fields.", example: Undo(summary: ""),
            required: ["summary"],
            [
                "summary": FieldDocumentation("Description of the undo.") { $0.length(0...4096) },
                "precondition": FieldDocumentation(
                    "State of the object when the plan was made; informational. An undo checks the uid, the "
                        + "generation and the changed fields of the object."),
            ])
    }
}

extension Undo.Precondition: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "State of the object when the plan was made; informational.", example: Self(resourceVersion: ""),
            required: ["resourceVersion"],
            [
                "resourceVersion": FieldDocumentation("resourceVersion of the object when the plan was made.") {
                    $0.length(0...64)
                }
            ])
    }
}
