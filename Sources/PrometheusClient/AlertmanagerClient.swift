public import HTTPTransport
internal import JSONValue

/// Alertmanager's HTTP API (v2): what fires, and what is silenced.
public struct AlertmanagerClient: Sendable {
    private let client: EndpointClient

    public init(endpoint: PrometheusEndpoint, transport: any HTTPTransport) {
        client = EndpointClient(endpoint: endpoint, transport: transport)
    }

    /// The alerts that have all these labels and have not ended, silenced and inhibited ones included.
    public func alerts(matching labels: [String: String]) async throws(PrometheusError) -> [AlertmanagerAlert] {
        let filters = labels.sorted { $0.key < $1.key }.map { (name: "filter", value: Self.matcher($0.key, $0.value)) }
        let parameters: EndpointClient.Parameters =
            [("active", "true"), ("silenced", "true"), ("inhibited", "true"), ("unprocessed", "true")] + filters
        return try await list("/api/v2/alerts", parameters, Self.alert)
    }

    /// The silences in force.
    public func activeSilences() async throws(PrometheusError) -> [AlertmanagerSilence] {
        try await list("/api/v2/silences", []) { json throws(Unreadable) in
            json.at("status", "state")?.stringValue == "active" ? try Self.silence(json) : nil
        }
    }

    private static func matcher(_ name: String, _ value: String) -> String {
        let escaped = value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
        return "\(name)=\"\(escaped)\""
    }
}

extension AlertmanagerClient {
    /// An element that is not what it should be.
    private struct Unreadable: Error {
        var detail: String
    }

    /// More are no answer that anybody could judge.
    private static let maximum = 10_000

    private func list<Element>(
        _ path: String, _ parameters: EndpointClient.Parameters,
        _ read: (JSON) throws(Unreadable) -> Element?
    ) async throws(PrometheusError) -> [Element] {
        do throws(PrometheusError) {
            let response = try await client.get(path, parameters)
            guard response.status == 200 else { throw refusal(response) }
            guard let all = try? JSON(parsing: response.body).arrayValue else {
                throw error(.notPrometheus, PrometheusError.sketch(response), status: response.status)
            }
            guard all.count <= Self.maximum else {
                throw error(.badData, "\(all.count) elements are more than \(Self.maximum); match more labels")
            }
            var elements: [Element] = []
            for json in all {
                do throws(Unreadable) {
                    if let element = try read(json) { elements.append(element) }
                } catch {
                    throw self.error(.notPrometheus, error.detail)
                }
            }
            return elements
        } catch {
            throw error.of(.alertmanager)
        }
    }

    /// Alertmanager says what it dislikes as a JSON string.
    private func refusal(_ response: HTTPResponse) -> PrometheusError {
        var error = PrometheusError(response, address: client.endpoint.description)
        if response.status == 400 { error.kind = .badData }
        if let text = try? JSON(parsing: response.body).stringValue { error.detail = PrometheusError.cut(text) }
        return error
    }

    private func error(_ kind: PrometheusError.Kind, _ detail: String, status: Int? = nil) -> PrometheusError {
        PrometheusError(kind, address: client.endpoint.description, detail: detail, status: status)
    }

    private static func alert(_ json: JSON) throws(Unreadable) -> AlertmanagerAlert? {
        guard let labels = json["labels"]?.stringDictionary, let state = json.at("status", "state")?.stringValue else {
            throw Unreadable(detail: "an alert has no labels or no state")
        }
        return AlertmanagerAlert(labels: labels, isSuppressed: state == "suppressed")
    }

    private static func silence(_ json: JSON) throws(Unreadable) -> AlertmanagerSilence {
        guard let id = json["id"]?.stringValue, let list = json["matchers"]?.arrayValue, !list.isEmpty,
            let endsAt = json["endsAt"]?.stringValue.flatMap({ RFC3339.seconds($0) })
        else { throw Unreadable(detail: "a silence has no id, matchers or end") }
        var matchers: [AlertmanagerSilence.Matcher] = []
        for json in list {
            guard let name = json["name"]?.stringValue, let value = json["value"]?.stringValue else {
                throw Unreadable(detail: "a matcher of a silence has no name or value")
            }
            // Versions before 0.22 know equality only.
            matchers.append(
                AlertmanagerSilence.Matcher(
                    name: name, value: value, isRegex: json["isRegex"]?.boolValue ?? false,
                    isEqual: json["isEqual"]?.boolValue ?? true))
        }
        return AlertmanagerSilence(
            id: id, matchers: matchers, createdBy: json["createdBy"]?.stringValue ?? "",
            comment: json["comment"]?.stringValue ?? "", endsAt: endsAt)
    }
}

/// An alert that Alertmanager holds: firing, whether or not anybody is notified.
public struct AlertmanagerAlert: Sendable, Hashable {
    public var labels: [String: String]
    /// Whether a silence or an inhibition keeps it from people. That does not make it end.
    public var isSuppressed: Bool

    public init(labels: [String: String], isSuppressed: Bool = false) {
        self.labels = labels
        self.isSuppressed = isSuppressed
    }
}

/// A time, set by a person, in which certain alerts notify nobody.
public struct AlertmanagerSilence: Sendable, Hashable {
    public struct Matcher: Sendable, Hashable {
        public var name: String
        public var value: String
        /// A regular expression over the whole value.
        public var isRegex: Bool
        /// False turns it around.
        public var isEqual: Bool

        public init(name: String, value: String, isRegex: Bool = false, isEqual: Bool = true) {
            self.name = name
            self.value = value
            self.isRegex = isRegex
            self.isEqual = isEqual
        }
    }

    public var id: String
    /// All of them have to match.
    public var matchers: [Matcher]
    public var createdBy: String
    public var comment: String
    /// Seconds since 1970.
    public var endsAt: Double

    public init(id: String, matchers: [Matcher], createdBy: String, comment: String, endsAt: Double) {
        self.id = id
        self.matchers = matchers
        self.createdBy = createdBy
        self.comment = comment
        self.endsAt = endsAt
    }
}
