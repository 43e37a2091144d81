import JSONValue

/// Events of both groups, which differ only in the names of their members.
enum EventTable {
    static let printer = TablePrinter(
        columns: [
            .text("Last Seen"), .text("Type"), .text("Reason"), .text("Object"), .wide("Subobject"), .wide("Source"),
            .text("Message"), .wide("First Seen"), .wide("Count"),
            TableColumn(
                name: "Name", format: "name", description: "Name must be unique within a namespace.", priority: 1),
        ]
    ) { row in
        var event = row.object
        EventConversion.toCore(&event)
        let first = row.age(present(event["firstTimestamp"]) ?? event["eventTime"])
        let series = event["series"].flatMap(present)
        let last = series?["lastObservedTime"] ?? present(event["lastTimestamp"])
        let count = series?["count"]?.integerValue ?? event["count"]?.integerValue ?? 0
        return [
            .string(last.map { row.age($0) } ?? first), event["type"] ?? "", event["reason"] ?? "",
            .string(target(event)), event.at("involvedObject", "fieldPath") ?? "", .string(source(event)),
            event["message"] ?? "", .string(first), JSON(max(1, count)), .string(row.name),
        ]
    }

    private static func present(_ value: JSON?) -> JSON? { value?.isNull == true ? nil : value }

    private static func target(_ event: JSON) -> String {
        let kind = event.at("involvedObject", "kind")?.stringValue?.lowercased() ?? ""
        let name = event.at("involvedObject", "name")?.stringValue ?? ""
        return name.isEmpty ? kind : "\(kind)/\(name)"
    }

    private static func source(_ event: JSON) -> String {
        func first(_ values: JSON?...) -> String {
            values.compactMap { $0?.stringValue }.first { !$0.isEmpty } ?? ""
        }
        let component = first(event.at("source", "component"), event["reportingComponent"])
        let host = first(event.at("source", "host"), event["reportingInstance"])
        return host.isEmpty ? component : "\(component), \(host)"
    }
}
