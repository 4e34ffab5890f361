import Foundation
import JobUHTTP
import JobUTesting
import Synchronization
import Testing

@Suite("requests to strangers")
struct ClientTests {
    private let local = OutboundPolicy(exceptions: ["127.0.0.1", "::1"].compactMap { OutboundAllowance($0) })

    private func client(_ policy: OutboundPolicy? = nil, _ names: [String: [String]] = [:]) -> OutboundClient {
        OutboundClient(policy: policy ?? local, clock: ContinuousClock(), resolver: names.isEmpty ? SystemHostResolver() : Names(names))
    }

    @Test("a request arrives as it was written, and the answer comes back")
    func whole() async throws {
        try await WebServer.run { port in
            let request = OutboundRequest(
                "post", "http://127.0.0.1:\(port)/echo?q=1", headers: [OutboundHeader("X-Note", "한글")], body: Array("안녕".utf8))
            let response = try await client().send(request)
            #expect(response.status == 201)
            #expect(response.header("x-method") == "POST /echo?q=1")
            #expect(response.header("X-Note-Back") == "한글")
            #expect(String(decoding: response.body, as: UTF8.self) == "안녕")
            #expect(!response.isCut)
        }
    }

    @Test("an answer that is longer than wanted is cut, and not read to its end")
    func bounded() async throws {
        try await WebServer.run { port in
            var request = OutboundRequest("GET", "http://127.0.0.1:\(port)/endless")
            request.responseBytesMax = 1_000
            let response = try await client().send(request)
            #expect(response.body.count == 1_000)
            #expect(response.isCut)
        }
    }

