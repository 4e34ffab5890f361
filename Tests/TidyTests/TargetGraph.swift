/// A target of the house: what it may import.
struct Room: Sendable {
    var name: String
    /// Arrows point to a lower layer only, so that no neighbour imports a neighbour.
    var layer: Int
    var ours: Set<String> = []
    var outside: Set<String> = []

    /// What the toolchain brings, for every target.
    static let toolchain: Set = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin", "Musl"]

    static let all: [Room] = [
        Room(name: "JobUCron", layer: 0),
        Room(name: "JobUDatabase", layer: 0, outside: ["Logging", "Metrics", "Instrumentation", "Tracing", "Crypto"]),
        Room(name: "JobUConfiguration", layer: 0, outside: ["Yams"]),
        Room(name: "JobUMetrics", layer: 0, outside: ["CoreMetrics"]),
        Room(name: "JobUHTTP", layer: 0, outside: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"]),
        Room(name: "JobUTemplates", layer: 0),
        Room(name: "JobUModel", layer: 1, ours: ["JobUCron"]),
        Room(
            name: "JobUStore", layer: 2, ours: ["JobUConfiguration", "JobUCron", "JobUDatabase", "JobUModel"],
            outside: ["Logging", "Metrics"]),
        Room(name: "JobUHandler", layer: 2, ours: ["JobUDatabase", "JobUModel"], outside: ["Logging"]),
        Room(name: "JobUIsolation", layer: 2, ours: ["JobUModel"], outside: ["CJobUIsolation", "Logging"]),
        Room(
            name: "JobUDispatcher", layer: 3, ours: ["JobUCron", "JobUModel", "JobUStore"],
            outside: services.union(["Metrics", "Tracing"])),
        Room(
            name: "JobUWorker", layer: 3, ours: ["JobUDatabase", "JobUModel", "JobUStore", "JobUHandler", "JobUIsolation"],
            outside: services.union(["Metrics", "Tracing"])),
        Room(
            name: "JobUBuiltins", layer: 3, ours: ["JobUDatabase", "JobUHandler", "JobUHTTP", "JobUModel"],
            outside: ["Logging", "Subprocess", "System", "SystemPackage"]),
        Room(name: "JobUMaintenance", layer: 3, ours: ["JobUDatabase", "JobUModel", "JobUStore"], outside: services.union(["Metrics"])),
        Room(
            name: "JobUAlerts", layer: 3, ours: ["JobUDatabase", "JobUHTTP", "JobUModel", "JobUStore"],
            outside: services.union(["Crypto", "Metrics", "Tracing"])),
        Room(
            name: "JobUAdmin", layer: 3, ours: ["JobUCron", "JobUDatabase", "JobUHTTP", "JobUModel", "JobUStore"],
            outside: services.union([
                "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "NIOCore", "NIOHTTPTypes", "NIOSSL", "Mustache", "Crypto",
                "CryptoExtras",
            ])),
        Room(name: "JobUSQLite", layer: 3, ours: engine, outside: ["CJobUSQLite", "GRDB", "GRDBSQLite"]),
        Room(name: "JobUPostgres", layer: 3, ours: engine, outside: ["CJobULibPQ"]),
        Room(name: "JobUMySQL", layer: 3, ours: engine, outside: ["CJobULibMariaDB"]),
        Room(name: "JobUConformance", layer: 3, ours: ["JobUDatabase", "JobUModel", "JobUStore"]),
        Room(name: "JobUComposition", layer: 4, ours: belowComposition, outside: services.union(["UnixSignals", "Metrics"])),
        Room(
            name: "JobUCommands", layer: 5,
            ours: [
                "JobUComposition", "JobUConfiguration", "JobUCron", "JobUDatabase", "JobUMetrics", "JobUModel", "JobUStore", "JobUHandler",
                "JobUAdmin", "JobUAlerts", "JobUTemplates",
            ],
            outside: ["ArgumentParser", "CoreMetrics", "Logging"]),
        Room(
            name: "JobUTesting", layer: 5,
            ours: [
                "JobUComposition", "JobUConfiguration", "JobUDatabase", "JobUDispatcher", "JobUHandler", "JobUModel", "JobUSQLite",
                "JobUStore",
                "JobUWorker",
            ],
            outside: ["Logging"]),
        Room(
            name: "JobUContracts", layer: 6,
            ours: [
                "JobUBuiltins", "JobUConformance", "JobUHandler", "JobUDatabase", "JobUModel", "JobUStore", "JobUTesting", "JobUSQLite",
                "JobUPostgres", "JobUMySQL",
            ],
            outside: ["Logging", "Testing"]),
        Room(
            name: "JobU", layer: 6, ours: ["JobUCommands", "JobUComposition", "JobUDatabase", "JobUHandler", "JobUModel", "JobUStore"],
            outside: ["Logging"]),
        Room(name: "JobUTool", layer: 6, ours: ["JobUCommands", "JobUMySQL", "JobUPostgres"]),
    ]

    private static let services: Set = ["ServiceLifecycle", "Logging"]
    private static let belowComposition: Set = [
        "JobUAdmin", "JobUAlerts", "JobUBuiltins", "JobUConfiguration", "JobUConformance", "JobUCron", "JobUDatabase", "JobUDispatcher",
        "JobUHTTP", "JobUHandler", "JobUIsolation", "JobUMaintenance", "JobUModel", "JobUSQLite", "JobUStore", "JobUWorker",
    ]
    private static let engine: Set = ["JobUConfiguration", "JobUDatabase", "JobUModel", "JobUStore"]

    /// The imports of a file of a target that its room does not list.
    static func forbiddenImports(in path: String, _ text: SwiftText, rooms: [Room] = all) -> [Fault] {
        let folders = path.split(separator: "/").map(String.init)
        guard folders.first == "Sources", folders.count > 2 else { return [] }
        guard let room = rooms.first(where: { $0.name == folders[1] }) else {
            return [Fault(path: path, problem: "the target '\(folders[1])' has no room in TidyTests/Room.swift")]
        }
        return text.code.enumerated().compactMap { line, code in
            guard let module = importedModule(code) else { return nil }
            guard !room.ours.contains(module), !room.outside.contains(module), !toolchain.contains(module) else { return nil }
            return Fault(path: path, line: line + 1, problem: "\(room.name) may not import \(module)")
        }
    }

    /// Rooms that would import a room of their own layer or above, or one that does not exist.
    static func upwardArrows(in rooms: [Room]) -> [Fault] {
        rooms.flatMap { room in
            room.ours.sorted().compactMap { name in
                guard let other = rooms.first(where: { $0.name == name }), other.layer < room.layer else {
                    return Fault(path: room.name, problem: "the arrow to \(name) does not point down")
                }
                return nil
            }
        }
    }

    private static func importedModule(_ code: String) -> String? {
        var words = code.split { $0 == " " || $0 == "." }.map(String.init)
        while let first = words.first, first.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(first) {
            words.removeFirst()
        }
        guard words.first == "import", words.count > 1 else { return nil }
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return words.dropFirst().first { !kinds.contains($0) }
    }
}
