import Foundation

/// Package.swift as SwiftPM reads it.
///
/// The manifest is a program: only SwiftPM knows what its helper functions and constants amount to. Dumping it takes a second, and neither
/// network nor the lock of a build.
enum Manifest {
    struct DumpError: Error, CustomStringConvertible {
        var description: String
    }

    /// Reads the manifest in a folder.
    static func graph(of folder: String) throws -> TargetGraph {
        // Dumping writes nothing there; the build's own folder may be locked.
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("jobu-manifest").path
        return try graph(dump: output(["swift", "package", "--package-path", folder, "--scratch-path", scratch, "dump-package"]))
    }

    /// Reads what `swift package dump-package` prints.
    static func graph(dump: Data) throws -> TargetGraph {
        let package = try JSONDecoder().decode(Dump.self, from: dump)
        return TargetGraph(
            targets: package.targets.map { target in
                let folder = target.path ?? (target.type == .test ? "Tests/" : "Sources/") + target.name
                return TargetGraph.Target(
                    name: target.name, kind: target.type, folder: folder,
                    targets: Set(target.dependencies.compactMap { ($0.byName ?? $0.target)?.name }),
                    products: Set(target.dependencies.compactMap { $0.product?.name }))
            })
    }

    private static func output(_ command: [String]) throws -> Data {
        let process = Process()
        let output = Pipe()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The dump is longer than a pipe holds; what goes wrong is a few lines.
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let problem = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw DumpError(description: String(decoding: problem, as: UTF8.self)) }
        return text
    }

    private struct Dump: Decodable {
        var targets: [Target]

        struct Target: Decodable {
            var name: String
            var type: TargetGraph.Kind
            var path: String?
            var dependencies: [Dependency]
        }

        struct Dependency: Decodable {
            var byName: Name?
            var target: Name?
            var product: Name?
        }

        /// The first of the values that describe a dependency.
        struct Name: Decodable {
            var name: String

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                name = try values.decode(String.self)
            }
        }
    }
}
