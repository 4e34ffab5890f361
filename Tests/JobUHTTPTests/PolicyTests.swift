import JobUHTTP
import Testing

@Suite("where requests may go")
struct PolicyTests {
    private func code(_ policy: OutboundPolicy, _ host: String, _ addresses: String...) throws -> OutboundError.Code? {
        do {
            try policy.checkName(host)
            try policy.check(host, at: addresses.map { try #require(IPAddress($0)) })
            return nil
        } catch let error as OutboundError {
            return error.code
        }
    }

    private func allow(_ entries: String...) throws -> [OutboundAllowance] {
        try entries.map { try #require(OutboundAllowance($0)) }
    }

    @Test("without a list every public host may be called and no other")
    func open() throws {
        let policy = OutboundPolicy()
        #expect(try code(policy, "example.com", "8.8.8.8") == nil)
        #expect(try code(policy, "example.com", "10.0.0.1") == .addressRefused)
        #expect(try code(policy, "localhost", "::1", "127.0.0.1") == .addressRefused)
    }

    @Test("one address that is refused is enough")
    func anyAddress() throws {
        #expect(try code(OutboundPolicy(), "example.com", "8.8.8.8", "127.0.0.1") == .addressRefused)
    }

    @Test("a host without any address is refused")
    func none() throws {
        #expect(try code(OutboundPolicy(), "example.com") == .unresolvable)
    }

    @Test("a list of hosts is the whole list, and opens no private address")
    func only() throws {
        let policy = OutboundPolicy(only: try allow("api.example.com", "*.corp.example", "9.9.9.0/24"))
        #expect(try code(policy, "api.example.com", "8.8.8.8") == nil)
        #expect(try code(policy, "a.b.corp.example", "8.8.8.8") == nil)
        #expect(try code(policy, "elsewhere.example", "9.9.9.9") == nil)
        #expect(try code(policy, "9.9.9.9", "9.9.9.9") == nil)
        #expect(try code(policy, "corp.example", "8.8.8.8") == .hostRefused)
        #expect(try code(policy, "evilcorp.example", "8.8.8.8") == .hostRefused)
        #expect(try code(policy, "api.example.com.evil.example", "8.8.8.8") == .hostRefused)
        #expect(try code(policy, "api.example.com", "10.0.0.1") == .addressRefused)
    }

    @Test("a name that cannot be on the list is not even resolved")
    func nameFirst() throws {
        let policy = OutboundPolicy(only: try allow("api.example.com"))
        #expect(throws: OutboundError.self) { try policy.checkName("other.example") }
    }

    @Test("an exception by name opens private addresses and this machine, and not the link-local ones")
    func exceptionByName() throws {
        let policy = OutboundPolicy(exceptions: try allow("Build.Corp.Example.", "localhost"))
        #expect(try code(policy, "build.corp.example", "10.0.0.1") == nil)
        #expect(try code(policy, "localhost", "::1", "127.0.0.1") == nil)
        #expect(try code(policy, "build.corp.example", "169.254.169.254") == .addressRefused)
        #expect(try code(policy, "other.example", "10.0.0.1") == .addressRefused)
    }

    @Test("an exception by address opens it for every name")
    func exceptionByAddress() throws {
        let policy = OutboundPolicy(exceptions: try allow("10.0.0.0/8", "[::1]", "169.254.169.254"))
        #expect(try code(policy, "a.example", "10.9.9.9") == nil)
        #expect(try code(policy, "localhost", "::1") == nil)
        #expect(try code(policy, "a.example", "169.254.169.254") == nil)
        #expect(try code(policy, "a.example", "192.168.0.1") == .addressRefused)
    }

    @Test(
        "what is neither host nor address is no entry",
        arguments: ["", "*", "*.", "a b", "http://a", "a/b", "a..b", "10.0.0.0/99", "예시.kr"])
    func badEntries(text: String) {
        #expect(OutboundAllowance(text) == nil)
    }
}

@Suite("URLs of requests")
struct OutboundURLTests {
    @Test(
        "a URL is taken apart and put together anew",
        arguments: [
            ("http://example.com", "http://example.com:80"), ("HTTPS://EXAMPLE.com.:8443/a?b=c#d", "https://example.com:8443"),
            ("http://[::1]:9/x", "http://[::1]:9"), ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.0.0.1]:80"),
            ("http://2130706433/", "http://2130706433:80"), ("http://0x7f.1/", "http://0x7f.1:80"),
        ])
    func good(text: String, origin: String) throws {
        #expect(try OutboundURL(text).description == origin)
    }

    @Test(
        "what is no URL of the web is refused, and none of its secrets is told",
        arguments: [
            "", "example.com", "/path", "ftp://example.com", "file:///etc/passwd", "unix:///var/run/docker.sock", "http+unix://%2Fx/y",
            "http://", "http:///x", "http://user:geheim@example.com/", "http://geheim@example.com", "http://ex ample.com/",
            "http://a\\b.com",
            "http://a%00b/", "http://a%2eb/", "http://예시.kr/", "http://example.com:0/", "http://example.com:99999/",
            "http://[fe80::1%25eth0]/", "http://[::1", "http://a..b/", "http://\u{0}a/", "http://a\r\nHost: b/",
        ])
    func bad(text: String) {
        let error = #expect(throws: OutboundError.self) { try OutboundURL(text) }
        #expect(error?.code == .badRequest)
        #expect(error?.description.contains("geheim") == false)
    }

    @Test("a URL that never ends is refused")
    func long() {
        #expect(throws: OutboundError.self) { try OutboundURL("http://a/" + String(repeating: "x", count: 9_000)) }
    }
}
