/// An import of a Swift file.
struct SwiftImport: Sendable, Equatable {
    var path: String
    /// Counted from one.
    var line: Int
    var module: String

    /// The imports of a file, in their order.
    static func all(in path: String, _ text: SwiftText) -> [SwiftImport] {
        text.code.enumerated().compactMap { line, code in
            guard code.holds("import"), let module = module(code) else { return nil }
            return SwiftImport(path: path, line: line + 1, module: module)
        }
    }

    private static func module(_ code: String) -> String? {
        let access: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        var words = code.split { $0 == " " || $0 == "." }[...]
        while let first = words.first, first.hasPrefix("@") || access.contains(first) { words.removeFirst() }
        guard words.first == "import", words.count > 1 else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return words.dropFirst().first { !kinds.contains($0) }.map(String.init)
    }
}
