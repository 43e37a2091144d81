import JSONValue
import KubernetesTypes

/// Deployments and the other kinds that make pods from a template.
enum WorkloadValidation {
    static func causes(_ object: JSON, old: JSON?, _ definition: ResourceDefinition) -> [StatusCause] {
        let spec = object["spec"] ?? [:]
        var causes: [StatusCause] = []
        if let replicas = spec["replicas"]?.integerValue, replicas < 0 {
            causes.append(.invalid("spec.replicas", JSON(replicas), "must be greater than or equal to 0"))
        }
        causes += selectorCauses(spec, definition)
        if let old, old.at("spec", "selector") != spec["selector"] {
            causes.append(.invalidValue("spec.selector", spec["selector"] ?? .null, "field is immutable"))
        }
        causes += PodValidation.causes(spec["template"] ?? [:], "spec.template.spec")
        causes += MetadataValidation.labelCauses(
            spec.at("template", "metadata", "labels"), "spec.template.metadata.labels")
        causes += restartPolicyCauses(spec)
        causes += strategyCauses(spec)
        return causes
    }

    private static func selectorCauses(_ spec: JSON, _ definition: ResourceDefinition) -> [StatusCause] {
        guard let selector = spec["selector"], !selector.isNull else { return [.required("spec.selector")] }
        let labels = spec.at("template", "metadata", "labels") ?? .null
        let isEmpty = LabelSelector(json: selector).requirements.isEmpty
        if isEmpty {
            return [.invalidValue("spec.selector", selector, "empty selector is invalid for \(definition.singular)")]
        }
        guard LabelSelector(json: selector).matches(labels.stringDictionary ?? [:]) else {
            return [
                .invalidValue("spec.template.metadata.labels", labels, "`selector` does not match template `labels`")
            ]
        }
        return []
    }

    private static func restartPolicyCauses(_ spec: JSON) -> [StatusCause] {
        guard let policy = spec.at("template", "spec", "restartPolicy"), policy != "Always" else { return [] }
        return [.notSupported("spec.template.spec.restartPolicy", policy, supported: ["Always"])]
    }

    private static func strategyCauses(_ spec: JSON) -> [StatusCause] {
        guard let strategy = spec["strategy"] else { return [] }
        switch strategy["type"]?.stringValue {
        case "Recreate":
            guard strategy["rollingUpdate"] != nil else { return [] }
            return [
                .forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")
            ]
        case "RollingUpdate":
            let rolling = strategy["rollingUpdate"] ?? [:]
            var causes = ["maxUnavailable", "maxSurge"].flatMap { name in
                rolling[name].map { countOrPercentCauses($0, "spec.strategy.rollingUpdate.\(name)") } ?? []
            }
            func isZero(_ name: String) -> Bool {
                rolling[name].flatMap { IntOrString($0) }.map { $0 == .count(0) || $0 == .percent(0) } ?? false
            }
            if isZero("maxUnavailable"), isZero("maxSurge") {
                causes.append(
                    .invalid(
                        "spec.strategy.rollingUpdate.maxUnavailable", rolling["maxUnavailable"] ?? 0,
                        "may not be 0 when `maxSurge` is 0"))
            }
            return causes
        case let type?:
            return [.notSupported("spec.strategy.type", .string(type), supported: ["Recreate", "RollingUpdate"])]
        case nil: return []
        }
    }

    static func countOrPercentCauses(_ value: JSON, _ field: String) -> [StatusCause] {
        switch IntOrString(value) {
        case .count(let count)? where count < 0:
            [.invalid(field, value, "must be greater than or equal to 0")]
        case nil:
            [
                .invalid(
                    field, value,
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', "
                        + "regex used for validation is '[0-9]+%')")
            ]
        default: []
        }
    }
}

enum PodValidation {
    /// - Parameter holder: a pod or a template, whose spec the field names.
    static func causes(_ holder: JSON, _ field: String) -> [StatusCause] {
        let spec = holder["spec"] ?? [:]
        let containers = spec["containers"]?.arrayValue ?? []
        guard !containers.isEmpty else { return [.required("\(field).containers")] }
        var names: Set<String> = []
        return containers.enumerated().flatMap { index, container -> [StatusCause] in
            let field = "\(field).containers[\(index)]"
            let name = container["name"]?.stringValue ?? ""
            var causes: [StatusCause] = []
            if name.isEmpty {
                causes.append(.required("\(field).name"))
            } else if let problem = NameRule.label.problem(with: name) {
                causes.append(.invalid("\(field).name", .string(name), problem))
            } else if !names.insert(name).inserted {
                causes.append(.duplicate("\(field).name", .string(name)))
            }
            if (container["image"]?.stringValue ?? "").isEmpty { causes.append(.required("\(field).image")) }
            return causes + resourceCauses(container, field)
        }
    }

    private static func resourceCauses(_ container: JSON, _ field: String) -> [StatusCause] {
        ["limits", "requests"].flatMap { kind -> [StatusCause] in
            (container.at("resources", kind)?.objectValue ?? [:]).compactMap { name, value in
                guard Quantity.value(value) == nil else { return nil }
                return .invalid(
                    "\(field).resources.\(kind)[\(name)]", value,
                    "quantities must match the regular expression "
                        + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
            }
        }
    }

    /// Of a pod's spec little may change: images, tolerations that are added, deadlines.
    static func immutabilityCauses(_ pod: JSON, old: JSON?) -> [StatusCause] {
        guard let old else { return [] }
        guard mutable(pod) != mutable(old) else { return [] }
        return [
            .forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,"
                    + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                    + "`spec.tolerations` (only additions to existing tolerations),"
                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)")
        ]
    }

    private static func mutable(_ pod: JSON) -> JSON? {
        var pod = pod
        for member in ["tolerations", "activeDeadlineSeconds", "nodeName", "schedulingGates"] {
            pod.set(nil, at: "spec", member)
        }
        pod.forEachElement(at: "spec", "containers") { $0["image"] = nil }
        pod.forEachElement(at: "spec", "initContainers") { $0["image"] = nil }
        return pod["spec"]
    }
}
