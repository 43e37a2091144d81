import Foundation

/// What is to be scored.
enum Candidate {
    case detector(String, command: String)
    /// Alarms at regular intervals, the data ignored: what a score is worth that any detector could have.
    case regular(every: Int)

    var name: String {
        switch self {
        case .detector(let name, _): "`\(name)`"
        case .regular(let distance): "an alarm every \(distance) points, data ignored"
        }
    }

    /// One for each point.
    func alerts(on points: [SeriesPoint]) throws -> [Bool] {
        switch self {
        case .regular(let distance): return points.indices.map { $0 % distance == 0 && $0 > 0 }
        case .detector(let name, let command):
            let input = "timestamp,value\n" + points.map { "\($0.time),\($0.value)\n" }.joined()
            let output = try Child.run(command, ["detect", "--detector", name, "-"], input: Data(input.utf8))
            let rows = String(decoding: output, as: UTF8.self).split(separator: "\n").dropFirst()
            guard rows.count == points.count else {
                throw RunFailure("\(points.count) rows went in, \(rows.count) came out of \(command)")
            }
            return rows.map { $0.hasSuffix(",1") }
        }
    }
}

struct RunFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// A program whose input and outputs are files, so that neither side waits for the other.
enum Child {
    static func run(_ command: String, _ arguments: [String], input: Data = Data()) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["input", "output", "error"].map(folder.appendingPathComponent)
        for (file, content) in zip(files, [input, Data(), Data()]) { try content.write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = String(decoding: try Data(contentsOf: files[2]).prefix(400), as: UTF8.self)
            throw RunFailure("\(command) \(arguments.joined(separator: " ")): \(said)")
        }
        return try Data(contentsOf: files[1])
    }
}
