import Foundation

/// The files of Swagger UI that `/docs` shows the API with, from a folder of the operator's own.
///
/// Both are read once, at the start: what is served later is what was checked, and no request names a file.
package struct SwaggerUI: Sendable, Equatable {
    static let script = "swagger-ui-bundle.js"
    static let style = "swagger-ui.css"
    /// Largest file, bytes; those of today are a tenth of it.
    static let bytesMax = 16_777_216

    struct File: Sendable, Equatable {
        var type: String
        var bytes: [UInt8]
    }

    /// By name.
    let files: [String: File]
    /// Changes with the content, so that a browser may keep the files for good.
    let version: String

    /// Reads the folder's two files.
    /// - Parameter folder: a path, such as that of the `swagger-ui-dist` package.
    /// - Throws: `SwaggerUIError` when one is missing, or is no file that could be served.
    package init(folder: String) throws(SwaggerUIError) {
        let place = URL(fileURLWithPath: folder, isDirectory: true)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
            throw SwaggerUIError(problem: "names a folder that does not exist")
        }
        guard isFolder.boolValue else { throw SwaggerUIError(problem: "is not a folder") }
        let files = [
            Self.script: File(type: "text/javascript; charset=utf-8", bytes: try Self.read(Self.script, in: place)),
            Self.style: File(type: "text/css; charset=utf-8", bytes: try Self.read(Self.style, in: place)),
        ]
        self.files = files
        version = Fingerprint.of(Data(files.sorted { $0.key < $1.key }.flatMap(\.value.bytes)))
    }

    private static func read(_ name: String, in folder: URL) throws(SwaggerUIError) -> [UInt8] {
        func refused(_ why: String) -> SwaggerUIError { SwaggerUIError(problem: "names a folder whose \(name) \(why)") }
        let place = folder.appending(path: name, directoryHint: .notDirectory).resolvingSymlinksInPath()
        let bytes: Data?
        do {
            // A pipe would block the start.
            let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { throw refused("is not a regular file") }
            let handle = try FileHandle(forReadingFrom: place)
            defer { handle.closeFile() }
            bytes = try handle.read(upToCount: bytesMax + 1)
        } catch let error as SwaggerUIError {
            throw error
        } catch CocoaError.fileReadNoSuchFile {
            throw refused("does not exist; it is one of the files of the package swagger-ui-dist")
        } catch {
            throw refused("cannot be read: \(error.localizedDescription)")
        }
        guard let bytes, !bytes.isEmpty else { throw refused("is empty") }
        guard bytes.count <= bytesMax else { throw refused("is larger than \(bytesMax / 1_048_576) MiB") }
        return [UInt8](bytes)
    }
}

/// Why a folder's files cannot be served.
package struct SwaggerUIError: Error, Sendable, Equatable {
    /// Goes on from the name of the setting: "names a folder that does not exist".
    package var problem: String
}
