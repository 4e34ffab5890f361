import Foundation
import HTTPTypes
import Hummingbird
import JobUHTTP
import JobUHandler
import JobUModel
import JobUTesting
import LoopbackServer
import Testing

@testable import JobUBuiltins

@Suite("http", .timeLimit(.minutes(1)))
struct HTTPHandlerTests {
    private static let secret = "Bearer s3cret-4711"
    private let run = HandlerRun()

    private func handler(_ secrets: [String: HTTPRules.NamedSecret] = ["TOKEN": .init(value: secret, hosts: nil)]) -> HTTPHandler {
        HTTPHandler(HTTPRules(hosts: nil, allowsPrivateAddresses: true, secrets: secrets, responseBytesMax: 1_000), time: .system)
    }

    /// A run against a real server on loopback.
    private func send(_ path: String, _ params: [String: JSONValue] = [:], _ handler: HTTPHandler? = nil) async throws -> HandlerResult {
        let handler = handler ?? self.handler()
        return try await Application(router: Self.router()).serve { port in
            let url = JSONValue.string("http://127.0.0.1:\(port)\(path)")
            return try await run.execute(handler, JSONText.encode(JSONValue.object(params.merging(["url": url]) { old, _ in old })))
        }
    }

    private static func router() -> Router<BasicRequestContext> {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post, .put] {
            router.on("/echo", method: method) { request, _ -> Response in
                let body = String(buffer: try await request.body.collect(upTo: 10_000))
                let told = ["Content-Type", "Idempotency-Key", "Authorization", "X-Note"].compactMap { name in
                    HTTPField.Name(name).flatMap { request.headers[$0] }.map { "\(name)=\($0)" }
                }
                return Response(
                    status: .ok, headers: [.contentType: "text/plain"],
                    body: .init(byteBuffer: .init(string: "\(request.method) \(told.joined(separator: " ")) [\(body)]")))
            }
        }
        router.get("/status/:code") { request, context -> Response in
            let code = try context.parameters.require("code", as: Int.self)
            var headers: HTTPFields = [:]
            if let after = request.uri.queryParameters.get("after") { headers[.retryAfter] = after }
            return Response(status: .init(code: code), headers: headers, body: .init(byteBuffer: .init(string: "이유 \(code)")))
        }
        // What a server makes of a token that it was sent, as an answer and as an error.
        router.get("/token/:code") { request, context -> Response in
            let token = String(request.headers[.authorization]?.dropFirst("Bearer ".count) ?? "")
            let body =
                #"{"token": "\#(token)", "note": "for \#(Data(token.utf8).base64EncodedString()), says /a?t=\#(token.uppercased())"}"#
            return Response(
                status: .init(code: try context.parameters.require("code", as: Int.self)), headers: [.contentType: "application/json"],
                body: .init(byteBuffer: .init(string: body)))
        }
        router.get("/json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(string: #"{"n": 1, "이름": ["가"]}"#)))
        }
        router.get("/bytes") { _, _ in Response(status: .ok, body: .init(byteBuffer: .init(bytes: [0xFF, 0x00, 0xFE]))) }
        router.get("/long") { _, _ in Response(status: .ok, body: .init(byteBuffer: .init(string: String(repeating: "가", count: 10_000)))) }
        return router
    }

    @Test("a request with neither body nor method is a GET, and the answer is in the result")
    func get() async throws {
        let result = try await send("/echo")
        #expect(result.action == "requested")
        #expect(result.data == ["status": 200, "content_type": "text/plain", "body": "GET  []", "is_truncated": false])
    }

    @Test("a JSON value is sent as JSON, with a key that is the same for all attempts")
    func json() async throws {
        let result = try await send("/echo", ["json": ["b": [1, nil], "a": "가"], "headers": ["X-Note": "hi"]])
        let key = "jobu-7-1767225600000000"
        #expect(
            result.data["body"]
                == .string("POST Content-Type=application/json Idempotency-Key=\(key) X-Note=hi [{\"a\":\"가\",\"b\":[1,null]}]"))
        let own = try await send(
            "/echo", ["method": "put", "body": "x", "headers": ["idempotency-key": "mine", "Content-Type": "text/csv"]])
        #expect(own.data["body"] == "PUT Content-Type=text/csv Idempotency-Key=mine [x]")
    }

    @Test("bodies are shown as what they are, and as much of them as is allowed")
    func bodies() async throws {
        #expect(try await send("/json").data["body"] == ["n": 1, "이름": ["가"]])
        #expect(try await send("/bytes").data["body_base64"] == "/wD+")
        let long = try await send("/long").data
        #expect(long["is_truncated"] == true)
        #expect(long["body"] == .string(String(repeating: "가", count: 333)))
    }

    @Test("a secret is sent by its name, and stands neither in the log nor in an error")
    func secrets() async throws {
        #expect(try await send("/echo", ["secret_headers": ["Authorization": "TOKEN"]]).data["body"] == .string("GET Authorization=*** []"))
        let unknown = try await failure { try await send("/echo", ["secret_headers": ["Authorization": "OTHER"]]) }
        #expect(unknown?.message == "the secret 'OTHER' is not in worker.builtin.http.secrets of worker.yaml; known: TOKEN")
        let bound = handler(["TOKEN": .init(value: Self.secret, hosts: [try #require(OutboundAllowance("api.example.com"))])])
        let elsewhere = try await failure { try await send("/echo", ["secret_headers": ["Authorization": "TOKEN"]], bound) }
        #expect(elsewhere?.message.hasPrefix("the secret 'TOKEN' must not be sent to the host '127.0.0.1'") == true)
        #expect(!run.log.joined().contains("4711"))
        #expect(run.log.allSatisfy { $0.hasPrefix("GET http://127.0.0.1:") && $0.hasSuffix(" responded 200") })
    }

    @Test("a secret that comes back in part, or in another encoding, is hidden in results and errors")
    func secretsInside() async throws {
        let params: [String: JSONValue] = ["secret_headers": ["Authorization": "TOKEN"]]
        let result = try await send("/token/200", params)
        #expect(result.data["body"] == ["token": "***", "note": "for ***, says /a?t=S3CRET-4711"])
        for code in [400, 500] {
            let error = try await failure { try await send("/token/\(code)", params) }
            #expect(error?.message.contains(#"{"token": "***""#) == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("s3cret") == false && error?.message.contains("czNj") == false)
        }
    }

    @Test("a secret does not travel without encryption to a public host")
    func plainSecret() throws {
        let rules = HTTPRules(hosts: nil, secrets: ["TOKEN": .init(value: Self.secret, hosts: nil)])
        let params = { (scheme: String) in
            try JSONText.decode(
                HTTPParams.self, from: "{\"url\": \"\(scheme)://example.com\", \"secret_headers\": {\"Authorization\": \"TOKEN\"}}")
        }
        let error = #expect(throws: HandlerError.self) { try rules.request(params("http"), idempotencyKey: "k") }
        #expect(error?.message == "the secret 'TOKEN' is only sent over https://")
        #expect(try rules.request(params("https"), idempotencyKey: "k").headers == [OutboundHeader("Authorization", Self.secret)])
    }

    @Test(
        "an answer that was not expected fails, for good where another try would bring the same",
        arguments: [(400, false), (404, false), (301, false), (408, true), (425, true), (429, true), (500, true), (503, true)])
    func statuses(_ status: Int, _ isRetryable: Bool) async throws {
        let error = try await failure { try await send("/status/\(status)") }
        #expect(error?.isRetryable == isRetryable)
        #expect(error?.message.hasSuffix("responded \(status): 이유 \(status)") == true)
    }

    @Test("what is expected can be said", arguments: [.int(404), "4xx", "400-404", [.int(200), "404"]] as [JSONValue])
    func expected(_ status: JSONValue) async throws {
        #expect(try await send("/status/404", ["expected_status": status]).data["status"] == 404)
        #expect(try await failure { try await send("/status/500", ["expected_status": status]) } != nil)
    }

    @Test("a server that asks to come again later is asked again then, at the cost of no attempt")
    func retryAfter() async throws {
        let time = TimeSource.test(TestClock(), start: Timestamp(microseconds: 1_767_225_600_000_000))
        let handler = HTTPHandler(HTTPRules(hosts: nil, allowsPrivateAddresses: true), time: time)
        #expect(try await send("/status/429?after=120", [:], handler).choice == .snooze(.seconds(120)))
        #expect(try await send("/status/503?after=Thu,%2001%20Jan%202026%2000:01:00%20GMT", [:], handler).choice == .snooze(.seconds(60)))
        #expect(try await failure { try await send("/status/500?after=120", [:], handler) }?.isRetryable == true)
        // For ever it is not put off.
        let late = HTTPHandler(
            HTTPRules(hosts: nil, allowsPrivateAddresses: true),
            time: .test(TestClock(), start: Timestamp(microseconds: 1_767_400_000_000_000)))
        #expect(try await failure { try await send("/status/429?after=120", [:], late) }?.isRetryable == true)
    }

    @Test("addresses that are not public are refused unless they are allowed")
    func addresses() async throws {
        let closed = HTTPHandler(HTTPRules(hosts: nil), time: .system)
        let error = try await failure { try await send("/echo", [:], closed) }
        #expect(error?.isRetryable == false)
        #expect(error?.message.contains("not a public address (loopback)") == true)
        let others = HTTPHandler(
            HTTPRules(hosts: [try #require(OutboundAllowance("api.example.com"))], allowsPrivateAddresses: true), time: .system)
        #expect(try await failure { try await send("/echo", [:], others) }?.message.contains("is not on the list") == true)
    }

    @Test("nobody who answers is a failure that may be tried again")
    func unreachable() async throws {
        let error = try await failure { try await send("", ["url": "http://127.0.0.1:1/"]) }
        #expect(error?.isRetryable == true)
    }

    @Test(
        "parameters that do not fit are named",
        arguments: [
            ("{}", "'url' is missing"), (#"{"url": "ftp://x"}"#, "must begin with http:// or https://"),
            (#"{"url": "https://x", "metod": "GET"}"#, "'metod' is unknown"),
            (#"{"url": "https://x", "body": "a", "json": 1}"#, "'json' is given in addition to 'body'"),
            (#"{"url": "https://x", "expected_status": "20x"}"#, "'expected_status' must be a status"),
            (#"{"url": "https://x", "expected_status": []}"#, "'expected_status' must not be empty"),
            (#"{"url": "https://x", "timeout_seconds": 0}"#, "'timeout_seconds' must be 0.1 to 3600"),
            (#"{"url": "https://x", "headers": {"A": "1"}, "secret_headers": {"a": "TOKEN"}}"#, "hold 'a' more than once"),
        ])
    func params(_ params: String, _ words: String) async throws {
        let error = try await failure { try await run.execute(handler(), params) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.isRetryable == false)
    }
}
