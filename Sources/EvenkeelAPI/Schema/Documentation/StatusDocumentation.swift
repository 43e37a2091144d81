import KubernetesTypes

/// Fields that several statuses have in common.
enum StatusDocumentation {
    static let observedGeneration = FieldDocumentation("The metadata.generation that this status is based on.")

    static let conditions = FieldDocumentation("Conditions of the object, at most 16.") {
        $0.count(0...16).keyed(by: "type")
    }

    static func gates(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.count(0...64) }
    }
}

extension Condition: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Condition of an object.",
            example: Condition(
                type: "", status: .unknown, lastTransitionTime: Timestamp(microsecondsSince1970: 0), reason: "",
                message: ""),
            required: ["type", "status", "lastTransitionTime", "reason", "message"],
            [
                "type": FieldDocumentation("Type of the condition, in UpperCamelCase.") { $0.length(1...316) },
                "status": FieldDocumentation("Status of the condition: True, False or Unknown."),
                "observedGeneration": FieldDocumentation("The metadata.generation that this condition is based on."),
                "lastTransitionTime": FieldDocumentation("Time at which the status of the condition last changed."),
                "reason": FieldDocumentation("Machine-readable reason for the status, in UpperCamelCase.") {
                    $0.length(1...1024)
                },
                "message": FieldDocumentation("Human-readable explanation of the status.") { $0.length(0...32_768) },
            ])
    }
}

extension GateStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Verdict of a gate.", example: GateStatus(name: .mode, verdict: .pass, message: ""),
            required: ["name", "verdict", "message"],
            [
                "name": FieldDocumentation("Name of the gate."),
                "verdict": FieldDocumentation(
                    "Pass; Hold (the gate is evaluated again); Refuse (the gate never passes for this plan)."),
                "reason": FieldDocumentation(
                    "Machine-readable reason for a hold or a refusal, in UpperCamelCase. Absent if the gate passes."),
                "message": FieldDocumentation("Explanation of the verdict."),
                "until": FieldDocumentation("Time at which a hold ends without intervention, if it is known."),
            ])
    }
}

extension Evidence: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Result of an evaluation of a signal.",
            example: Evidence(
                signal: "", quality: .ok, observedAt: Timestamp(microsecondsSince1970: 0), explanation: ""),
            required: ["signal", "quality", "observedAt", "explanation"],
            [
                "signal": FieldDocumentation("Name of the signal."),
                "quality": FieldDocumentation(
                    "Quality of the data. Evenkeel ignores a signal whose quality is not Ok."),
                "reason": FieldDocumentation(
                    "Reason for the quality Unavailable. QueryRejected: the source rejects the query. SourceMissing: "
                        + "the MetricSource does not exist. SourceNotAllowed: the MetricSource does not allow the "
                        + "namespace of the policy. SourceUnreachable: the source gave no usable answer."),
                "confidence": FieldDocumentation("Confidence that the signal is unhealthy, 0% to below 100%."),
                "isBad": FieldDocumentation("True if the signal is unhealthy."),
                "isNotice": FieldDocumentation(
                    "True if the value is unusual. Evenkeel shows it, and acts only if the signal is unhealthy."),
                "value": FieldDocumentation("The observed value."),
                "limit": FieldDocumentation("The value beyond which the signal is unhealthy."),
                "expected": FieldDocumentation("The value of a healthy target."),
                "samples": FieldDocumentation("Number of samples, requests or pods that the value is based on."),
                "observedAt": FieldDocumentation(
                    "Timestamp of the sample, or the time of the evaluation if the sample has none."),
                "explanation": FieldDocumentation("Human-readable explanation of the result."),
            ])
    }
}
