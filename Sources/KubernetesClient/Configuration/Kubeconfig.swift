internal import JSONValue
internal import YAML

/// Kubeconfig files.
public enum Kubeconfig {
    /// The configuration of one context.
    ///
    /// - Parameters:
    ///   - path: a file that must exist; without it, the files of `KUBECONFIG` (those that exist, the first to set a value
    ///     wins), and without that `~/.kube/config`.
    ///   - context: instead of the file's current context.
    ///   - environment: of the process.
    /// - Throws: `noConfiguration` where no path is given and no file exists.
    public static func load(
        path: String?, context: String?, environment: [String: String]
    ) throws(ConfigurationError) -> ClusterConfiguration {
        try load(path: path, context: context, environment: environment, time: SystemTimeSource())
    }

    static func load(
        path: String?, context: String?, environment: [String: String], time: some TimeSource
    ) throws(ConfigurationError) -> ClusterConfiguration {
        let paths = try existingPaths(path, environment)
        var merged = MergedKubeconfig(path: paths.joined(separator: ":"))
        for path in paths { merged.add(try KubeconfigFile(path: path)) }
        return try merged.configuration(context: context, now: time.now)
    }

    /// The names of the contexts, sorted, and the current one.
    public static func contexts(
        path: String?, environment: [String: String]
    ) throws(ConfigurationError) -> (names: [String], current: String?) {
        let paths = try existingPaths(path, environment)
        var merged = MergedKubeconfig(path: paths.joined(separator: ":"))
        for path in paths { merged.add(try KubeconfigFile(path: path)) }
        return (merged.contexts.keys.sorted(), merged.currentContext)
    }

    private static func existingPaths(
        _ path: String?, _ environment: [String: String]
    ) throws(ConfigurationError) -> [String] {
        if let path {
            guard BoundedFile.exists(path) else { throw .fileMissing(path: path, purpose: "kubeconfig") }
            return [path]
        }
        let candidates: [String]
        if let list = environment["KUBECONFIG"], !list.isEmpty {
            candidates = list.split(separator: ":").map(String.init)
        } else {
            candidates = environment["HOME"].map { [$0 + "/.kube/config"] } ?? []
        }
        var seen: Set<String> = []
        let existing = candidates.filter { BoundedFile.exists($0) && seen.insert($0).inserted }
        guard !existing.isEmpty else { throw .noConfiguration(searched: candidates) }
        return existing
    }
}

/// A named entry of a kubeconfig and the file that it came from, for relative paths and messages.
struct KubeconfigEntry {
    var json: JSON
    var file: KubeconfigFile
    var pointer: JSONPointer

    func string(_ member: String) -> String? { json[member]?.text.flatMap { $0.isEmpty ? nil : $0 } }

    func flag(_ member: String) -> Bool { json[member]?.boolValue ?? false }

    func strings(_ member: String) -> [String] { json[member]?.arrayValue?.compactMap(\.text) ?? [] }

    func invalid(_ member: String, _ what: String) -> ConfigurationError {
        var member = JSONPointer([member])
        member.tokens = pointer.tokens + member.tokens
        return .invalidValue(path: file.path, line: file.line(of: member), what: what)
    }
}

extension JSON {
    /// A scalar where a text is wanted: as kubectl does it, `token: 12345` is the text.
    var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let value): String(value)
        case .bool(let value): String(value)
        default: nil
        }
    }
}

/// Several files as one: the first to set a value wins.
struct MergedKubeconfig {
    /// All paths, for messages.
    var path: String
    var currentContext: String?
    var clusters: [String: KubeconfigEntry] = [:]
    var users: [String: KubeconfigEntry] = [:]
    var contexts: [String: KubeconfigEntry] = [:]

    init(path: String) { self.path = path }

    mutating func add(_ file: KubeconfigFile) {
        currentContext = currentContext ?? file.currentContext
        clusters.merge(file.entries("clusters", "cluster")) { first, _ in first }
        users.merge(file.entries("users", "user")) { first, _ in first }
        contexts.merge(file.entries("contexts", "context")) { first, _ in first }
    }
}

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
