import JSONValue

/// The defaults of pods and of the templates that pods are made from.
enum PodDefaults {
    static func applyToPod(_ pod: inout JSON, isNew: Bool) {
        apply(to: &pod)
        // Admission adds what only running pods have.
        pod.setDefault("default", at: "spec", "serviceAccountName")
        if let account = pod.at("spec", "serviceAccountName") { pod.setDefault(account, at: "spec", "serviceAccount") }
        pod.setDefault(true, at: "spec", "enableServiceLinks")
        pod.setDefault("PreemptLowerPriority", at: "spec", "preemptionPolicy")
        pod.setDefault(0, at: "spec", "priority")
        guard isNew else { return }
        addTolerations(to: &pod)
        pod["status"] = ["phase": "Pending", "qosClass": .string(qualityOfService(pod))]
    }

    static func applyToTemplate(_ workload: inout JSON) {
        guard var template = workload.at("spec", "template") else { return }
        template.set(nil, at: "metadata", "creationTimestamp")
        apply(to: &template)
        workload.set(template, at: "spec", "template")
    }

    private static func apply(to pod: inout JSON) {
        guard pod["spec"]?.objectValue != nil else { return }
        pod.setDefault("Always", at: "spec", "restartPolicy")
        pod.setDefault("ClusterFirst", at: "spec", "dnsPolicy")
        pod.setDefault("default-scheduler", at: "spec", "schedulerName")
        pod.setDefault(30, at: "spec", "terminationGracePeriodSeconds")
        pod.setDefault([:], at: "spec", "securityContext")
        // The deprecated name of the field is kept in step.
        if let account = pod.at("spec", "serviceAccountName") { pod.setDefault(account, at: "spec", "serviceAccount") }
        pod.forEachElement(at: "spec", "containers", change: container)
        pod.forEachElement(at: "spec", "initContainers", change: container)
        pod.forEachElement(at: "spec", "volumes", change: volume)
    }

    private static func container(_ container: inout JSON) {
        let image = container["image"]?.stringValue ?? ""
        container.setDefault(.string(isLatest(image) ? "Always" : "IfNotPresent"), at: "imagePullPolicy")
        container.setDefault("/dev/termination-log", at: "terminationMessagePath")
        container.setDefault("File", at: "terminationMessagePolicy")
        container.setDefault([:], at: "resources")
        container.forEachElement(at: "ports") { $0.setDefault("TCP", at: "protocol") }
        container.forEachElement(at: "env") { variable in
            if variable.at("valueFrom", "fieldRef") != nil {
                variable.setDefault("v1", at: "valueFrom", "fieldRef", "apiVersion")
            }
        }
        for probe in ["livenessProbe", "readinessProbe", "startupProbe"] where container[probe] != nil {
            container.setDefault(1, at: probe, "timeoutSeconds")
            container.setDefault(10, at: probe, "periodSeconds")
            container.setDefault(1, at: probe, "successThreshold")
            container.setDefault(3, at: probe, "failureThreshold")
            if container.at(probe, "httpGet") != nil {
                container.setDefault("HTTP", at: probe, "httpGet", "scheme")
                container.setDefault("/", at: probe, "httpGet", "path")
            }
        }
        // What is limited but not requested is requested in full.
        for (name, limit) in container.at("resources", "limits")?.objectValue ?? [:] {
            container.setDefault(limit, at: "resources", "requests", name)
        }
    }

    private static func isLatest(_ image: String) -> Bool {
        if image.contains("@") { return false }
        let name = image.split(separator: "/").last ?? ""
        return !name.contains(":") || name.hasSuffix(":latest")
    }

    private static func volume(_ volume: inout JSON) {
        for source in ["configMap", "secret", "projected", "downwardAPI"] where volume[source] != nil {
            volume.setDefault(420, at: source, "defaultMode")
        }
        if volume["hostPath"] != nil { volume.setDefault("", at: "hostPath", "type") }
    }

    private static func addTolerations(to pod: inout JSON) {
        var tolerations = pod.at("spec", "tolerations")?.arrayValue ?? []
        for taint in ["not-ready", "unreachable"] {
            let key = JSON.string("node.kubernetes.io/\(taint)")
            guard !tolerations.contains(where: { $0["key"] == key && ($0["effect"] ?? "NoExecute") == "NoExecute" })
            else {
                continue
            }
            tolerations.append(["key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300])
        }
        pod.set(.array(tolerations), at: "spec", "tolerations")
    }

    private static func qualityOfService(_ pod: JSON) -> String {
        let containers = pod.at("spec", "containers")?.arrayValue ?? []
        let figures = containers.map { ($0.at("resources", "requests"), $0.at("resources", "limits")) }
        func isEmpty(_ json: JSON?) -> Bool { json?.objectValue?.isEmpty != false }
        if figures.allSatisfy({ isEmpty($0) && isEmpty($1) }) { return "BestEffort" }
        let isGuaranteed = figures.allSatisfy { requests, limits in
            ["cpu", "memory"].allSatisfy { limits?[$0] != nil && requests?[$0] == limits?[$0] }
        }
        return isGuaranteed ? "Guaranteed" : "Burstable"
    }
}
