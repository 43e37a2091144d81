import FoundationEssentials
import JSONValue
import KubernetesTypes
public import Logging

#if canImport(Glibc)
    import Glibc
#endif

public enum LogFormat: String, Sendable, CaseIterable {
    /// Lines for people.
    case text
    /// One JSON object a line.
    case json
}

/// Logs to standard error. Metadata is written by its keys; nothing that is not given to it is written.
public struct StructuredLogHandler: LogHandler {
    /// The switch's level, unless this handler was given one of its own.
    public var logLevel: Logger.Level {
        get { own ?? levels.level }
        set { own = newValue }
    }
    public var metadata: Logger.Metadata = [:]
    let format: LogFormat
    let label: String
    private let levels: LogLevelSwitch
    private var own: Logger.Level?

    public init(label: String, format: LogFormat, levels: LogLevelSwitch) {
        self.label = label
        self.format = format
        self.levels = levels
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }
        let now = Timestamp(Date())
        let line = format == .json ? json(event, fields, now) : text(event, fields, now)
        FileHandle.writeToStandardError(line + "\n")
    }

    private func json(_ event: LogEvent, _ fields: Logger.Metadata, _ now: Timestamp) -> String {
        var object = JSONObject(fields.lazy.map { ($0, .string("\($1)")) })
        object["time"] = .string(now.microTime)
        object["level"] = .string(event.level.rawValue)
        object["logger"] = .string(label)
        object["message"] = .string("\(event.message)")
        return JSON.object(object).serializedString
    }

    private func text(_ event: LogEvent, _ fields: Logger.Metadata, _ now: Timestamp) -> String {
        let time = now.description.dropFirst(11).dropLast()
        let pairs = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return "\(time) \(event.level.rawValue.uppercased()) \(event.message)\(pairs)"
    }
}

private enum FileHandle {
    /// One write a line, so that lines of several threads never mix.
    static func writeToStandardError(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = write(2, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                // Nobody reads any more; logging must not stop the operator.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
