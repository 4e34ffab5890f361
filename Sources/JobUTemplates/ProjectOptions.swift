/// What the placeholders of the templates stand for.
package struct ProjectOptions: Sendable {
    package var name: ProjectName
    package var source: LibrarySource

    package init(name: ProjectName, source: LibrarySource) {
        self.name = name
        self.source = source
    }

    /// The text with its placeholders replaced, in one pass: what is filled in is not looked at again.
    func fill(_ text: String) -> String {
        let values = [
            "PROJECT_TARGET": name.target, "PROJECT_PRODUCT": name.product, "PROJECT_NAME": name.folder,
            "JOBU_DEPENDENCY": source.declaration, "JOBU_PACKAGE": source.packageName,
        ]
        return text.replacing(#/PROJECT_TARGET|PROJECT_PRODUCT|PROJECT_NAME|JOBU_DEPENDENCY|JOBU_PACKAGE/#) { match in
            values[String(match.output)] ?? String(match.output)
        }
    }
}

/// Where the new project finds the library JobU.
package enum LibrarySource: Sendable, Equatable {
    /// A folder with the package, absolute.
    case path(String)
    case url(String, version: String)

    /// The dependency in Package.swift.
    var declaration: String {
        switch self {
        case .path(let path): ".package(name: \"jobu\", path: \(Self.literal(path)))"
        case .url(let url, let version): ".package(url: \(Self.literal(url)), from: \(Self.literal(version)))"
        }
    }

    /// How products name their package: for a URL, its last part.
    var packageName: String {
        guard case .url(let url, _) = self else { return "jobu" }
        let last = url.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? "jobu"
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    private static func literal(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
