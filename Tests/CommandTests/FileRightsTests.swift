import Foundation
import JobUTesting
import Subprocess
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

    @Test("the configuration files of a new project are for their owner alone, and its sources are not")
    func project() async throws {
        let folder = try TemporaryDirectory()
        let usual = ["sh", "-c", #"umask 022; exec "$@""#, "sh"]
        let made = try await Tool.run(["init", "p", "--template", "example"], in: folder.path, under: usual)
        #expect(made.status == .exited(0), "\(made.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("p/config"))
        #expect(files.contains("database.yaml") && files.contains("worker.yaml"))
        for file in files { #expect(try Self.rights(folder.file("p/config/" + file)) == 0o600, "\(file)") }
        #expect(try Self.rights(folder.file("p/Package.swift")) == 0o644)
    }

    @Test("the doctor names files that every account of the machine can read or write, and what to do")
    func doctor() async throws {
        let place = try await Workplace(files: [
            "alerts.yaml": "alerts:\n  webhooks:\n    ops: {url: \"https://hook.example/x\", secret_file: key}\n",
            "log.yaml": "log:\n  level: info\n", "worker.yaml": "worker: {}\n",
        ])
        try "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".write(toFile: place.folder.file("key"), atomically: true, encoding: .utf8)
        func set(_ rights: Int, _ path: String) throws {
            try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: place.folder.file(path))
        }
        // A group is its makers' business.
        for path in ["key", "config/log.yaml", "data/jobu.db"] { try set(0o660, path) }
        let healthy = try await place.jobu("doctor")
        #expect(healthy.status == .exited(0) && healthy.output.contains("ok   files: "), "\(healthy.output)")
        try set(0o644, "config/log.yaml")
        let warned = try await place.jobu("doctor")
        #expect(warned.status == .exited(0), "\(warned.output)")
        #expect(warned.output.contains("warn files: every account of this machine can read configuration"))
        #expect(warned.output.contains(": chmod 600 config/log.yaml\n"))
        // The address of a webhook is a secret too.
        for path in ["key", "config/alerts.yaml", "data/jobu.db"] { try set(0o644, path) }
        try set(0o646, "config/worker.yaml")
        let sick = try await place.jobu("doctor")
        #expect(sick.status == .exited(1))
        let secrets = try #require(sick.output.split(separator: "\n").first { $0.contains("can read secrets or data") })
        #expect(secrets.hasPrefix("FAIL files: "))
        for path in ["key", "config/alerts.yaml", "data/jobu.db"] { #expect(secrets.contains(" \(path)"), "\(path)") }
        #expect(
            sick.output.contains(
                "FAIL files: every account of this machine can change what JobU does or has done: chmod 600 config/worker.yaml"))
    }

    @Test("a file that exists keeps its rights")
    func kept() async throws {
        let place = try await Workplace()
        try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: place.folder.file("data/jobu.db"))
        #expect(try await place.jobu("migrate").status == .exited(0))
        #expect(try Self.rights(place.folder.file("data/jobu.db")) == 0o660)
    }
}
