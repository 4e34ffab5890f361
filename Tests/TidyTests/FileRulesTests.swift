import Testing

@Suite("Files")
struct FileRulesTests {
    @Test("a planted long file is found, unless a reason is listed")
    func plantedLongFile() {
        let text = String(repeating: "let a = 1\n", count: FileRules.linesMax + 1)
        #expect(FileRules.tooLong("A.swift", text).count == 1)
        #expect(FileRules.tooLong("A.swift", text, allowed: ["A.swift": "a table"]) == [])
        #expect(FileRules.tooLong("A.swift", String(text.dropLast(10))) == [])
    }

    @Test("a planted path of one machine is found", arguments: ["/" + "work/main", "see sha" + "red/design", "cd /" + "root/x"])
    func plantedMachinePath(text: String) {
        #expect(FileRules.machinePaths("A.md", "fine\n" + text).map(\.line) == [2])
    }

    @Test(
        "a path of the project is left alone", arguments: ["Sources/network/A.swift", "https://example.org/home/page", "is shared between"])
    func innocentPath(text: String) {
        #expect(FileRules.machinePaths("A.md", text) == [])
    }

    @Test(
        "planted migrations with a gap, a twin or a bad name are found",
        arguments: [
            ["0001_initial.sql", "0003_more.sql"], ["0001_initial.sql", "0001_twin.sql"], ["1_initial.sql"], ["0002_initial.sql"],
        ])
    func plantedMigration(names: [String]) {
        #expect(FileRules.badMigrations(in: "Migrations", names).count == 1)
    }

    @Test("a planted broken link is found, with its line")
    func plantedLink() {
        let page = "[there](a.md#part) [web](https://example.org) [here](#top)\n```\n[code](no.md)\n```\n`[code](no.md)` [gone](no.md)"
        #expect(FileRules.brokenLinks(in: "docs/page.md", page) { $0 == "docs/a.md" }.map(\.line) == [5])
        #expect(FileRules.brokenLinks(in: "page.md", page) { _ in true } == [])
    }

    @Test("a planted path that leads nowhere is found, from the project's folder and from Sources")
    func plantedPath() {
        let page = "`Sources/A/B.swift` `JobUWorker/Gone.swift` `Tests/Gone` `Driver/XDriver` `JobUWorker`\n`JobUWorker/A.swift`"
        let known: Set = ["Sources/A/B.swift", "Sources/JobUWorker/A.swift"]
        #expect(
            FileRules.brokenPaths(in: "page.md", page, exists: known.contains).map(\.description) == [
                "page.md:1: there is no 'JobUWorker/Gone.swift'", "page.md:1: there is no 'Tests/Gone'",
            ])
    }

    @Test("no file of the tree is too long")
    func realLength() {
        #expect(SourceTree.swift.flatMap { FileRules.tooLong($0.path, $0.text) } == [])
    }

    @Test("every listed long file exists and is long")
    func listIsCurrent() {
        let long = SourceTree.swift.filter { !FileRules.tooLong($0.path, $0.text, allowed: [:]).isEmpty }.map(\.path)
        #expect(Set(FileRules.longFiles.keys).subtracting(long) == [])
    }

    @Test("no file names a path of one machine")
    func realMachinePaths() {
        #expect(SourceTree.all.flatMap { FileRules.machinePaths($0.path, $0.text) } == [])
    }

    @Test("the migrations of every engine are numbered without gaps")
    func realMigrations() {
        let files = SourceTree.all.map { $0.path.split(separator: "/").map(String.init) }
            // What runs migrations has a folder of that name as well.
            .filter { $0.count == 4 && $0[0] == "Sources" && $0[1] != "JobUDatabase" && $0[2] == "Migrations" }
        let folders = Dictionary(grouping: files) { $0.dropLast().joined(separator: "/") }
        #expect(!folders.isEmpty)
        #expect(folders.flatMap { folder, paths in FileRules.badMigrations(in: folder, paths.map { $0[3] }) } == [])
    }

    @Test("every relative link of the papers leads to a file")
    func realLinks() {
        let pages = SourceTree.all.filter { $0.path.hasSuffix(".md") && !SourceTree.isTemplate($0.path) }
        #expect(!pages.isEmpty)
        #expect(pages.flatMap { FileRules.brokenLinks(in: $0.path, $0.text, exists: SourceTree.exists) } == [])
    }

    @Test("every path that the page on the architecture names exists")
    func realPaths() {
        let pages = SourceTree.all.filter { $0.path.hasPrefix("docs/architecture.") }
        #expect(pages.count == 2)
        for page in pages {
            #expect(!FileRules.brokenPaths(in: page.path, page.text) { _ in false }.isEmpty)
            #expect(FileRules.brokenPaths(in: page.path, page.text, exists: SourceTree.exists) == [])
        }
    }
}
