import JobUAdmin
import JobUDatabase
import Testing

@testable import JobUComposition

@Suite("A host in the settings")
struct HostTests {
    private func settings(_ file: String, _ text: String) throws -> JobUSettings {
        let directory = try ConfigurationDirectory([file: text])
        return try directory.load()
    }

    private func database(host: String) throws -> ServerConfiguration {
        let settings = try settings("database.yaml", "databases:\n  jobu: {type: postgresql, host: \"\(host)\"}\n")
        guard case .server(let server) = settings.databases["jobu"]?.location else { throw Wrong() }
        return server
    }

    private struct Wrong: Error {}

    private func problem(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "may be a name, an IPv4 address, or an IPv6 address with or without brackets",
        arguments: [
            ("db.example.com", "db.example.com"), ("10.1.2.3", "10.1.2.3"), ("::1", "::1"), ("[::1]", "::1"),
            ("[fe80::1%eth0]", "fe80::1%eth0"), ("db_1", "db_1"), ("a.example.com,b.example.com", "a.example.com,b.example.com"),
        ])
    func good(written: String, host: String) throws {
        #expect(try database(host: written).host == host)
    }

    @Test("of the pages may have brackets too, and is loopback all the same")
    func admin() throws {
        #expect(try settings("admin.yaml", "admin: {host: '[::1]'}\n").admin.configuration.host == "::1")
    }

    @Test(
        "that is a URL is refused without a word of its password",
        arguments: [
            "postgresql://jobu:sesame@db.example.com:5432/jobu", "postgres://u:sesame/@x@h/d", "jobu:sesame@db.example.com",
            "mysql://h/sesame",
        ])
    func url(text: String) {
        let problem = problem { _ = try database(host: text) }
        #expect(problem?.contains("databases.jobu.host: takes a host name, not a URL") == true, "\(problem ?? "none")")
        #expect(problem?.contains("sesame") == false)
    }

    @Test(
        "that is none is refused with what to write",
        arguments: [
            ("db:5433", "takes a host name without a port; write 'port: 5433' beside it, found 'db:5433'"),
            ("[::1]:5433", "takes an address without a port; write '::1', and the port as 'port' beside it, found '[::1]:5433'"),
            ("[db]", "must have an IPv6 address in its brackets"), ("[::1", "must have an IPv6 address in its brackets"),
            (":::1:", "must be a host name or an address"), ("/var/run/postgresql", "goes into 'options.socket'"),
            ("a b", "must be a host name or an address"), ("", "must not be empty"),
        ])
    func bad(text: String, words: String) {
        let problem = problem { _ = try database(host: text) }
        #expect(problem?.contains(words) == true, "\(problem ?? "none")")
    }

    @Test(
        "a URL in the place of anything else shows no password either",
        arguments: [
            "database: \"postgres://u:sesame@h/d\"", "port: \"postgres://u:sesame@h/d\"", "options: {sslmode: \"postgres://u:s:sesame@h\"}",
            "\"postgres://u:sesame@h/d\": x",
        ])
    func elsewhere(line: String) {
        let problem = problem {
            _ = try settings("database.yaml", "databases:\n  jobu:\n    type: postgresql\n    \(line)\n")
        }
        #expect(problem != nil)
        #expect(problem?.contains("sesame") == false, "\(problem ?? "none")")
    }
}
