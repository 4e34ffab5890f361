import Foundation

/// A page of the guides, taken apart as far as its checks need.
struct GuidePage: Sendable, CustomStringConvertible {
    /// A fenced block.
    struct Block: Sendable {
        /// The line of its opening fence.
        var line: Int
        /// What follows the fence: a language, and after it a file or an engine.
        var info: [String]
        var lines: [String]

        var language: String { info.first ?? "" }
        /// The file it is quoted from.
        var source: String? { info.count > 1 && info[1].contains(".") ? info[1] : nil }
        /// The engine it is for.
        var engine: StoreEngine? { info.count > 1 ? StoreEngine(rawValue: info[1]) : nil }
        var text: String { lines.joined(separator: "\n") }
    }

    /// From the project's folder.
    let path: String
    /// The depth of each heading, in order.
    let headings: [Int]
    let blocks: [Block]
    /// Files that its links lead to, from the project's folder.
    let links: Set<String>

    var description: String { path }

    init(_ path: String) throws {
        try self.init(path, String(contentsOf: Documentation.root.appendingPathComponent(path), encoding: .utf8))
    }

    init(_ path: String, _ text: String) {
        self.path = path
        let folder = URL(fileURLWithPath: "/" + path).deletingLastPathComponent()
        var headings: [Int] = []
        var blocks: [Block] = []
        var links: Set<String> = []
        var open: Block?
        for (number, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(block)
                    open = nil
                } else {
                    open = Block(line: number + 1, info: line.dropFirst(3).split(separator: " ").map(String.init), lines: [])
                }
            } else if open != nil {
                open?.lines.append(line)
            } else {
                let depth = line.prefix { $0 == "#" }.count
                if depth > 0, line.dropFirst(depth).hasPrefix(" ") { headings.append(depth) }
                for match in line.matches(of: #/\]\(([^)\s#]+)/#) {
                    links.insert(String(folder.appendingPathComponent(String(match.1)).standardized.path.dropFirst()))
                }
            }
        }
        self.headings = headings
        self.blocks = blocks
        self.links = links
    }
}
