public import JSONValue
public import KubernetesTypes
public import Logging

extension AuditLog {
    /// Opens a log.
    ///
    /// - Parameters:
    ///   - path: of a file, which is gone on with where it ends; `-` is standard output.
    ///   - limit: bytes of a file, see ``AuditFile``.
    ///   - shell: such as its version and the name of the replica.
    public static func open(
        _ path: String, limit: Int = .max, shell: JSON, now: Timestamp, logger: Logger
    ) throws(AuditLogError) -> AuditLog {
        if path == "-" {
            return AuditLog(sink: AuditOutput(), end: AuditEnd(), shell: shell, now: now, logger: logger)
        }
        let file = try AuditFile(path: path, limit: limit)
        return AuditLog(sink: file, end: file.end, shell: shell, now: now, logger: logger)
    }
}
