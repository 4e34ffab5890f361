/// The table of layers in the page on the architecture: the only list of targets beside the manifest, and compared with it.
struct LayerTable: Sendable {
    struct Row: Sendable, Equatable {
        var target: String
        var layer: Int
        /// Counted from one.
        var line: Int
    }

    var path: String
    var rows: [Row]

    /// - Parameter page: Markdown; a row reads ``| 3 | `JobUWorker` | … |``.
    init(_ path: String, _ page: String) {
        self.path = path
        rows = page.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { line, text in
            guard let match = text.prefixMatch(of: /\| ([0-9]) \| `(\w+)` \|/), let layer = Int(match.output.1) else { return nil }
            return Row(target: String(match.output.2), layer: layer, line: line + 1)
        }
    }

    func layer(of target: String) -> Int? {
        rows.first { $0.target == target }?.layer
    }

    /// Targets that stand in more than one row.
    var twins: [Fault] {
        rows.indices.filter { index in rows[..<index].contains { $0.target == rows[index].target } }
            .map { Fault(path: path, line: rows[$0].line, problem: "'\(rows[$0].target)' has a row already") }
    }
}
