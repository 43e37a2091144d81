import KubernetesTypes

/// The resources that need no CustomResourceDefinition.
enum BuiltinResources {
    /// In the order of discovery: groups first, then resources by name.
    static let all: [ResourceDefinition] = core + apps + autoscaling + batch + policy + admission + others + reviews

    static func definition(group: String, version: String, plural: String) -> ResourceDefinition? {
        byPath[[group, version, plural]]
    }

    private static let byPath = Dictionary(
        all.map { ([$0.type.group, $0.type.version, $0.type.plural], $0) }, uniquingKeysWith: { first, _ in first })

    private static let core = [
        make("", "configmaps", "ConfigMap", short: ["cm"]),
        make("", "endpoints", "Endpoints", short: ["ep"], singular: "endpoints"),
        make("", "events", "Event", short: ["ev"], fields: eventFields, storedAs: .events),
        make("", "limitranges", "LimitRange", short: ["limits"]),
        make(
            "", "namespaces", "Namespace", isNamespaced: false, short: ["ns"], subresources: [.status, .finalize],
            verbs: ["create", "delete", "get", "list", "patch", "update", "watch"], fields: ["status.phase"]),
        make(
            "", "nodes", "Node", isNamespaced: false, short: ["no"], subresources: [.status],
            fields: ["spec.unschedulable"]),
        make("", "persistentvolumeclaims", "PersistentVolumeClaim", short: ["pvc"], subresources: [.status]),
        make(
            "", "persistentvolumes", "PersistentVolume", isNamespaced: false, short: ["pv"], subresources: [.status]),
        make(
            "", "pods", "Pod", short: ["po"], categories: ["all"], subresources: [.eviction, .status],
            fields: [
                "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
                "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName",
            ]),
        make("", "podtemplates", "PodTemplate"),
        make(
            "", "replicationcontrollers", "ReplicationController", short: ["rc"], categories: ["all"],
            subresources: [.scale, .status], fields: ["status.replicas"]),
        make("", "resourcequotas", "ResourceQuota", short: ["quota"], subresources: [.status]),
        make("", "secrets", "Secret", fields: ["type"]),
        make("", "serviceaccounts", "ServiceAccount", short: ["sa"], subresources: [.token]),
        make(
            "", "services", "Service", short: ["svc"], categories: ["all"], subresources: [.status],
            fields: ["spec.clusterIP", "spec.type"]),
    ]

    private static let apps = [
        make("apps", "controllerrevisions", "ControllerRevision"),
        make("apps", "daemonsets", "DaemonSet", short: ["ds"], categories: ["all"], subresources: [.status]),
        make(
            "apps", "deployments", "Deployment", short: ["deploy"], categories: ["all"],
            subresources: [.scale, .status]),
        make(
            "apps", "replicasets", "ReplicaSet", short: ["rs"], categories: ["all"], subresources: [.scale, .status],
            fields: ["status.replicas"]),
        make(
            "apps", "statefulsets", "StatefulSet", short: ["sts"], categories: ["all"],
            subresources: [.scale, .status]),
    ]

    private static let autoscaling = [
        make(
            "autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", version: "v2", short: ["hpa"],
            categories: ["all"], subresources: [.status]),
        make(
            "autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", short: ["hpa"],
            categories: ["all"], subresources: [.status], storedAs: .horizontalPodAutoscalers),
    ]

    private static let batch = [
        make("batch", "cronjobs", "CronJob", short: ["cj"], categories: ["all"], subresources: [.status]),
        make(
            "batch", "jobs", "Job", categories: ["all"], subresources: [.status], fields: ["status.successful"]),
    ]

    private static let policy = [
        make("policy", "poddisruptionbudgets", "PodDisruptionBudget", short: ["pdb"], subresources: [.status])
    ]

    private static let admission = [
        make(
            "admissionregistration.k8s.io", "mutatingadmissionpolicies", "MutatingAdmissionPolicy", isNamespaced: false),
        make(
            "admissionregistration.k8s.io", "mutatingadmissionpolicybindings", "MutatingAdmissionPolicyBinding",
            isNamespaced: false),
        make(
            "admissionregistration.k8s.io", "validatingadmissionpolicies", "ValidatingAdmissionPolicy",
            isNamespaced: false, subresources: [.status]),
        make(
            "admissionregistration.k8s.io", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding",
            isNamespaced: false),
    ]

    private static let others = [
        make(
            "apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", isNamespaced: false,
            short: ["crd", "crds"], categories: ["api-extensions"], subresources: [.status]),
        make("coordination.k8s.io", "leases", "Lease"),
        make("discovery.k8s.io", "endpointslices", "EndpointSlice"),
        make("events.k8s.io", "events", "Event", short: ["ev"], fields: eventFields),
        make(
            "networking.k8s.io", "ingresses", "Ingress", short: ["ing"], subresources: [.status], singular: "ingress"),
        make("networking.k8s.io", "networkpolicies", "NetworkPolicy", short: ["netpol"], singular: "networkpolicy"),
        make("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding", isNamespaced: false),
        make("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", isNamespaced: false),
        make("rbac.authorization.k8s.io", "rolebindings", "RoleBinding"),
        make("rbac.authorization.k8s.io", "roles", "Role"),
        make(
            "scheduling.k8s.io", "priorityclasses", "PriorityClass", isNamespaced: false, short: ["pc"],
            singular: "priorityclass"),
        make(
            "storage.k8s.io", "storageclasses", "StorageClass", isNamespaced: false, short: ["sc"],
            singular: "storageclass"),
    ]

    private static let reviews = [
        make(
            "authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", isNamespaced: false, verbs: ["create"]),
        make(
            "authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", verbs: ["create"]),
        make(
            "authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", isNamespaced: false,
            verbs: ["create"]),
        make(
            "authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", isNamespaced: false,
            verbs: ["create"]),
        make(
            "authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", isNamespaced: false,
            verbs: ["create"]),
    ]

    private static let eventFields = [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
        "reportingComponent", "source", "type",
    ]

    private static func make(
        _ group: String, _ plural: String, _ kind: String, version: String = "v1", isNamespaced: Bool = true,
        short: [String] = [], categories: [String] = [], subresources: [ResourceDefinition.Subresource] = [],
        singular: String? = nil, verbs: [String] = ResourceDefinition.standardVerbs, fields: [String] = [],
        storedAs storageType: ResourceType? = nil
    ) -> ResourceDefinition {
        let type = ResourceType(group: group, version: version, kind: kind, plural: plural, isNamespaced: isNamespaced)
        // The definitions are named by the first word of the group: `rbac.v1.Role`.
        let schemaGroup = group.isEmpty ? "core" : String(group.prefix { $0 != "." })
        return ResourceDefinition(
            type: type, singular: singular ?? kind.lowercased(), listKind: "\(kind)List", shortNames: short,
            categories: categories, verbs: verbs, subresources: subresources,
            schema: SchemaNode(kind: .object, reference: "\(schemaGroup).\(version).\(kind)"),
            storageType: storageType ?? type, selectableFields: fields)
    }
}
