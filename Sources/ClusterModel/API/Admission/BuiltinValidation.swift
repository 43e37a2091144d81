import JSONValue
import KubernetesTypes

/// The rules of the built-in kinds that people run into.
enum BuiltinValidation {
    static func causes(_ object: JSON, old: JSON?, _ definition: ResourceDefinition) -> [StatusCause] {
        switch definition.type.qualifiedName {
        case "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps":
            WorkloadValidation.causes(object, old: old, definition)
        case "pods": PodValidation.causes(object, "spec") + PodValidation.immutabilityCauses(object, old: old)
        case "services": serviceCauses(object)
        case "poddisruptionbudgets.policy": budgetCauses(object)
        case "horizontalpodautoscalers.autoscaling": autoscalerCauses(object)
        case "customresourcedefinitions.apiextensions.k8s.io":
            CustomResourceDefinitionValidation.causes(object, old: old)
        default: []
        }
    }

    /// What the API server sets once and keeps, although an update leaves it out.
    static func carryOver(_ object: inout JSON, from before: JSON, _ definition: ResourceDefinition) {
        guard definition.type == .services, definition.custom == nil else { return }
        for member in ["clusterIP", "clusterIPs"] {
            if let value = before.at("spec", member) { object.setDefault(value, at: "spec", member) }
        }
    }

    private static func serviceCauses(_ object: JSON) -> [StatusCause] {
        let ports = object.at("spec", "ports")?.arrayValue ?? []
        let type = object.at("spec", "type")?.stringValue
        if ports.isEmpty, type != "ExternalName", object.at("spec", "clusterIP") != "None" {
            return [.required("spec.ports")]
        }
        return ports.enumerated().flatMap { index, port -> [StatusCause] in
            let field = "spec.ports[\(index)]"
            var causes: [StatusCause] = []
            if let number = port["port"]?.integerValue, !(1...65535).contains(number) {
                causes.append(.invalid("\(field).port", JSON(number), "must be between 1 and 65535, inclusive"))
            }
            if ports.count > 1, (port["name"]?.stringValue ?? "").isEmpty { causes.append(.required("\(field).name")) }
            return causes
        }
    }

    private static func budgetCauses(_ object: JSON) -> [StatusCause] {
        var causes: [StatusCause] = []
        let minimum = object.at("spec", "minAvailable")
        let maximum = object.at("spec", "maxUnavailable")
        if minimum != nil, maximum != nil {
            causes.append(
                .invalidValue("spec", object["spec"] ?? [:], "minAvailable and maxUnavailable cannot be both set"))
        }
        for (name, value) in [("minAvailable", minimum), ("maxUnavailable", maximum)] {
            guard let value else { continue }
            causes += WorkloadValidation.countOrPercentCauses(value, "spec.\(name)")
        }
        let policy = object.at("spec", "unhealthyPodEvictionPolicy")
        if let policy, policy != "IfHealthyBudget", policy != "AlwaysAllow" {
            causes.append(
                .notSupported(
                    "spec.unhealthyPodEvictionPolicy", policy, supported: ["AlwaysAllow", "IfHealthyBudget"]))
        }
        return causes
    }

    private static func autoscalerCauses(_ object: JSON) -> [StatusCause] {
        var causes: [StatusCause] = []
        let minimum = object.at("spec", "minReplicas")?.integerValue ?? 1
        guard let maximum = object.at("spec", "maxReplicas")?.integerValue else {
            return [.invalid("spec.maxReplicas", 0, "must be greater than 0")]
        }
        if minimum < 1 {
            causes.append(.invalid("spec.minReplicas", JSON(minimum), "must be greater than or equal to 1"))
        }
        if maximum < 1 { causes.append(.invalid("spec.maxReplicas", JSON(maximum), "must be greater than 0")) }
        if maximum < minimum {
            causes.append(
                .invalid("spec.maxReplicas", JSON(maximum), "must be greater than or equal to `minReplicas`"))
        }
        for member in ["kind", "name"] where (object.at("spec", "scaleTargetRef", member)?.stringValue ?? "").isEmpty {
            causes.append(.required("spec.scaleTargetRef.\(member)"))
        }
        return causes
    }
}

extension StatusCause {
    /// The whole value is shown.
    static func invalidValue(_ field: String, _ value: JSON, _ detail: String) -> StatusCause {
        StatusCause(
            reason: "FieldValueInvalid", field: field, message: "Invalid value: \(value.serializedString): \(detail)")
    }
}
