import Foundation
import JobUDatabase
import Testing

@testable import JobUComposition

@Suite("Secrets")
struct SecretTests {
    private static let word = "hunter2-geheim"

    private func settings() throws -> JobUSettings {
        try ConfigurationDirectory(["database.yaml": "databases: {a: {type: postgres, password: \(Self.word)}}"]).load()
    }

    @Test("print as stars, however they are printed")
    func printed() throws {
        let settings = try settings()
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [
            "\(settings)", String(reflecting: settings), dumped,
            "\(Mirror(reflecting: Secret(Self.word)).children.map { $0 })",
        ] {
            #expect(!text.contains(Self.word))
        }
        #expect("\(settings)".contains("***"))
        #expect(String(data: try JSONEncoder().encode([Secret(Self.word)]), encoding: .utf8) == "[\"***\"]")
    }

    @Test("are there for the driver")
    func revealed() throws {
        guard case .server(let server) = try #require(try settings().databases["a"]).location else {
            Issue.record("not a PostgreSQL database")
            return
        }
        #expect(server.password?.reveal() == Self.word)
    }

    @Test("come from a file, without its last line end", arguments: [word, word + "\n", word + "\r\n"])
    func fromFile(text: String) throws {
        let secrets = try ConfigurationDirectory(["password": text])
        let directory = try ConfigurationDirectory([
            "database.yaml": "databases: {a: {type: mysql, password_file: \"${FILE}\"}}"
        ])
        var server = ServerConfiguration(port: 3306)
        server.password = Secret(Self.word)
        let loaded = try directory.load(environment: ["FILE": secrets.path + "/password"])
        #expect(loaded.databases["a"]?.location == .server(server))
    }

    @Test("of a file that is empty are refused")
    func emptyFile() throws {
        let secrets = try ConfigurationDirectory(["password": "\n"])
        let directory = try ConfigurationDirectory([
            "database.yaml": "databases: {a: {type: mysql, password_file: \"${FILE}\"}}"
        ])
        #expect(
            directory.message(environment: ["FILE": secrets.path + "/password"])
                == "config/database.yaml:1:45: databases.a.password_file: names a file that is empty, found '${FILE}'")
    }

    @Test(
        "stay out of every message",
        arguments: [
            "databases: {a: {type: mysql, password: [\(word)]}}",
            "databases: {a: {type: mysql, password: {\(word): 1}}}",
            "databases: {a: {type: mysql, password: \(word)$}}",
            "databases: {a: {type: mysql, password: \"\(word)${\"}}",
            "databases: {a: {type: mysql, password: \"${\(word)}\"}}",
            "databases: {a: {type: mysql, password: \"${GONE}\(word)\"}}",
            "databases: {a: {type: mysql, password: \(word), password_file: x}}",
            "databases: {a: {type: mysql, passwort: \(word)}}",
            "databases: {a: {type: mysql, password: !x \(word)}}",
            "databases: {a: {type: mysql, password: &x \(word)}}",
            "databases: {a: {type: mysql, password: '\(word)}}",
            "databases: {a: {type: mysql, password: \(word)",
            "databases: {a: {type: mysql, password: \(word)}, \u{1}}",
            "databases: {a: {type: mysql, port: \"${PW}\"}}",
            "databases: {a: {type: \"${PW}\"}}",
            "databases: {a: {type: sqlite, options: {journal_mode: \"${PW}\"}}}",
            "databases: {a: {type: mysql, password_file: \"/${PW}\"}}",
        ])
    func messages(text: String) throws {
        let directory = try ConfigurationDirectory(["database.yaml": text])
        let message = try #require(directory.message(environment: ["PW": Self.word]))
        #expect(!message.contains(Self.word))
    }

    @Test("in a variable that a role names by mistake stay out of the message")
    func variableElsewhere() throws {
        let directory = try ConfigurationDirectory(["worker.yaml": "worker: {database: \"${PW}\", queues: [x]}"])
        let message = try #require(directory.message(environment: ["PW": Self.word]))
        #expect(message.hasSuffix("must name a database of database.yaml (jobu), found '${PW}'"))
    }
}
