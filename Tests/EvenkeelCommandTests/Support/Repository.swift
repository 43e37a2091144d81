import FoundationEssentials

/// The checkout that these tests belong to.
enum Repository {
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return parts.map { "/" + $0 }.joined()
    }()

    static func read(_ path: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }
}