    @Test(
        "this machine is refused by whatever name",
        arguments: ["127.0.0.1", "localhost", "localhost.", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "0"])
    func refused(host: String) async throws {
        try await WebServer.run { port in
            let error = await #expect(throws: OutboundError.self) {
                try await client(OutboundPolicy()).send(OutboundRequest("GET", "http://\(host):\(port)/echo"))
            }
            #expect(error?.code == .addressRefused)
        }
    }

    @Test("a name that is asked for again and answers differently gains nothing")
    func rebinding() async throws {
        try await WebServer.run { port in
            // First harmless, then this machine: only the first answer is used, and nobody listens there.
            let resolver = Names(["rebind.example": ["192.0.2.1"]], later: ["rebind.example": ["127.0.0.1"]])
            let open = OutboundPolicy(exceptions: [OutboundAllowance("192.0.2.1"), OutboundAllowance("127.0.0.1")].compactMap(\.self))
            var request = OutboundRequest("GET", "http://rebind.example:\(port)/echo")
            request.connectTimeout = .milliseconds(200)
            let error = await #expect(throws: OutboundError.self) {
                try await OutboundClient(policy: open, clock: ContinuousClock(), resolver: resolver).send(request)
            }
            #expect(error?.code == .unreachable)
            #expect(resolver.questions == 1)
        }
    }

    @Test("the connection goes to the address that was judged, and the server still hears the name")
    func pinned() async throws {
        try await WebServer.run { port in
            let response = try await client(nil, ["Api.Example": ["127.0.0.1"]]).send(
                OutboundRequest("GET", "http://API.example:\(port)/echo"))
            #expect(response.header("X-Host") == "api.example:\(port)")
        }
    }

    @Test("when the first address is dead the next is tried")
    func nextAddress() async throws {
        try await WebServer.run { port in
            let response = try await client(nil, ["two.example": ["::1", "127.0.0.1"]]).send(
                OutboundRequest("GET", "http://two.example:\(port)/echo"))
            #expect(response.status == 201)
        }
    }

    @Test("a redirect is an answer, unless it is to be followed")
    func redirects() async throws {
        try await WebServer.run { port in
            var request = OutboundRequest("GET", "http://127.0.0.1:\(port)/redirect?to=/echo")
            let unfollowed = try await client().send(request)
            #expect(unfollowed.status == 302)
            request.redirectsMax = 3
            let followed = try await client().send(request)
            #expect(followed.status == 201)
            request.url = "http://127.0.0.1:\(port)/loop"
            let error = await #expect(throws: OutboundError.self) { try await client().send(request) }
            #expect(error?.code == .redirectsExceeded)
        }
    }

    @Test("each redirect is judged", arguments: ["http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd", "//0x0a.1/"])
    func judgedRedirect(target: String) async throws {
        try await WebServer.run { port in
            let escaped = try #require(target.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            var request = OutboundRequest("GET", "http://127.0.0.1:\(port)/redirect?to=\(escaped)")
            request.redirectsMax = 3
            let error = await #expect(throws: OutboundError.self) { try await client().send(request) }
            #expect([.addressRefused, .badRequest].contains(error?.code))
        }
    }

    @Test("credentials do not follow to another server")
    func credentials() async throws {
        try await WebServer.run { port in
            try await WebServer.run { other in
                var request = OutboundRequest(
                    "GET", "http://127.0.0.1:\(port)/redirect?to=http%3A%2F%2F127.0.0.1%3A\(other)%2Fecho",
                    headers: [OutboundHeader("Authorization", "Bearer x"), OutboundHeader("X-Note", "secret")])
                request.redirectsMax = 1
                let response = try await client().send(request)
                #expect(response.header("X-Authorization") == "none")
                #expect(response.header("X-Note-Back") == "none")
            }
        }
    }

    @Test("a server that says nothing runs into the timeout")
    func timeout() async throws {
        try await WebServer.run { port in
            let clock = TestClock()
            let client = OutboundClient(policy: local, clock: clock)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await clock.sleepers(count: 1)
                    clock.advance(by: .seconds(30))
                }
                let error = await #expect(throws: OutboundError.self) {
                    try await client.send(OutboundRequest("GET", "http://127.0.0.1:\(port)/silence"))
                }
                #expect(error?.code == .timeout)
                try await group.waitForAll()
            }
        }
    }

    @Test("who is cancelled gets an end at once")
    func cancelled() async throws {
        try await WebServer.run { port in
            let clock = TestClock()
            let client = OutboundClient(policy: local, clock: clock)
            await withThrowingTaskGroup(of: OutboundResponse.self) { group in
                group.addTask { try await client.send(OutboundRequest("GET", "http://127.0.0.1:\(port)/silence")) }
                do { try await clock.sleepers(count: 1) } catch { Issue.record(error) }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    }

    @Test("nobody at home is told apart from a name that leads nowhere")
    func unreachable() async throws {
        let free = try await WebServer.run { $0 }
        let refused = await #expect(throws: OutboundError.self) {
            try await client().send(OutboundRequest("GET", "http://127.0.0.1:\(free)/"))
        }
        #expect(refused?.code == .unreachable)
        #expect(refused?.description.contains("Connection refused") == true)
        let unknown = await #expect(throws: OutboundError.self) {
            try await client(nil, ["other.example": []]).send(OutboundRequest("GET", "http://nowhere.invalid/"))
        }
        #expect(unknown?.code == .unresolvable)
    }

    @Test("a server without TLS is not trusted with https")
    func notEncrypted() async throws {
        try await WebServer.run { port in
            let error = await #expect(throws: OutboundError.self) {
                try await client().send(OutboundRequest("GET", "https://127.0.0.1:\(port)/"))
            }
            #expect([.untrusted, .brokenAnswer].contains(error?.code))
        }
    }

    @Test(
        "a header that would make a second request, or say where it goes, is refused",
        arguments: [
            ("X", "a\r\nY: b"), ("X\r\nY", "a"), ("", "a"), ("한글", "a"), ("Host", "other"), ("content-length", "1"), ("X", "\u{0}"),
        ])
    func badHeaders(name: String, value: String) async {
        let error = await #expect(throws: OutboundError.self) {
            try await client().send(OutboundRequest("GET", "http://127.0.0.1:1/", headers: [OutboundHeader(name, value)]))
        }
        #expect(error?.code == .badRequest)
    }

    @Test("a method that is none, or opens a tunnel, is refused", arguments: ["", "GET /", "CONNECT", "trace", "G\r\n"])
    func badMethods(method: String) async {
        let error = await #expect(throws: OutboundError.self) {
            try await client().send(OutboundRequest(method, "http://127.0.0.1:1/"))
        }
        #expect(error?.code == .badRequest)
    }
}

/// Names that a test makes up, and the addresses of others as they are.
private final class Names: HostResolver {
    private let names: [String: [String]]
    private let later: [String: [String]]
    private let asked = Mutex(0)

    init(_ names: [String: [String]], later: [String: [String]] = [:]) {
        func lowered(_ table: [String: [String]]) -> [String: [String]] {
            Dictionary(uniqueKeysWithValues: table.map { ($0.lowercased(), $1) })
        }
        self.names = lowered(names)
        self.later = lowered(later)
    }

    var questions: Int { asked.withLock(\.self) }

    func addresses(of host: String) async throws -> [IPAddress] {
        let isFirst = asked.withLock { count in
            count += 1
            return count == 1
        }
        guard let found = (isFirst ? nil : later[host]) ?? names[host] else {
            throw OutboundError(.unresolvable, "the host '\(host)' is unknown")
        }
        return found.compactMap { IPAddress($0) }
    }
}
