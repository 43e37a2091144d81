internal import JSONValue
internal import YAML

/// One kubeconfig file, parsed.
struct KubeconfigFile {
    let path: String
    private let document: YAMLDocument?

    init(path: String) throws(ConfigurationError) {
        self.path = path
        let bytes = try BoundedFile.read(path, purpose: "kubeconfig")
        let documents: [YAMLDocument]
        do {
            documents = try YAML.parse(bytes)
        } catch {
            throw .invalidYAML(path: path, error.withoutValues)
        }
        guard let document = documents.first else {
            // An empty file is a kubeconfig without contexts, as it is to kubectl.
            self.document = nil
            return
        }
        guard document.json.objectValue != nil, documents.count == 1 else {
            throw .invalidValue(path: path, line: document.position.line, what: "this is not a kubeconfig")
        }
        if let kind = document.json["kind"]?.stringValue, kind != "Config" {
            throw .invalidValue(
                path: path, line: document.position(of: JSONPointer(["kind"]))?.line,
                what: "this is a \(kind), not a kubeconfig (kind Config)")
        }
        self.document = document
    }

    var currentContext: String? {
        document?.json["current-context"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Where relative paths start.
    var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    func resolve(_ file: String) -> String { file.first == "/" ? file : folder + "/" + file }

    func line(of pointer: JSONPointer) -> Int? { document?.nearestPosition(to: pointer).line }

    /// The list `member` of entries `{name: ..., content: {...}}`, by name; the first of a name wins.
    func entries(_ member: String, _ content: String) -> [String: KubeconfigEntry] {
        var entries: [String: KubeconfigEntry] = [:]
        for (index, element) in (document?.json[member]?.arrayValue ?? []).enumerated() {
            guard let name = element["name"]?.stringValue, entries[name] == nil else { continue }
            entries[name] = KubeconfigEntry(
                json: element[content] ?? [:], file: self, pointer: JSONPointer([member, String(index), content]))
        }
        return entries
    }
}
