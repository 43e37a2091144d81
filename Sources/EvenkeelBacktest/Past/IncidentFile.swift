import JSONValue
public import KubernetesTypes
import YAML

/// Incidents from a file: CSV with a header and `start,end,name`, or a YAML list of mappings with these members. The
/// name may be missing; an empty end is that of an incident that still goes on.
public enum IncidentFile {
    static let maximum = 10_000

    /// - Parameters:
    ///   - name: of the file, for errors; one that ends in `.yaml`, `.yml` or `.json` is YAML.
    ///   - end: of the backtest, for incidents that still go on.
    public static func read(
        _ bytes: [UInt8], name: String, until end: Timestamp
    ) throws(SeriesFileError) -> [Incident] {
        let isYAML = [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
        let incidents = isYAML ? try yaml(bytes, name, end) : try csv(bytes, name, end)
        guard incidents.count <= maximum else {
            throw SeriesFileError(
                file: name, reason: "more than \(maximum) incidents; reduce the file to the time range")
        }
        return incidents.sorted(by: Incident.isBefore)
    }

    private static func csv(
        _ bytes: [UInt8], _ file: String, _ end: Timestamp
    ) throws(SeriesFileError) -> [Incident] {
        let lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let header = lines.first, header.lowercased().hasPrefix("start,end") else {
            throw SeriesFileError(file: file, line: 1, reason: "the header start,end,name is required")
        }
        var incidents: [Incident] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
            guard let fields = CSVLine.fields(String(line)) else {
                throw SeriesFileError(file: file, line: index + 1, reason: "a quotation mark is not closed")
            }
            guard fields.count >= 2 else {
                throw SeriesFileError(file: file, line: index + 1, reason: "a row needs start,end")
            }
            // A name without quotation marks may contain commas.
            let name = fields.dropFirst(2).joined(separator: ",")
            incidents.append(
                try incident(
                    (fields[0], fields[1], name), SeriesFileError(file: file, line: index + 1, reason: ""), end))
        }
        return incidents
    }

    private static func yaml(
        _ bytes: [UInt8], _ file: String, _ end: Timestamp
    ) throws(SeriesFileError) -> [Incident] {
        let documents: [YAMLDocument]
        do throws(YAMLError) {
            documents = try YAML.parse(bytes)
        } catch {
            throw SeriesFileError(
                file: file, line: error.position?.line, reason: "\(YAMLError(error.kind, at: nil))")
        }
        guard let document = documents.first else { return [] }
        guard let list = document.json.arrayValue else {
            throw SeriesFileError(file: file, line: document.position.line, reason: "a list of incidents is required")
        }
        var incidents: [Incident] = []
        for (index, entry) in list.enumerated() {
            let line = document.position(of: JSONPointer(["\(index)"]))?.line
            let place = SeriesFileError(file: file, line: line, reason: "")
            guard let start = text(entry["start"]) else {
                throw SeriesFileError(file: file, line: line, reason: "an incident needs start and end")
            }
            incidents.append(
                try incident((start, text(entry["end"]) ?? "", entry["name"]?.stringValue ?? ""), place, end))
        }
        return incidents
    }

    private static func text(_ json: JSON?) -> String? { json?.stringValue ?? json?.doubleValue.map { "\($0)" } }

    private static func incident(
        _ fields: (start: String, end: String, name: String), _ place: SeriesFileError, _ end: Timestamp
    ) throws(SeriesFileError) -> Incident {
        func time(_ text: String) throws(SeriesFileError) -> Timestamp {
            guard let seconds = SeriesReader.time(text) else {
                throw SeriesFileError(
                    file: place.file, line: place.line,
                    reason: "\"\(text.cut(to: 40))\" is neither epoch seconds nor ISO 8601")
            }
            return Timestamp(secondsSince1970: seconds)
        }
        let from = try time(fields.start)
        let to = fields.end.allSatisfy(\.isWhitespace) ? max(end, from) : try time(fields.end)
        guard from <= to else {
            throw SeriesFileError(file: place.file, line: place.line, reason: "the incident ends before it starts")
        }
        return Incident(span: Span(from: from, to: to), name: fields.name)
    }
}
