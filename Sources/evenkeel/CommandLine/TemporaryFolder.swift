import FoundationEssentials

/// A folder that is gone afterwards.
struct TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "evenkeel-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
