public import JSONValue

/// Something that is wrong, or doubtful, in a document.
public struct Finding: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable {
        /// The API server would refuse the document, or Evenkeel could not use it.
        case error = "Error"
        /// Allowed, and probably not what is meant.
        case warning = "Warning"
    }

    public var severity: Severity
    /// Where; what is missing is pointed to where it would stand.
    public var pointer: JSONPointer
    /// What, in the API server's words where it has some.
    public var message: String
    /// What to do about it.
    public var advice: String?

    public init(severity: Severity = .error, pointer: JSONPointer, message: String, advice: String? = nil) {
        self.severity = severity
        self.pointer = pointer
        self.message = message
        self.advice = advice
    }

    static func unreadable(_ error: any Error) -> Finding {
        Finding(pointer: JSONPointer([]), message: "cannot be read: \(error)".cut(to: 500))
    }

    /// The place as Kubernetes writes it: `spec.signals[0].errorRate.limit`; empty for the whole document.
    public var field: String { FieldPath.text(pointer.tokens) }
}

extension Finding: CustomStringConvertible {
    /// One sentence: `spec.mode: Unsupported value: "shadow": supported values: …; did you mean "Shadow"?`
    public var description: String {
        (field.isEmpty ? "" : field + ": ") + message + (advice.map { "; " + $0 } ?? "")
    }
}

/// The notation of places in Kubernetes' messages.
enum FieldPath {
    static func text(_ tokens: [String]) -> String {
        tokens.reduce(into: "") { text, token in
            if !token.isEmpty, token.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                text += "[\(token)]"
            } else if token.contains(where: { $0 == "." || $0 == "/" }) {
                text += "[\(token)]"
            } else {
                text += (text.isEmpty ? "" : ".") + token
            }
        }
    }
}
