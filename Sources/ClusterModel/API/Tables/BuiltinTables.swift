import JSONValue

/// The printers of the built-in resources, with the columns of the API server.
enum BuiltinTables {
    static let printers: [String: TablePrinter] = [
        "configmaps": configMaps, "customresourcedefinitions.apiextensions.k8s.io": .plain,
        "clusterroles.rbac.authorization.k8s.io": .plain, "daemonsets.apps": WorkloadTables.daemonSets,
        "deployments.apps": WorkloadTables.deployments, "endpointslices.discovery.k8s.io": endpointSlices,
        "events": EventTable.printer, "events.events.k8s.io": EventTable.printer,
        "horizontalpodautoscalers.autoscaling": AutoscalerTable.printer, "jobs.batch": WorkloadTables.jobs,
        "cronjobs.batch": WorkloadTables.cronJobs, "leases.coordination.k8s.io": leases, "namespaces": namespaces,
        "nodes": NodeTable.printer, "poddisruptionbudgets.policy": budgets, "pods": PodTable.printer,
        "replicasets.apps": WorkloadTables.replicaSets, "replicationcontrollers": WorkloadTables.replicaSets,
        "rolebindings.rbac.authorization.k8s.io": bindings, "clusterrolebindings.rbac.authorization.k8s.io": bindings,
        "roles.rbac.authorization.k8s.io": .plain, "secrets": secrets, "serviceaccounts": serviceAccounts,
        "services": ServiceTable.printer, "statefulsets.apps": WorkloadTables.statefulSets,
        "networkpolicies.networking.k8s.io": networkPolicies,
    ]

    private static let configMaps = TablePrinter(columns: [.name, .text("Data"), .age]) { row in
        let count = (row.object["data"]?.objectValue?.count ?? 0) + (row.object["binaryData"]?.objectValue?.count ?? 0)
        return [.string(row.name), JSON(count), row.age]
    }

    private static let secrets = TablePrinter(columns: [.name, .text("Type"), .text("Data"), .age]) { row in
        [.string(row.name), .string(row.text("type")), JSON(row.object["data"]?.objectValue?.count ?? 0), row.age]
    }

    private static let serviceAccounts = TablePrinter(columns: [.name, .age]) { [.string($0.name), $0.age] }

    private static let namespaces = TablePrinter(columns: [.name, .text("Status"), .age]) { row in
        [.string(row.name), .string(row.text("status", "phase")), row.age]
    }

    private static let leases = TablePrinter(columns: [.name, .text("Holder"), .age]) { row in
        [.string(row.name), .string(row.text("spec", "holderIdentity")), row.age]
    }

    private static let budgets = TablePrinter(
        columns: [.name, .text("Min Available"), .text("Max Unavailable"), .integer("Allowed Disruptions"), .age]
    ) { row in
        func shown(_ member: String) -> JSON {
            let value = row.object.at("spec", member)
            return .string(value.map { $0.stringValue ?? $0.serializedString } ?? "N/A")
        }
        return [
            .string(row.name), shown("minAvailable"), shown("maxUnavailable"),
            JSON(row.count("status", "disruptionsAllowed")), row.age,
        ]
    }

    private static let bindings = TablePrinter(
        columns: [
            .name, .text("Role"), .age, .wide("Users"), .wide("Groups"), .wide("ServiceAccounts"),
        ]
    ) { row in
        func subjects(_ kind: String) -> JSON {
            let found = (row.object["subjects"]?.arrayValue ?? []).filter { $0["kind"]?.stringValue == kind }
            return .string(
                found.map { subject in
                    [subject["namespace"]?.stringValue, subject["name"]?.stringValue].compactMap { $0 }
                        .joined(separator: "/")
                }.joined(separator: ", "))
        }
        return [
            .string(row.name), .string("\(row.text("roleRef", "kind"))/\(row.text("roleRef", "name"))"), row.age,
            subjects("User"), subjects("Group"), subjects("ServiceAccount"),
        ]
    }

    private static let networkPolicies = TablePrinter(columns: [.name, .text("Pod-Selector"), .age]) { row in
        [.string(row.name), .string(row.selector("spec", "podSelector")), row.age]
    }

    private static let endpointSlices = TablePrinter(
        columns: [.name, .text("AddressType"), .text("Ports"), .text("Endpoints"), .age]
    ) { row in
        let ports = (row.object["ports"]?.arrayValue ?? []).compactMap { $0["port"]?.integerValue }.map { "\($0)" }
        let addresses = (row.object["endpoints"]?.arrayValue ?? []).flatMap { $0["addresses"]?.arrayValue ?? [] }
        return [
            .string(row.name), .string(row.text("addressType")), .string(TableRow.listed(ports, "<unset>")),
            .string(TableRow.listed(addresses.compactMap(\.stringValue), "<unset>")), row.age,
        ]
    }
}
