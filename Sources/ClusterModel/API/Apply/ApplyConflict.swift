import JSONValue
import KubernetesTypes

/// A field that an apply would change although another manager holds it.
struct ApplyConflict {
    private let holder: String
    private let field: String

    init(_ entry: ManagedFieldsEntry, field: String) {
        let identity = entry.identity
        var holder = "\"\(identity.manager)\""
        if !identity.subresource.isEmpty { holder += " with subresource \"\(identity.subresource)\"" }
        if identity.operation == .update {
            holder += " using \(identity.apiVersion)" + (entry.time.isEmpty ? "" : " at \(entry.time)")
        }
        self.holder = holder
        self.field = field
    }

    static func status(_ conflicts: [ApplyConflict]) -> Status {
        let causes = conflicts.map { conflict in
            StatusCause(
                reason: "FieldManagerConflict", field: conflict.field, message: "conflict with \(conflict.holder)"
            ).json
        }
        return Status(
            code: 409, reason: "Conflict", message: message(conflicts), details: ["causes": .array(causes)])
    }

    private static func message(_ conflicts: [ApplyConflict]) -> String {
        if conflicts.count == 1, let only = conflicts.first {
            return "Apply failed with 1 conflict: conflict with \(only.holder): \(only.field)"
        }
        let holders = Set(conflicts.map(\.holder)).sorted()
        let lines = holders.flatMap { holder in
            ["conflicts with \(holder):"] + conflicts.filter { $0.holder == holder }.map { "- \($0.field)" }
        }
        return "Apply failed with \(conflicts.count) conflicts: \(lines.joined(separator: "\n"))"
    }
}
