import KubernetesTypes

/// Notes on what several statuses have in common.
enum StatusDocumentation {
    static let observedGeneration = FieldDocumentation("The metadata.generation that this status is about.")

    static let conditions = FieldDocumentation("One aspect of the object's state each.") {
        $0.count(0...16).keyed(by: "type")
    }

    static func gates(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.count(0...64) }
    }
}

extension Condition: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "One aspect of the object's state.",
            example: Condition(
                type: "", status: .unknown, lastTransitionTime: Timestamp(microsecondsSince1970: 0), reason: "",
                message: ""),
            required: ["type", "status", "lastTransitionTime", "reason", "message"],
            [
                "type": FieldDocumentation("Which aspect, in UpperCamelCase.") { $0.length(1...316) },
                "status": FieldDocumentation("Whether it is so."),
                "observedGeneration": FieldDocumentation("The metadata.generation that the condition was said of."),
                "lastTransitionTime": FieldDocumentation("When status last changed, not when it was last evaluated."),
                "reason": FieldDocumentation("Why, in one UpperCamelCase word, for programs.") { $0.length(1...1024) },
                "message": FieldDocumentation("Why, in words, for people.") { $0.length(0...32_768) },
            ])
    }
}

extension GateStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What one gate said.", example: GateStatus(name: "", verdict: .pass, message: ""),
            required: ["name", "verdict", "message"],
            [
                "name": FieldDocumentation("The gate."),
                "verdict": FieldDocumentation(
                    "Pass, Hold (not now; evaluated again), or Refuse (not this plan, ever)."),
                "message": FieldDocumentation("Why, for people."),
                "until": FieldDocumentation("When a hold ends by itself, if that is known."),
            ])
    }
}

extension Evidence: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What one look at one signal found.",
            example: Evidence(
                signal: "", quality: .ok, observedAt: Timestamp(microsecondsSince1970: 0), explanation: ""),
            required: ["signal", "quality", "observedAt", "explanation"],
            [
                "signal": FieldDocumentation("The signal's name."),
                "quality": FieldDocumentation("How good the data is; anything but Ok is evidence for nothing."),
                "reason": FieldDocumentation(
                    "Of a signal that is Unavailable: why. QueryRejected: the source refuses the query itself. "
                        + "SourceMissing: there is no such MetricSource. SourceNotAllowed: it does not allow the "
                        + "namespace. SourceUnreachable: it gave no usable answer."),
                "confidence": FieldDocumentation("How sure it is that the signal is bad, 0% to below 100%."),
                "isBad": FieldDocumentation("Whether the signal is judged bad."),
                "value": FieldDocumentation("The value that was seen."),
                "limit": FieldDocumentation("The value from which on the signal is bad."),
                "expected": FieldDocumentation("What the value would be if all were well."),
                "samples": FieldDocumentation("How many samples, requests or pods the value rests on."),
                "observedAt": FieldDocumentation(
                    "The sample's own time where it has one, otherwise when it was evaluated."),
                "explanation": FieldDocumentation("One sentence for people."),
            ])
    }
}
