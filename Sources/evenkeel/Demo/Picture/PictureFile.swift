import FoundationEssentials

/// The file that the user wants a picture in.
struct PictureFile: Sendable {
    let path: String

    /// - Throws: `CommandFailure`, before anything is started, if the file could not be written at the end.
    init(_ path: String) throws {
        self.path = path
        let folder = URL(filePath: path).absoluteURL.deletingLastPathComponent().path(percentEncoded: false)
        let isFolder = (try? FileManager.default.attributesOfItem(atPath: folder))?[.type] as? FileAttributeType
        guard isFolder == .typeDirectory, FileManager.default.isWritableFile(atPath: folder) else {
            throw CommandFailure(
                "\(path): the picture cannot be written; check that its folder exists and may be written to",
                code: .misconfigured)
        }
    }

    func write(_ picture: DemoPicture) throws {
        do {
            try Data(picture.svg.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure("\(path): the picture cannot be written: \(error)", code: .misconfigured)
        }
    }
}
