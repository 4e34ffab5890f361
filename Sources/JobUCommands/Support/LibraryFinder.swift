import Foundation
import JobUComposition
import JobUTemplates

/// Decides where a new project finds JobU.
enum LibraryFinder {
    static let url = "https://github.com/dok9gold/jobu.git"

    /// - Throws: `StartError` for a folder that does not hold JobU.
    static func source(path: String?, url: String?, version: String?) throws -> LibrarySource {
        if let path {
            guard isJobU(path) else {
                throw StartError.failure("--jobu-path: there is no JobU in '\(path)'; give the folder with its Package.swift")
            }
            return .path(URL(fileURLWithPath: path).standardizedFileURL.path)
        }
        if url == nil, version == nil, let clone = cloneOfThisProgram() { return .path(clone) }
        return .url(url ?? Self.url, version: version ?? JobUApplication.version)
    }

    /// The clone whose `.build` this program lies in.
    private static func cloneOfThisProgram() -> String? {
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
        var folder = program.deletingLastPathComponent()
        while folder.path != "/" {
            if folder.lastPathComponent.hasPrefix(".build") {
                let parent = folder.deletingLastPathComponent().path
                return isJobU(parent) ? parent : nil
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func isJobU(_ folder: String) -> Bool {
        ["Package.swift", "Sources/JobU", "Sources/JobUCommands"].allSatisfy {
            FileManager.default.fileExists(atPath: folder + "/" + $0)
        }
    }
}
