/// The targets of the package, and the arrows between them.
struct TargetGraph: Sendable {
    struct Target: Sendable {
        var name: String
        var kind = Kind.library
        /// Its folder, seen from the project's.
        var folder: String
        /// The targets of this package it depends on.
        var targets: Set<String> = []
        /// The products of other packages it depends on.
        var products: Set<String> = []
    }

    enum Kind: String, Sendable, Decodable {
        case library = "regular"
        case executable, test, system
    }

    var targets: [Target]

    /// The targets that users get; the others test and measure them.
    var shipped: [Target] { targets.filter { $0.folder.hasPrefix("Sources/") } }

    func target(of path: String) -> Target? {
        targets.first { path.hasPrefix($0.folder + "/") }
    }

    // MARK: - Layers

    /// Arrows of a target that ships to its own layer, to a higher one, or to what has no layer.
    func upwardArrows(_ layers: LayerTable) -> [Fault] {
        shipped.flatMap { target in
            target.targets.sorted().compactMap { name in
                guard let from = layers.layer(of: target.name) else { return nil }
                if let to = layers.layer(of: name), to < from { return nil }
                return Fault(path: target.name, problem: "the arrow to \(name) does not point down")
            }
        }
    }

    /// Targets that ship without a row of the table, and rows that are no such target.
    func differences(from layers: LayerTable) -> [Fault] {
        let names = Set(shipped.map(\.name))
        let missing = names.subtracting(layers.rows.map(\.target)).sorted().map {
            Fault(path: layers.path, problem: "the target '\($0)' has no row in the table of layers")
        }
        return missing
            + layers.rows.filter { !names.contains($0.target) }.map {
                Fault(path: layers.path, line: $0.line, problem: "'\($0.target)' is no target of Package.swift")
            }
    }

    // MARK: - Imports

    /// Modules that come with a product of another name.
    static let modules: [String: Set<String>] = [
        "Hummingbird": ["HummingbirdCore", "HTTPTypes", "NIOHTTPTypes"], "Tracing": ["Instrumentation"],
        "SystemPackage": ["System"],
    ]

    /// Modules of the toolchain, for every target.
    static let toolchain: Set = ["Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization"]

    /// The one target that imports a dependency which is large, or which only one place may use.
    static let walls: [String: String] = [
        "ArgumentParser": "JobUCommands", "AsyncHTTPClient": "JobUHTTP", "GRDB": "JobUSQLite", "Hummingbird": "JobUAdmin",
        "HummingbirdTLS": "JobUAdmin", "Mustache": "JobUAdmin", "Subprocess": "JobUBuiltins", "UnixSignals": "JobUComposition",
        "Yams": "JobUComposition", "CJobUIsolation": "JobUWorker", "CJobULibMariaDB": "JobUMySQL", "CJobULibPQ": "JobUPostgres",
        "CJobUSQLite": "JobUSQLite",
    ]

    /// Imports of what the target does not depend on.
    func importsWithoutArrow(_ imports: [SwiftImport]) -> [Fault] {
        imports.compactMap { item in
            guard let target = target(of: item.path) else {
                return Fault(path: item.path, problem: "no target of Package.swift has this file")
            }
            var allowed = Self.toolchain.union(target.targets).union(reachable(by: target))
            // Tests, and the suites they share, use what comes with the toolchain for them.
            if target.folder.hasPrefix("Tests/") { allowed.insert("Testing") }
            guard !allowed.contains(item.module) else { return nil }
            return Fault(path: item.path, line: item.line, problem: "\(target.name) does not depend on \(item.module)")
        }
    }

    /// Imports of a walled dependency by a target that ships and is not the one behind the wall.
    func importsThroughWalls(_ imports: [SwiftImport], walls: [String: String] = walls) -> [Fault] {
        imports.compactMap { item in
            guard let owner = walls[item.module], let target = target(of: item.path), target.folder.hasPrefix("Sources/"),
                target.name != owner
            else { return nil }
            return Fault(path: item.path, line: item.line, problem: "only \(owner) imports \(item.module)")
        }
    }

    /// Arrows of Swift targets along which no file imports. An arrow to a program only says that it is built first.
    func unusedArrows(_ imports: [SwiftImport]) -> [Fault] {
        let programs = Set(targets.filter { $0.kind == .executable }.map(\.name))
        let used = Dictionary(grouping: imports) { target(of: $0.path)?.name ?? "" }.mapValues { Set($0.map(\.module)) }
        return targets.flatMap { target -> [Fault] in
            guard let used = used[target.name] else { return [] }
            let arrows = target.targets.subtracting(programs).union(target.products)
            return arrows.filter { used.isDisjoint(with: Self.modules[$0, default: []].union([$0])) }.sorted().map {
                Fault(path: target.name, problem: "no file uses the arrow to \($0)")
            }
        }
    }

    private func reachable(by target: Target) -> Set<String> {
        target.products.union(target.products.flatMap { Self.modules[$0, default: []] })
    }
}
