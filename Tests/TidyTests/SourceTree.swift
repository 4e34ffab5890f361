import Foundation

/// The files of this project, read once.
enum SourceTree {
    struct File {
        /// From the project's folder.
        var path: String
        var text: String
        /// The file taken apart; nil when it is not Swift.
        var swift: SwiftText?
    }

    static let root: String = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The Swift files of Sources and Tests.
    static let swift: [File] = all.filter {
        $0.swift != nil && ($0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Tests/")) && !isTemplate($0.path)
    }

    /// Files of projects that are made: neither their imports nor their links are those of this one.
    static func isTemplate(_ path: String) -> Bool {
        path.hasPrefix("Sources/JobUTemplates/Templates/")
    }

    /// Every text file that people write.
    static let all: [File] = {
        let kinds: Set = ["swift", "md", "sql", "mustache", "css", "js", "yaml", "sh", ""]
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        var files: [File] = []
        while let path = walk.nextObject() as? String {
            // Hidden folders hold what was built, and git's own things; the one with the build's script is ours.
            if path.split(separator: "/").last?.hasPrefix(".") == true, path != ".ci" {
                walk.skipDescendants()
                continue
            }
            guard kinds.contains(URL(fileURLWithPath: path).pathExtension), let text = read(path) else { continue }
            files.append(File(path: path, text: text, swift: path.hasSuffix(".swift") ? SwiftText(text) : nil))
        }
        return files.sorted { $0.path < $1.path }
    }()

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    /// The file's text; nil for a folder and for what is not UTF-8.
    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: root + "/" + path).flatMap { String(data: $0, encoding: .utf8) }
    }
}
