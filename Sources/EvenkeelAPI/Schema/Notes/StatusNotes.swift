import KubernetesTypes

/// Notes on what several statuses have in common.
enum StatusNotes {
    static let observedGeneration = Note("The metadata.generation that this status is about.")

    static let conditions = Note("One aspect of the object's state each.") { $0.count(0...16).keyed(by: "type") }

    static func gates(_ description: String) -> Note { Note(description) { $0.count(0...64) } }
}

extension Condition: Noted {
    static var notes: Notes {
        Notes(
            "One aspect of the object's state.",
            example: Condition(
                type: "", status: .unknown, lastTransitionTime: Timestamp(microsecondsSince1970: 0), reason: "",
                message: ""),
            required: ["type", "status", "lastTransitionTime", "reason", "message"],
            [
                "type": Note("Which aspect, in UpperCamelCase.") { $0.length(1...316) },
                "status": Note("Whether it is so."),
                "observedGeneration": Note("The metadata.generation that the condition was said of."),
                "lastTransitionTime": Note("When status last changed, not when it was last looked at."),
                "reason": Note("Why, in one UpperCamelCase word, for programs.") { $0.length(1...1024) },
                "message": Note("Why, in words, for people.") { $0.length(0...32_768) },
            ])
    }
}

extension GateStatus: Noted {
    static var notes: Notes {
        Notes(
            "What one gate said.", example: GateStatus(name: "", verdict: .pass, message: ""),
            required: ["name", "verdict", "message"],
            [
                "name": Note("The gate."),
                "verdict": Note("Pass, Hold (not now; looked at again), or Refuse (not this plan, ever)."),
                "message": Note("Why, for people."),
                "until": Note("When a hold ends by itself, if that is known."),
            ])
    }
}

extension Evidence: Noted {
    static var notes: Notes {
        Notes(
            "What one look at one signal found.",
            example: Evidence(
                signal: "", quality: .ok, observedAt: Timestamp(microsecondsSince1970: 0), explanation: ""),
            required: ["signal", "quality", "observedAt", "explanation"],
            [
                "signal": Note("The signal's name."),
                "quality": Note("How good the data is; anything but Ok is evidence for nothing."),
                "reason": Note(
                    "Of a signal that is Unavailable: why. QueryRejected: the source refuses the query itself. "
                        + "SourceMissing: there is no such MetricSource. SourceNotAllowed: it does not allow the "
                        + "namespace. SourceUnreachable: it gave no usable answer."),
                "confidence": Note("How sure it is that the signal is bad, 0% to below 100%."),
                "isBad": Note("Whether the signal is judged bad."),
                "value": Note("The value that was seen."),
                "limit": Note("The value from which on the signal is bad."),
                "expected": Note("What the value would be if all were well."),
                "samples": Note("How many samples, requests or pods the value rests on."),
                "observedAt": Note("The sample's own time where it has one, otherwise when it was looked at."),
                "explanation": Note("One sentence for people."),
            ])
    }
}
