import Foundation
import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUPostgres
import JobUTesting
import TestSupport
import Subprocess
import Testing

/// Follows a page in a folder of its own, with real processes.
struct GuideWalk: Sendable {
    private let place: Workplace
    private let environment: [String: String]
    /// A file that holds the folder the last script went to.
    private let whereabouts: String

    /// - Parameter engine: what keeps the store; the shell finds its server by the engine's own variables.
    init(on engine: StoreEngine) async throws {
        place = try await Workplace(on: engine)
        environment = try Self.environment(of: place, on: engine)
        whereabouts = place.folder.file("whereabouts")
        try place.path.write(toFile: whereabouts, atomically: true, encoding: .utf8)
    }

    private var folder: String {
        get throws { try String(contentsOfFile: whereabouts, encoding: .utf8) }
    }

    /// - Parameter address: where the pages are served by now, in place of the documented one.
    func follow(_ steps: ArraySlice<GuideStep>, address: String? = nil) async throws {
        guard let step = steps.first else { return }
        switch step {
        case .script(let text):
            try await run(address.map { text.replacing("http://127.0.0.1:8080", with: $0) } ?? text)
            try await follow(steps.dropFirst(), address: address)
        case .start(let words):
            let status = try await RunningTool.with(words, in: try folder) { tool in
                let line = try await tool.line(containing: Self.sign(of: words))
                let served = line.firstMatch(of: #/http://127\.0\.0\.1:\d+/#).map { String($0.0) }
                try await follow(steps.dropFirst(), address: served ?? address)
                try tool.send(.terminate)
            }
            #expect(status == .exited(0), "jobu \(words.joined(separator: " "))")
        }
    }

    /// What a role writes when it has begun.
    static func sign(of words: [String]) -> String {
        let roles = words.dropFirst()
        return roles.isEmpty || roles.contains("admin") ? "is ready" : roles.contains("worker") ? "registered" : "started"
    }

    private func run(_ text: String) async throws {
        let tools = URL(fileURLWithPath: Tool.path).deletingLastPathComponent().path
        let settings = environment.map { "export \($0)='\($1)'\n" }.joined()
        let line = """
            set -euo pipefail
            cd '\(try folder)'
            export PATH='\(tools)':$PATH
            \(settings)\(text)
            printf %s "$PWD" >'\(whereabouts)'
            """
        let ended = try await Subprocess.run(
            .name("bash"), arguments: ["-c", line], output: .string(limit: 1_000_000), error: .string(limit: 1_000_000))
        #expect(ended.terminationStatus == .exited(0), "\(text): \(ended.standardOutput)\(ended.standardError)")
    }

    /// How the servers' own tools find the store.
    private static func environment(of place: Workplace, on engine: StoreEngine) throws -> [String: String] {
        let database = place.fixture.databaseName ?? ""
        switch engine {
        case .sqlite: return [:]
        case .postgresql:
            guard let server = TestServers.postgres else { return [:] }
            return [
                "PGHOST": server.host, "PGPORT": "\(server.port)", "PGUSER": server.user, "PGPASSWORD": server.password?.reveal() ?? "",
                "PGDATABASE": database,
            ]
        case .mariadb:
            guard let server = TestServers.mysql else { return [:] }
            let file = place.folder.file("backup.cnf")
            try
                "[client]\nprotocol=tcp\nhost=\(server.host)\nport=\(server.port)\nuser=\(server.user)\npassword=\(server.password?.reveal() ?? "")\n"
                .write(toFile: file, atomically: true, encoding: .utf8)
            return ["DATABASE": database]
        }
    }
}
