/// A project `jobu init` can write.
package enum ProjectTemplate: String, Sendable, CaseIterable {
    /// One handler, one SQLite file.
    case basic
    /// The sample handlers of the tutorial, on SQLite, PostgreSQL and MySQL.
    case example

    /// Everything the project consists of.
    /// - Parameter options: what the placeholders stand for.
    package func files(_ options: ProjectOptions) -> [ProjectFile] {
        unfilled.map { ProjectFile(path: options.fill($0.path), text: options.fill($0.text)) }
    }

    /// The same with their placeholders.
    package var unfilled: [ProjectFile] {
        let sources =
            switch self {
            case .basic: TemplateSource.common + TemplateSource.basic
            case .example: TemplateSource.common + TemplateSource.example
            }
        return sources.map { ProjectFile(path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
    }
}

/// A file of a new project.
package struct ProjectFile: Sendable, Equatable {
    /// Below the project's folder.
    package var path: String
    package var text: String

    /// Whether its owner alone is to read it: people put passwords into configuration.
    package var isPrivate: Bool { path.hasPrefix("config/") }
}

/// A file of the folder `Templates`, and where it goes.
struct TemplateSource {
    /// With placeholders.
    var path: String
    var bytes: [UInt8]

    init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
