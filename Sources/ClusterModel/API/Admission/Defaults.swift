import JSONValue
import KubernetesTypes

/// Fills in what an object leaves open, as the API server does it.
enum Defaults {
    static func apply(to object: inout JSON, _ definition: ResourceDefinition, isNew: Bool) {
        guard definition.custom == nil else {
            SchemaDefaults.apply(to: &object, definition.schema)
            return
        }
        switch definition.type.qualifiedName {
        case "pods": PodDefaults.applyToPod(&object, isNew: isNew)
        case "deployments.apps": deployment(&object)
        case "replicasets.apps", "replicationcontrollers":
            object.setDefault(1, at: "spec", "replicas")
            PodDefaults.applyToTemplate(&object)
        case "statefulsets.apps": statefulSet(&object)
        case "daemonsets.apps": daemonSet(&object)
        case "jobs.batch": job(&object)
        case "services": ServiceDefaults.apply(to: &object, isNew: isNew)
        case "namespaces": namespace(&object, isNew: isNew)
        case "horizontalpodautoscalers.autoscaling": AutoscalerDefaults.apply(to: &object)
        case "secrets": object.setDefault("Opaque", at: "type")
        case "customresourcedefinitions.apiextensions.k8s.io": customResourceDefinition(&object)
        case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io": binding(&object)
        default: break
        }
    }

    private static func deployment(_ object: inout JSON) {
        object.setDefault(1, at: "spec", "replicas")
        object.setDefault(10, at: "spec", "revisionHistoryLimit")
        object.setDefault(600, at: "spec", "progressDeadlineSeconds")
        object.setDefault("RollingUpdate", at: "spec", "strategy", "type")
        if object.at("spec", "strategy", "type") == "RollingUpdate" {
            object.setDefault("25%", at: "spec", "strategy", "rollingUpdate", "maxUnavailable")
            object.setDefault("25%", at: "spec", "strategy", "rollingUpdate", "maxSurge")
        }
        PodDefaults.applyToTemplate(&object)
    }

    private static func statefulSet(_ object: inout JSON) {
        object.setDefault(1, at: "spec", "replicas")
        object.setDefault(10, at: "spec", "revisionHistoryLimit")
        object.setDefault("OrderedReady", at: "spec", "podManagementPolicy")
        object.setDefault("RollingUpdate", at: "spec", "updateStrategy", "type")
        if object.at("spec", "updateStrategy", "type") == "RollingUpdate" {
            object.setDefault(0, at: "spec", "updateStrategy", "rollingUpdate", "partition")
        }
        object.setDefault("Retain", at: "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
        object.setDefault("Retain", at: "spec", "persistentVolumeClaimRetentionPolicy", "whenScaled")
        PodDefaults.applyToTemplate(&object)
    }

    private static func daemonSet(_ object: inout JSON) {
        object.setDefault(10, at: "spec", "revisionHistoryLimit")
        object.setDefault("RollingUpdate", at: "spec", "updateStrategy", "type")
        if object.at("spec", "updateStrategy", "type") == "RollingUpdate" {
            object.setDefault(1, at: "spec", "updateStrategy", "rollingUpdate", "maxUnavailable")
            object.setDefault(0, at: "spec", "updateStrategy", "rollingUpdate", "maxSurge")
        }
        PodDefaults.applyToTemplate(&object)
    }

    private static func job(_ object: inout JSON) {
        object.setDefault(1, at: "spec", "completions")
        object.setDefault(1, at: "spec", "parallelism")
        object.setDefault(6, at: "spec", "backoffLimit")
        object.setDefault("NonIndexed", at: "spec", "completionMode")
        object.setDefault(false, at: "spec", "suspend")
        PodDefaults.applyToTemplate(&object)
    }

    private static func namespace(_ object: inout JSON, isNew: Bool) {
        let name = object.at("metadata", "name") ?? ""
        object.set(name, at: "metadata", "labels", "kubernetes.io/metadata.name")
        guard isNew else { return }
        object.setDefault(["kubernetes"], at: "spec", "finalizers")
        object.setDefault("Active", at: "status", "phase")
    }

    private static func customResourceDefinition(_ object: inout JSON) {
        let kind = object.at("spec", "names", "kind")?.stringValue ?? ""
        object.setDefault(.string(kind.lowercased()), at: "spec", "names", "singular")
        object.setDefault(.string("\(kind)List"), at: "spec", "names", "listKind")
        object.setDefault("None", at: "spec", "conversion", "strategy")
    }

    private static func binding(_ object: inout JSON) {
        object.setDefault("rbac.authorization.k8s.io", at: "roleRef", "apiGroup")
        guard var subjects = object["subjects"]?.arrayValue else { return }
        for index in subjects.indices where subjects[index]["kind"] != "ServiceAccount" {
            subjects[index].setDefault("rbac.authorization.k8s.io", at: "apiGroup")
        }
        object["subjects"] = .array(subjects)
    }
}

extension JSON {
    /// Sets a member where there is none.
    mutating func setDefault(_ value: JSON, at path: String...) {
        guard at(path) == nil else { return }
        set(value, at: path[...])
    }

    /// Changes every element of a list below a path.
    mutating func forEachElement(at path: String..., change: (inout JSON) -> Void) {
        guard var elements = at(path)?.arrayValue else { return }
        for index in elements.indices { change(&elements[index]) }
        set(.array(elements), at: path[...])
    }
}
