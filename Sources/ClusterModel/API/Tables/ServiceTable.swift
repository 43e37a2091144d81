import JSONValue
import KubernetesTypes

enum ServiceTable {
    static let printer = TablePrinter(
        columns: [
            .name, .text("Type"), .text("Cluster-IP"), .text("External-IP"), .text("Port(s)"), .age, .wide("Selector"),
        ]
    ) { row in
        let selector = LabelSelector(matchLabels: row.object.at("spec", "selector")?.stringDictionary ?? [:])
            .description
        let address = row.text("spec", "clusterIP")
        return [
            .string(row.name), .string(row.text("spec", "type")), .string(address.isEmpty ? "<none>" : address),
            .string(external(row)), .string(ports(row)), row.age, .string(selector.isEmpty ? "<none>" : selector),
        ]
    }

    private static func external(_ row: TableRow) -> String {
        let addresses = row.list("spec", "externalIPs").compactMap(\.stringValue).joined(separator: ",")
        switch row.text("spec", "type") {
        case "ExternalName": return row.text("spec", "externalName")
        case "LoadBalancer" where addresses.isEmpty: return "<pending>"
        default: return addresses.isEmpty ? "<none>" : addresses
        }
    }

    private static func ports(_ row: TableRow) -> String {
        let ports = row.list("spec", "ports").map { port in
            let number = port["port"]?.integerValue ?? 0
            let node = port["nodePort"]?.integerValue.map { ":\($0)" } ?? ""
            return "\(number)\(node)/\(port["protocol"]?.stringValue ?? "TCP")"
        }
        return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
    }
}
