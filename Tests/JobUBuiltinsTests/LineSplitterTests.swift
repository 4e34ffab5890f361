import Testing

@testable import JobUBuiltins

@Suite("Lines of output")
struct LineSplitterTests {
    private func lines(_ pieces: [[UInt8]]) -> [String] {
        var splitter = LineSplitter()
        var lines: [String] = []
        for piece in pieces { splitter.take(piece) { lines.append($0) } }
        splitter.end { lines.append($0) }
        return lines
    }

    @Test(
        "come out whole",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\n", ["", ""]), ("a\r\nb\r\n", ["a", "b"]),
            ("보고서 완료\n", ["보고서 완료"]), ("10%\r20%\n", ["10%\u{FFFD}20%"]), ("\u{1B}[31mred\u{1B}[0m\tx\n", ["red\tx"]),
            ("bell\u{7}\u{0}\n", ["bell\u{FFFD}\u{FFFD}"]),
        ])
    func whole(_ output: String, _ expected: [String]) {
        #expect(lines([Array(output.utf8)]) == expected)
        // Wherever the pieces are cut, letters stay whole.
        #expect(lines(output.utf8.map { [$0] }) == expected)
    }

    @Test("that are no UTF-8 show where they are not")
    func invalid() {
        #expect(lines([[0x61, 0xFF, 0x62, 0x0A]]) == ["a\u{FFFD}b"])
    }

    @Test("that are too long are cut between two letters, and the next line is whole", arguments: 0..<4)
    func long(_ shift: Int) {
        let text = String(repeating: "x", count: shift) + String(repeating: "가", count: 100_000)
        let lines = lines([Array(text.utf8), Array("\nnext\n".utf8)])
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix("가 … (cut)"))
        #expect(lines[0].utf8.count <= LineSplitter.sizeMax + 10)
        #expect(!lines[0].contains("\u{FFFD}"))
        #expect(lines[1] == "next")
    }
}
