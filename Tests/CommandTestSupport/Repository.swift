import FoundationEssentials

/// The checkout that these tests belong to.
package enum Repository {
    package static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return parts.map { "/" + $0 }.joined()
    }()

    package static func read(_ path: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }
}
