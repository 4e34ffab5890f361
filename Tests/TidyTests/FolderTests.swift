import Testing

@Suite("Folders")
struct FolderTests {
    // MARK: - Nouns

    @Test("a planted folder that is no noun is found, and a listed one that is gone")
    func plantedFolder() {
        let paths = [
            "Sources/JobUStore/Crons/A.swift", "Sources/JobUStore/Helpers/A.swift", "Sources/JobUStore/A.swift",
            "Sources/JobUWorker/Helpers/A.swift", "Tests/JobUStore/Helpers/A.swift",
        ]
        #expect(
            NounFolders.faults(in: paths, others: ["JobUStore": ["Lists": "pages"]]).map(\.description) == [
                "Sources/JobUStore/Helpers: no noun of the list, and no listed folder",
                "Sources/JobUStore/Lists: is listed, but is not there",
            ])
        #expect(NounFolders.faults(in: paths, others: ["JobUStore": ["Helpers": "a reason"]]) == [])
    }

    @Test("every folder of the large targets is a noun or listed")
    func realFolders() {
        let paths = SourceTree.all.map(\.path)
        #expect(paths.count > 500)
        #expect(NounFolders.faults(in: paths) == [])
    }

    // MARK: - Engines

    private static let two = ["SQLite": "Sources/JobUSQLite/", "MySQL": "Sources/JobUMySQL/"]

    @Test("a planted file of one engine is found, also under a name that only looks alike")
    func plantedFile() {
        let paths = ["Sources/JobUSQLite/Driver/SQLiteDriver.swift", "Sources/JobUMySQL/Driver/MySQLDrive.swift"]
        #expect(
            EngineShape.faults(in: paths, engines: Self.two, reasons: [:]).map(\.path) == ["Driver/XDrive.swift", "Driver/XDriver.swift"])
        #expect(
            EngineShape.faults(
                in: [paths[0], "Sources/JobUMySQL/Driver/MySQLDriver.swift"], engines: Self.two, reasons: [:]) == [])
    }

    @Test("a listed file is left alone in the engines of its reason, and found in others or when it is gone")
    func listedFile() {
        let path = "Sources/JobUSQLite/SQLiteFile.swift"
        func paths(_ engine: String) -> [String] {
            EngineShape.faults(in: [path], engines: Self.two, reasons: ["XFile.swift": .init([engine], "it is a file")]).map(\.path)
        }
        #expect(paths("SQLite") == [])
        #expect(paths("MySQL") == ["XFile.swift"])
        #expect(
            EngineShape.faults(in: [], engines: Self.two, reasons: ["XFile.swift": .init(["SQLite"], "it is a file")]).map(\.description)
                == ["XFile.swift: is listed, but no engine has it"])
    }

    @Test("the engines have the same files, but for those with a reason")
    func realEngines() {
        let paths = SourceTree.all.map(\.path)
        for folder in EngineShape.engines.values {
            #expect(paths.count { $0.hasPrefix(folder) } > 10)
        }
        #expect(EngineShape.faults(in: paths) == [])
    }
}
