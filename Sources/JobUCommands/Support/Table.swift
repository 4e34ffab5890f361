import JobUModel

/// Rows under headings, each column as wide as its widest cell.
struct Table {
    private let headings: [String]
    private var rows: [[String]] = []

    init(_ headings: String...) {
        self.headings = headings
    }

    mutating func add(_ cells: String...) {
        rows.append(cells.map(Self.oneLine))
    }

    var text: String {
        let all = [headings] + rows
        let widths = headings.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
        return all.map { row in
            let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - Self.width(cell)) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private static func oneLine(_ text: String) -> String {
        let line = TerminalText.shown(text.split(whereSeparator: \.isNewline).joined(separator: " "))
        return line.count > 60 ? line.prefix(59) + "…" : line
    }

    /// Columns a terminal gives it: Korean, Chinese and Japanese letters take two.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6:
                width + 2
            default: width + 1
            }
        }
    }
}
