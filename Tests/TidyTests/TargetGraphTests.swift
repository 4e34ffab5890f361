import Foundation
import Testing

@Suite("Targets and their arrows")
struct TargetGraphTests {
    private static let small = TargetGraph(targets: [
        .init(name: "Low", folder: "Sources/Low", products: ["Logging"]),
        .init(name: "High", folder: "Sources/High", targets: ["Low"], products: ["Hummingbird"]),
        .init(name: "HighTests", kind: .test, folder: "Tests/HighTests", targets: ["High", "Probe"]),
        .init(name: "Probe", kind: .executable, folder: "Tests/Probe"),
    ])
    private static let layers = LayerTable("page.md", "| layer | target |\n|---|---|\n| 1 | `High` | … |\n| 0 | `Low` | … |\n")

    // MARK: - Layers

    @Test("an arrow to a neighbour, upwards or to a test's target is found", arguments: ["High", "Neighbour", "Probe"])
    func plantedArrow(name: String) {
        var graph = Self.small
        graph.targets[1].targets.insert(name)
        graph.targets.append(.init(name: "Neighbour", folder: "Sources/Neighbour"))
        let layers = LayerTable("page.md", "| 1 | `High` | |\n| 1 | `Neighbour` | |\n| 0 | `Low` | |")
        #expect(graph.upwardArrows(layers).map(\.description) == ["High: the arrow to \(name) does not point down"])
        #expect(Self.small.upwardArrows(Self.layers) == [])
    }

    @Test("a target without a row, a row without a target and a second row are found")
    func plantedRow() {
        let layers = LayerTable("page.md", "| 0 | `Low` | … |\n| 0 | `Gone` | … |\n| 2 | `Low` | … |")
        #expect(
            Self.small.differences(from: layers).map(\.description) == [
                "page.md: the target 'High' has no row in the table of layers", "page.md:2: 'Gone' is no target of Package.swift",
            ])
        #expect(layers.twins.map(\.line) == [3])
        #expect(Self.small.differences(from: Self.layers) == [])
        #expect(Self.layers.twins == [])
    }

    // MARK: - Imports

    @Test(
        "an import that is no arrow of the file's target is found",
        arguments: [
            ("Sources/Low/A.swift", "import High"), ("Sources/Low/A.swift", "package import Metrics"),
            ("Sources/High/A.swift", "@testable import Probe"), ("Sources/High/A.swift", "import struct Logging.Logger"),
            ("Sources/High/A.swift", "import Testing"), ("Sources/New/A.swift", "import Foundation"),
        ])
    func plantedImport(path: String, line: String) {
        #expect(Self.small.importsWithoutArrow(SwiftImport.all(in: path, SwiftText("let a = 1\n" + line))).count == 1)
    }

    @Test(
        "an arrow's import, a module that comes with a product, the toolchain and a comment are left alone",
        arguments: [
            ("Sources/High/A.swift", "package import Low\nimport Foundation\nimport HTTPTypes"),
            ("Sources/Low/A.swift", "// import High"), ("Tests/HighTests/A.swift", "@testable import High\nimport Testing"),
        ])
    func innocentImport(path: String, text: String) {
        #expect(Self.small.importsWithoutArrow(SwiftImport.all(in: path, SwiftText(text))) == [])
    }

    @Test("a walled dependency is found outside its target, but not there or in tests")
    func plantedWall() {
        let imports = ["Sources/Low/A.swift", "Sources/High/A.swift", "Tests/HighTests/A.swift"].map {
            SwiftImport(path: $0, line: 1, module: "Yams")
        }
        #expect(Self.small.importsThroughWalls(imports, walls: ["Yams": "High"]).map(\.path) == ["Sources/Low/A.swift"])
    }

    @Test("an arrow that no file uses is found; one to a program is not")
    func plantedUnused() {
        let imports = [("Low", "Foundation"), ("High", "Low"), ("High", "HummingbirdCore")].map { target, module in
            SwiftImport(path: "Sources/\(target)/A.swift", line: 1, module: module)
        }
        let tests = SwiftImport(path: "Tests/HighTests/A.swift", line: 1, module: "Testing")
        #expect(
            Self.small.unusedArrows(imports + [tests]).map(\.description) == [
                "Low: no file uses the arrow to Logging", "HighTests: no file uses the arrow to High",
            ])
    }

    // MARK: - The project

    @Test("a dump of a manifest is read")
    func dump() throws {
        let text = """
            {"targets": [
                {"name": "A", "type": "regular", "dependencies": [
                    {"byName": ["B", null]}, {"product": ["Logging", "swift-log", null, null]}]},
                {"name": "B", "type": "executable", "path": "Tests/B", "dependencies": [{"target": ["A", null]}]}]}
            """
        let graph = try Manifest.graph(dump: Data(text.utf8))
        #expect(graph.targets.map(\.folder) == ["Sources/A", "Tests/B"])
        #expect(graph.targets.map(\.targets) == [["B"], ["A"]])
        #expect(graph.targets.map(\.products) == [["Logging"], []])
        #expect(throws: (any Error).self) { try Manifest.graph(of: "/nowhere") }
    }

    @Test("the targets of Package.swift are those of the page, and every arrow points down")
    func realLayers() throws {
        let graph = try Manifest.graph(of: SourceTree.root)
        let tables = ["docs/architecture.md", "docs/architecture.ko.md"].map { path in
            LayerTable(path, SourceTree.all.first { $0.path == path }?.text ?? "")
        }
        #expect(graph.shipped.count > 20)
        for table in tables {
            #expect(graph.differences(from: table) + graph.upwardArrows(table) + table.twins == [])
        }
    }

    @Test("every file imports along the arrows, every arrow is used, and walled dependencies stay behind their walls")
    func realImports() throws {
        let graph = try Manifest.graph(of: SourceTree.root)
        let benchmarks = SourceTree.all.filter { $0.path.hasPrefix("Benchmarks/") }
        let imports = (SourceTree.swift + benchmarks).flatMap { file in
            file.swift.map { SwiftImport.all(in: file.path, $0) } ?? []
        }
        #expect(imports.count > 500)
        #expect(graph.importsWithoutArrow(imports) == [])
        #expect(graph.importsThroughWalls(imports) == [])
        #expect(graph.unusedArrows(imports) == [])
        #expect(Set(TargetGraph.walls.values).subtracting(graph.shipped.map(\.name)) == [])
    }
}
