import Foundation
import JobUModel
import JobUStore
import Subprocess
import Testing

/// Users, tokens, TLS and where the pages are served, with real processes over real HTTP.
@Suite("Accounts", .timeLimit(.minutes(3)))
struct AccountCommandTests {
    private static let password = "four unrelated words here"

    @Test("users and tokens come and go on the command line, and the log tells who did it")
    func commands() async throws {
        let place = try await Workplace()
        let refused = try await place.jobu("user", "add", "mina")
        #expect(refused.status == .exited(1) && refused.errors.contains("--password-stdin"))
        let short = try await place.jobu("user", "add", "mina", "--password-stdin", input: "short\n")
        #expect(short.status == .exited(1) && short.errors.contains("password: must have at least 12 characters"))
        let first = try await place.jobu("user", "add", "Mina", "--password-stdin", "--json", input: Self.password + "\n")
        #expect(first.status == .exited(0) && first.output.contains(#""role" : "admin""#))
        #expect(!(first.output + first.errors).contains("unrelated"))
        #expect(try await place.jobu("user", "add", "vera", "--password-stdin", input: Self.password + "\n").status == .exited(0))
        let taken = try await place.jobu("user", "add", "vera", "--password-stdin", input: Self.password + "\n")
        #expect(taken.status == .exited(1) && taken.errors.contains("taken"))
        #expect(try await place.jobu("user", "role", "mina", "viewer").errors.contains("last admin"))
        #expect(try await place.jobu("user", "role", "vera", "operator").status == .exited(0))
        #expect(try await place.jobu("user", "remove", "mina", "--yes").errors.contains("last admin"))
        #expect(try await place.jobu("user", "remove", "nobody", "--yes").errors.contains("there is no user 'nobody'"))
        #expect(try await place.jobu("user", "list").output.contains("vera  operator"))
        #expect(try await place.jobu("user", "remove", "vera", "--yes").status == .exited(0))

        let token = try await place.jobu("token", "create", "deploy", "--role", "operator", "--expires-in", "30")
        #expect(token.status == .exited(0) && token.output.hasPrefix("jobu_") && token.output.utf8.count == 49)
        let list = try await place.jobu("token", "list", "--json").output
        #expect(list.contains("deploy") && !list.contains(token.output.dropLast()))
        #expect(try await place.jobu("token", "create", "x", "--expires-in", "0").status == .exited(64))
        #expect(try await place.jobu("token", "revoke", "deploy").status == .exited(0))
        #expect(try await place.jobu("token", "revoke", "deploy").status == .exited(1))

        let log = try await place.store.auditEntries(AuditFilter(), before: nil, limit: 20).reversed()
        #expect(
            log.map(\.change.action) == ["user.create", "user.create", "user.role", "user.delete", "token.create", "token.revoke"])
        #expect(log.allSatisfy { $0.actorKind == .cli && !$0.actor.isEmpty })
    }

    @Test("an address that others can reach is refused until a user exists")
    func address() async throws {
        let place = try await Workplace(files: ["admin.yaml": "admin: {host: 0.0.0.0, port: 0}\n"])
        let refused = try await place.jobu("run", "admin")
        #expect(refused.status == .exited(78))
        #expect(refused.errors.contains("0.0.0.0") && refused.errors.contains("jobu user add NAME"))
        #expect(try await place.jobu("doctor").output.contains("jobu user add NAME"))
        #expect(try await place.jobu("user", "add", "mina", "--password-stdin", input: Self.password + "\n").status == .exited(0))
        let status = try await place.running("run", "admin") { tool in
            let line = try await tool.line(containing: "is ready")
            let url = try #require(line.split(separator: " ").last.map(String.init)).replacing("0.0.0.0", with: "127.0.0.1")
            #expect(try await Self.get(url + "/health") == "200")
            #expect(try await Self.get(url + "/api/crons") == "401")
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("a user who is added while the service runs closes it at once")
    func closing() async throws {
        let place = try await Workplace()
        let status = try await place.running("run", "admin") { tool in
            let url = try #require(try await tool.line(containing: "is ready").split(separator: " ").last.map(String.init))
            #expect(try await Self.get(url + "/api/crons") == "200")
            #expect(try await place.jobu("user", "add", "mina", "--password-stdin", input: Self.password + "\n").status == .exited(0))
            #expect(try await Self.get(url + "/api/crons") == "401")
            let token = try await place.jobu("token", "create", "t").output.filter { !$0.isNewline }
            #expect(try await Self.get(url + "/api/crons", token: token) == "200")
            #expect(try await place.jobu("token", "revoke", "t").status == .exited(0))
            #expect(try await Self.get(url + "/api/crons", token: token) == "401")
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("with a certificate the pages are served over TLS, and say so to browsers")
    func tls() async throws {
        let place = try await Workplace(files: ["admin.yaml": "admin: {port: 0, tls: {certificate: tls.crt, key: tls.key}}\n"])
        try await Self.makeCertificate(in: place.path, name: "tls")
        let status = try await place.running("run", "admin") { tool in
            let url = try #require(try await tool.line(containing: "is ready").split(separator: " ").last.map(String.init))
            #expect(url.hasPrefix("https://127.0.0.1:"))
            let reply = try await Self.curl(["--cacert", place.path + "/tls.crt", "-si", url + "/health"])
            #expect(reply.contains("200") && reply.lowercased().contains("strict-transport-security: max-age="))
            // With TLS 1.2, suites with forward secrecy only.
            let port = try #require(url.split(separator: ":").last.map(String.init))
            #expect(try await Self.handshake(port, "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256").contains("Cipher is ECDHE"))
            for suite in ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA"] {
                #expect(try await Self.handshake(port, suite).contains("Cipher is (NONE)"), "\(suite)")
            }
            // Nobody's certificate but ours, and nothing in the clear.
            #expect(try await Self.curl(["-si", url + "/health"]).isEmpty)
            #expect(try await !Self.curl(["-si", url.replacing("https", with: "http") + "/health"]).contains("200"))
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test(
        "files that are no certificate, no key, or no pair stop the start with file, line and key",
        arguments: [
            ("{certificate: none.crt, key: tls.key}", "admin.tls.certificate: names a file that does not exist"),
            ("{certificate: tls.key, key: tls.key}", "admin.tls.certificate: "),
            ("{certificate: tls.crt, key: tls.crt}", "admin.tls.key: is no file with a private key"),
            ("{certificate: tls.crt, key: other.key}", "admin.tls.key: is not the key of the certificate"),
            ("{certificate: tls.crt}", "admin.tls.key: is missing"), ("{certificat: tls.crt}", "did you mean"),
        ])
    func badFiles(section: String, message: String) async throws {
        let place = try await Workplace(files: ["admin.yaml": "admin:\n  port: 0\n  tls: \(section)\n"])
        try await Self.makeCertificate(in: place.path, name: "tls")
        try await Self.makeCertificate(in: place.path, name: "other")
        let ended = try await place.jobu("run", "admin")
        #expect(ended.status == .exited(78))
        #expect(ended.errors.contains("config/admin.yaml:3:") && ended.errors.contains(message), "\(ended.errors)")
    }

    @Test("a proxy that is no address is named")
    func badProxy() async throws {
        let place = try await Workplace(files: ["admin.yaml": "admin:\n  port: 0\n  trusted_proxies: [10.0.0.0/8, proxy.example]\n"])
        let ended = try await place.jobu("run", "admin")
        #expect(ended.status == .exited(78))
        #expect(ended.errors.contains("admin.trusted_proxies[2]") && ended.errors.contains("proxy.example"))
    }

    @Test(
        "behind a proxy the start is refused until there is a user, or the proxy is said to authenticate",
        arguments: ["trusted_proxies: [127.0.0.1]", "allowed_hosts: [jobs.example.com]"])
    func openBehindProxy(line: String) async throws {
        let place = try await Workplace(files: ["admin.yaml": "admin:\n  port: 0\n  \(line)\n"])
        let refused = try await place.jobu("run", "admin")
        #expect(refused.status == .exited(78))
        #expect(refused.errors.contains("jobu user add NAME") && refused.errors.contains("admin.proxy_authenticates: true"))
        #expect(try await place.jobu("doctor").output.contains("through a proxy"))
        let trusting = try await Workplace(files: ["admin.yaml": "admin:\n  port: 0\n  \(line)\n  proxy_authenticates: true\n"])
        for place in [place, trusting] {
            if place.path != trusting.path {
                let added = try await place.jobu("user", "add", "mina", "--password-stdin", input: "a few unrelated words\n")
                #expect(added.status == .exited(0), "\(added.errors)")
            }
            let status = try await place.running("run", "admin") { tool in
                _ = try await tool.line(containing: "is ready")
                try tool.send(.terminate)
            }
            #expect(status == .exited(0))
        }
    }

    /// What openssl tells of a handshake with TLS 1.2 and these suites.
    private static func handshake(_ port: String, _ suites: String) async throws -> String {
        try await Subprocess.run(
            .name("openssl"), arguments: ["s_client", "-connect", "127.0.0.1:\(port)", "-tls1_2", "-cipher", suites], input: .none,
            output: .string(limit: 100_000), error: .discarded
        ).standardOutput
    }

    /// The status of an answer.
    private static func get(_ url: String, token: String? = nil) async throws -> String {
        let header = token.map { ["-H", "Authorization: Bearer \($0)"] } ?? []
        return try await curl(["-s", "-o", "/dev/null", "-w", "%{http_code}"] + header + [url])
    }

    private static func curl(_ arguments: [String]) async throws -> String {
        try await Subprocess.run(
            .name("curl"), arguments: Arguments(["--max-time", "20"] + arguments), output: .string(limit: 100_000), error: .discarded
        ).standardOutput
    }

    private static func makeCertificate(in folder: String, name: String) async throws {
        let ended = try await Subprocess.run(
            .name("openssl"),
            arguments: [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                "subjectAltName=IP:127.0.0.1", "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).crt",
            ], output: .discarded, error: .string(limit: 100_000))
        #expect(ended.terminationStatus == .exited(0), "\(ended.standardError)")
    }
}
