import Subprocess
import Foundation
import JobUTesting
import Testing

/// Who may read what a process creates.
@Suite("Rights of files", .timeLimit(.minutes(1)))
struct FileRightsTests {
    private static func rights(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("the store's files are created for their owner alone, whatever the umask, and so is their folder")
    func store() async throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.file("config"), withIntermediateDirectories: true)
        try "admin:\n  port: 0\n".write(toFile: folder.file("config/admin.yaml"), atomically: true, encoding: .utf8)
        let before = umask(0)
        defer { umask(before) }
        let status = try await RunningTool.with(["run"], in: folder.path) { tool in
            _ = try await tool.line(containing: "is ready")
            #expect(try Self.rights(folder.file("data")) == 0o700)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("data"))
            #expect(files.contains("jobu.db") && files.contains("jobu.db-wal"))
            for file in files { #expect(try Self.rights(folder.file("data/" + file)) == 0o600, "\(file)") }
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("a file that exists keeps its rights")
    func kept() async throws {
        let place = try await Workplace()
        try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: place.folder.file("data/jobu.db"))
        #expect(try await place.jobu("migrate").status == .exited(0))
        #expect(try Self.rights(place.folder.file("data/jobu.db")) == 0o660)
    }
}
