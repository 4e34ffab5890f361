import JobUAdmin
import JobUDatabase
import JobUWorker
import Testing

@testable import JobUComposition

@Suite("Variables in values")
struct VariableExpansionTests {
    private static let environment = ["NAME": "jobu", "EMPTY": "", "_X9": "x", "TEXT": "a: [1]\n# b"]

    @Test(
        "are put in",
        arguments: [
            ("plain", "plain"), ("", ""), ("${NAME}", "jobu"), ("a-${NAME}-${_X9}", "a-jobu-x"),
            ("${EMPTY}", ""), ("${EMPTY:-d}", "d"), ("${GONE:-d}", "d"), ("${GONE:-}", ""), ("${GONE:-a:-b}", "a:-b"),
            ("${NAME:-d}", "jobu"), ("$$", "$"), ("$${NAME}", "${NAME}"), ("$$$$NAME", "$$NAME"),
            ("${TEXT}", "a: [1]\n# b"),
        ])
    func putIn(text: String, expected: String) throws {
        let place = Place(file: "f")
        #expect(try VariableExpansion.expand(text, environment: Self.environment, at: place) == expected)
    }

    @Test(
        "are refused where they are not whole",
        arguments: [
            ("$NAME", "a lone '$'"), ("a$", "a lone '$'"), ("${NAME", "'${' is not closed"), ("${}", "must hold NAME"),
            ("${9}", "must hold NAME"), ("${A B}", "must hold NAME"), ("${NAME-d}", "must hold NAME"),
            ("${NAME:?}", "must hold NAME"), ("${NÄME}", "must hold NAME"), ("${GONE}", "variable GONE is not set"),
            ("${A:-${NAME}}", "the default of ${A} must not contain a dollar sign"),
        ])
    func refused(text: String, words: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try VariableExpansion.expand(text, environment: Self.environment, at: Place(file: "f"))
        }
        #expect(error.problem.contains(words))
    }

    @Test("work as numbers and truths, quoted or not")
    func typed() throws {
        let directory = try ConfigurationDirectory([
            "admin.yaml": "admin: {port: \"${PORT}\", debug: '${DEBUG:-false}'}\n",
            "worker.yaml": "worker:\n  pool_size: ${SIZE:-4}\n  lease_seconds: ${LEASE}\n",
        ])
        let settings = try directory.load(environment: ["PORT": "8181", "LEASE": "12.5"])
        #expect(settings.admin.configuration.port == 8181)
        #expect(settings.worker.configuration.capacity == 4)
        #expect(settings.worker.configuration.leaseDuration == .milliseconds(12_500))
    }

    @Test("never become structure, null or a key")
    func noStructure() throws {
        let directory = try ConfigurationDirectory([
            "admin.yaml": "admin:\n  host: ${HOST}\n  allowed_hosts: [\"${LIST}\"]\n"
        ])
        let admin = try directory.load(environment: ["HOST": "null", "LIST": "a, b"]).admin
        #expect(admin.configuration.host == "null")
        #expect(admin.configuration.allowedHosts == ["a, b"])
        let key = try ConfigurationDirectory(["admin.yaml": "${NAME}: {}\n"])
        #expect(
            key.message(environment: ["NAME": "admin"]) == "config/admin.yaml:1:1: ${NAME}: unknown key; allowed: admin"
        )
    }

    @Test("leave an optional value out where they are empty, and are refused elsewhere")
    func empty() throws {
        let optional = try ConfigurationDirectory([
            "database.yaml": "databases: {a: {type: mysql, password: \"${PW:-}\"}}\n"
        ])
        #expect(try optional.load().databases["a"]?.location == .server(ServerConfiguration(port: 3306)))
        let needed = try ConfigurationDirectory(["admin.yaml": "admin: {port: \"${PORT:-}\"}\n"])
        #expect(
            needed.message() == "config/admin.yaml:1:15: admin.port: expected a whole number, found '${PORT:-}'")
    }
}
