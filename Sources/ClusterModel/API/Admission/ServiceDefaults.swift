import JSONValue

enum ServiceDefaults {
    static func apply(to service: inout JSON, isNew: Bool) {
        service.setDefault("ClusterIP", at: "spec", "type")
        service.setDefault("None", at: "spec", "sessionAffinity")
        guard service.at("spec", "type") != "ExternalName" else { return }
        service.forEachElement(at: "spec", "ports") { port in
            port.setDefault("TCP", at: "protocol")
            port.setDefault(port["port"] ?? 0, at: "targetPort")
        }
        service.setDefault("Cluster", at: "spec", "internalTrafficPolicy")
        service.setDefault("SingleStack", at: "spec", "ipFamilyPolicy")
        service.setDefault(["IPv4"], at: "spec", "ipFamilies")
        if isNew {
            service.setDefault(.string(address(of: service)), at: "spec", "clusterIP")
            service.setDefault([service.at("spec", "clusterIP") ?? "None"], at: "spec", "clusterIPs")
            service.setDefault(["loadBalancer": [:]], at: "status")
        }
    }

    /// An address that follows from the name: nothing routes to it.
    private static func address(of service: JSON) -> String {
        let key =
            "\(service.at("metadata", "namespace")?.stringValue ?? "")/\(service.at("metadata", "name")?.stringValue ?? "")"
        let hash = key.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return "10.96.\(hash >> 8 % 256).\(1 + hash % 254)"
    }
}

enum AutoscalerDefaults {
    static func apply(to autoscaler: inout JSON) {
        autoscaler.setDefault(1, at: "spec", "minReplicas")
        guard autoscaler.at("spec", "targetCPUUtilizationPercentage") == nil else { return }
        let cpu: JSON = [
            "type": "Resource",
            "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
        ]
        if autoscaler["apiVersion"] == "autoscaling/v2" { autoscaler.setDefault([cpu], at: "spec", "metrics") }
        guard let behavior = autoscaler.at("spec", "behavior") else { return }
        if behavior["scaleUp"] != nil { scaleUp(&autoscaler) }
        if behavior["scaleDown"] != nil { scaleDown(&autoscaler) }
    }

    private static func scaleUp(_ autoscaler: inout JSON) {
        autoscaler.setDefault(0, at: "spec", "behavior", "scaleUp", "stabilizationWindowSeconds")
        autoscaler.setDefault("Max", at: "spec", "behavior", "scaleUp", "selectPolicy")
        autoscaler.setDefault(
            [
                ["type": "Pods", "value": 4, "periodSeconds": 15],
                ["type": "Percent", "value": 100, "periodSeconds": 15],
            ], at: "spec", "behavior", "scaleUp", "policies")
    }

    private static func scaleDown(_ autoscaler: inout JSON) {
        autoscaler.setDefault("Max", at: "spec", "behavior", "scaleDown", "selectPolicy")
        autoscaler.setDefault(
            [["type": "Percent", "value": 100, "periodSeconds": 15]], at: "spec", "behavior", "scaleDown", "policies")
    }
}
