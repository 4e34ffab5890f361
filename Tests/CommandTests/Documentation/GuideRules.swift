import Foundation

/// What every page of the guides keeps to.
enum GuideRules {
    /// Languages a block may have. `console` is the one for commands that the tests cannot run; `text` is for pictures and output.
    static let languages: Set = ["sh", "console", "swift", "yaml", "sql", "text", "mermaid"]

    /// Blocks of no known language, and Swift that is not quoted from a file that is compiled.
    static func badBlocks(_ page: GuidePage) -> [String] {
        page.blocks.compactMap { block in
            if !languages.contains(block.language) { return "\(page.path):\(block.line): the language '\(block.language)' is not checked" }
            if block.language == "sh", block.info.count > 1, block.engine == nil, block.info[1] != "project" {
                return "\(page.path):\(block.line): nobody runs what is for '\(block.info[1])'"
            }
            if block.language == "swift", block.source == nil {
                return "\(page.path):\(block.line): Swift without the file it is quoted from"
            }
            return nil
        }
    }

    /// Quotations that are not literally in their file, or whose file the page does not link to.
    ///
    /// A line of `…` stands for lines that were left out; the indentation of a whole piece does not count.
    /// - Parameter source: the text of a file; nil where there is none.
    static func badQuotations(_ page: GuidePage, source: (String) -> String?) -> [String] {
        page.blocks.flatMap { block -> [String] in
            guard let path = block.source else { return [] }
            let place = "\(page.path):\(block.line): "
            guard let text = source(path) else { return [place + "there is no \(path)"] }
            var faults = page.links.contains(path) ? [] : [place + "the page does not link to \(path)"]
            if let line = missing(block, in: text) { faults.append(place + "not in \(path): " + line) }
            return faults
        }
    }

    /// The first line of the first piece that is not literally in a text, after the pieces before it; nil when all are.
    static func missing(_ block: GuidePage.Block, in text: String) -> String? {
        var rest = text.components(separatedBy: "\n")[...]
        for piece in block.lines.split(whereSeparator: isGap) {
            guard let after = end(of: Array(piece), in: rest) else { return piece.first ?? "" }
            rest = rest[after...]
        }
        return nil
    }

    /// How a page and its translation differ in headings and code; pictures and comments are translated, commands are not.
    static func differences(_ english: GuidePage, _ korean: GuidePage) -> [String] {
        let pair = "\(english.path) and \(korean.path): "
        if english.headings != korean.headings { return [pair + "other headings: \(english.headings), \(korean.headings)"] }
        if english.blocks.map(\.info) != korean.blocks.map(\.info) {
            return [pair + "other blocks: \(english.blocks.map(\.info)), \(korean.blocks.map(\.info))"]
        }
        return zip(english.blocks, korean.blocks).compactMap { left, right in
            let isPicture = ["text", "mermaid"].contains(left.language)
            guard !isPicture, withoutComments(left) != withoutComments(right) else { return nil }
            return "\(english.path):\(left.line) and \(korean.path):\(right.line) are not the same code"
        }
    }

    private static func isGap(_ line: String) -> Bool {
        ["…", "// …", "-- …", "# …"].contains(line.trimmingCharacters(in: .whitespaces))
    }

    /// The line after the first place where the piece stands.
    private static func end(of piece: [String], in lines: ArraySlice<String>) -> Int? {
        let wanted = flush(piece)
        return lines.indices.first { start in
            start + wanted.count <= lines.endIndex && flush(Array(lines[start..<start + wanted.count])) == wanted
        }.map { $0 + wanted.count }
    }

    /// Without the indentation that all lines share.
    private static func flush(_ lines: [String]) -> [String] {
        let margin = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { String($0.dropFirst(margin)) }
    }

    private static func withoutComments(_ block: GuidePage.Block) -> [String] {
        let mark = block.language == "swift" ? "//" : block.language == "sql" ? "--" : "#"
        return block.lines.compactMap { line in
            let code = line.hasPrefix(mark) ? "" : line.components(separatedBy: " " + mark + " ").first ?? line
            let trimmed = code.trimmingCharacters(in: .whitespaces)
            return trimmed.isEmpty || trimmed.hasPrefix(mark + " ") ? nil : trimmed
        }
    }
}
