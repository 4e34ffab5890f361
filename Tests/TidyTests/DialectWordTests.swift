import Testing

@Suite("Dialect words")
struct DialectWordTests {
    @Test(
        "a planted dialect word is found outside its target, in code and in SQL",
        arguments: [
            ("Sources/JobUStore/A.swift", "let sql: SQL = \"SELECT id FROM jobs FOR UPDATE SKIP LOCKED\""),
            ("Sources/JobUStore/A.swift", "\"\"\"\n  pragma data_version\n\"\"\""),
            ("Sources/JobUWorker/A.swift", "if kind == .postgres {"),
            ("Sources/JobUSQLite/A.swift", "\"INSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE b = 1\""),
            ("Sources/JobUComposition/JobUApplication.swift", "let driver = SQLiteDriver(path)"),
        ])
    func planted(path: String, text: String) {
        #expect(!DialectWord.faults(in: path, SwiftText(text)).isEmpty)
    }

    @Test(
        "a word is left alone in its target, in a comment, and where engines are chosen",
        arguments: [
            ("Sources/JobUSQLite/A.swift", "\"PRAGMA journal_mode = wal\""), ("Sources/JobUStore/A.swift", "// SQLite has one writer."),
            ("Sources/JobUComposition/Configuration/A.swift", "case mysql"), ("Sources/JobUTool/Main.swift", "import JobUSQLite"),
            ("Sources/JobUComposition/Samples/A.swift", "static let name = \"sqlite_crud\""),
            ("Tests/SQLiteContractTests/A.swift", "import JobUSQLite"),
        ])
    func innocent(path: String, text: String) {
        #expect(DialectWord.faults(in: path, SwiftText(text)) == [])
    }

    @Test("no dialect word stands outside its dialect's target")
    func realTree() {
        let faults = SourceTree.swift.flatMap { file in
            file.swift.map { DialectWord.faults(in: file.path, $0) } ?? []
        }
        #expect(faults == [])
    }
}
