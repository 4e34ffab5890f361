import Foundation

/// Reads a whole small text file, and can say why it could not.
enum TextFile {
    enum Failure: Error, CustomStringConvertible {
        case missing
        case notAFile
        case unreadable(String)
        case tooLarge(bytesMax: Int)
        case notUTF8

        var description: String {
            switch self {
            case .missing: "does not exist"
            case .notAFile: "is not a regular file"
            case .unreadable(let reason): "cannot be read: \(reason)"
            case .tooLarge(let bytesMax): "is larger than \(bytesMax / 1024) KiB"
            case .notUTF8: "is not UTF-8 text"
            }
        }
    }

    static func read(_ path: String, bytesMax: Int) throws(Failure) -> String {
        let bytes = try bytes(of: path, bytesMax: bytesMax)
        guard bytes.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
        guard let text = String(data: bytes, encoding: .utf8) else { throw .notUTF8 }
        return text
    }

    /// Up to one byte more than allowed, so that the caller sees the excess without reading all of it.
    private static func bytes(of path: String, bytesMax: Int) throws(Failure) -> Data {
        do {
            // A link that leads nowhere is not a missing file, and a pipe would block the start.
            _ = try FileManager.default.attributesOfItem(atPath: path)
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { throw Failure.notAFile }
            let handle = try FileHandle(forReadingFrom: target)
            defer { handle.closeFile() }
            return try handle.read(upToCount: bytesMax + 1) ?? Data()
        } catch let failure as Failure {
            throw failure
        } catch CocoaError.fileReadNoSuchFile {
            throw .missing
        } catch {
            throw .unreadable(error.localizedDescription)
        }
    }
}
