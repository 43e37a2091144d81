public import JSONValue

/// An error or a warning about a document.
public struct Finding: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable {
        /// The API server refuses the document, or Evenkeel cannot use it.
        case error = "Error"
        /// The document is valid, but probably a mistake.
        case warning = "Warning"
    }

    public var severity: Severity
    /// The place of the finding, also for a missing value.
    public var pointer: JSONPointer
    /// The message, in the form of the API server.
    public var message: String
    /// Advice for a correction.
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

    /// The place in the notation of Kubernetes: `spec.signals[0].errorRate.limit`; empty for the whole document.
    public var field: String { FieldPath.text(pointer.tokens) }
}

extension Finding: CustomStringConvertible {
    /// One sentence: `spec.mode: Unsupported value: "shadow": supported values: …; did you mean "Shadow"?`
    public var description: String {
        (field.isEmpty ? "" : field + ": ") + message + (advice.map { "; " + $0 } ?? "")
    }
}

/// The notation of places in messages of Kubernetes.
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
