import Testing

@Suite("Imports between targets")
struct RoomTests {
    @Test(
        "a planted import is found",
        arguments: [
            ("Sources/JobUDispatcher/A.swift", "import JobUWorker"), ("Sources/JobUModel/A.swift", "package import JobUStore"),
            ("Sources/JobUStore/A.swift", "@testable import JobUSQLite"), ("Sources/JobU/A.swift", "import JobUTesting"),
            ("Sources/JobUTesting/A.swift", "import Testing"), ("Sources/JobUAdmin/Pages/A.swift", "import struct JobUSQLite.SQLiteDriver"),
            ("Sources/JobUCron/A.swift", "public import Logging"), ("Sources/JobUNew/A.swift", "let a = 1"),
        ])
    func plantedImport(path: String, line: String) {
        #expect(Room.forbiddenImports(in: path, SwiftText(line)).count == 1)
    }

    @Test("a listed import, a test's import and a comment are left alone")
    func innocent() {
        #expect(Room.forbiddenImports(in: "Sources/JobUStore/A.swift", SwiftText("package import JobUModel\nimport Foundation")) == [])
        #expect(Room.forbiddenImports(in: "Sources/JobUModel/A.swift", SwiftText("// import JobUStore")) == [])
        #expect(Room.forbiddenImports(in: "Tests/CommandTests/A.swift", SwiftText("import JobUTesting")) == [])
    }

    @Test("a planted arrow to a neighbour, upwards or into nothing is found")
    func plantedArrow() {
        let low = Room(name: "Low", layer: 1, ours: ["High"])
        let high = Room(name: "High", layer: 2, ours: ["Neighbour", "Nobody"])
        let neighbour = Room(name: "Neighbour", layer: 2, ours: ["Low"])
        #expect(Room.upwardArrows(in: [low, high, neighbour]).map(\.path) == ["Low", "High", "High"])
    }

    @Test("every arrow of the table points down")
    func table() {
        #expect(Room.upwardArrows(in: Room.all) == [])
    }

    @Test("no file of the tree imports what its room does not list")
    func realTree() {
        let faults = SourceTree.swift.flatMap { file in
            file.swift.map { Room.forbiddenImports(in: file.path, $0) } ?? []
        }
        #expect(faults == [])
    }
}
