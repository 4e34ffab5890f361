import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import NIOCore
import Testing

/// One request that must be refused.
struct BadRequest: Sendable, CustomTestStringConvertible {
    var method: HTTPRequest.Method
    var uri: String
    var body: String?
    var status: Int
    /// A word that the answer must hold, such as the name of the field to blame.
    var names: String

    var testDescription: String { "\(method.rawValue) \(uri) \(body?.prefix(80) ?? "")" }

    init(_ method: HTTPRequest.Method, _ uri: String, _ status: Int, _ names: String = "") {
        self.init(method, uri, nil, status, names)
    }

    init(_ method: HTTPRequest.Method, _ uri: String, _ body: String?, _ status: Int, _ names: String = "") {
        self.method = method
        self.uri = uri
        self.body = body
        self.status = status
        self.names = names
    }
}

@Suite("Bad input")
struct BadInputTests {
    static let ids: [BadRequest] = ["abc", "1.5", "99999999999999999999", "%00", "0x1", "1%20"].flatMap { id in
        [
            BadRequest(.get, "/api/crons/\(id)", 422, "id"), BadRequest(.put, "/api/crons/\(id)", "{}", 422, "id"),
            BadRequest(.delete, "/api/crons/\(id)", 422, "id"), BadRequest(.post, "/api/crons/\(id)/toggle", 422, "id"),
            BadRequest(.post, "/api/crons/\(id)/run", 422, "id"), BadRequest(.post, "/api/crons/\(id)/pause", 422, "id"),
            BadRequest(.post, "/api/crons/\(id)/resume", 422, "id"), BadRequest(.get, "/api/crons/\(id)/next", 422, "id"),
            BadRequest(.get, "/api/jobs/\(id)", 422, "id"), BadRequest(.delete, "/api/jobs/\(id)", 422, "id"),
            BadRequest(.post, "/api/jobs/\(id)/retry", 422, "id"), BadRequest(.post, "/api/jobs/\(id)/cancel", 422, "id"),
            BadRequest(.get, "/api/jobs/\(id)/attempts", 422, "id"), BadRequest(.get, "/api/jobs/\(id)/logs", 422, "id"),
            BadRequest(.get, "/crons/\(id)", 422), BadRequest(.get, "/jobs/\(id)", 422),
        ]
    }

    static let absent: [BadRequest] = [
        BadRequest(.get, "/api/crons/7", 404), BadRequest(.put, "/api/crons/7", "{}", 404), BadRequest(.delete, "/api/crons/7", 404),
        BadRequest(.post, "/api/crons/7/toggle", 404), BadRequest(.post, "/api/crons/7/run", 404),
        BadRequest(.post, "/api/crons/7/pause", 404), BadRequest(.post, "/api/crons/7/resume", 404),
        BadRequest(.get, "/api/crons/7/next", 404), BadRequest(.get, "/api/crons/-1", 404), BadRequest(.get, "/api/jobs/7", 404),
        BadRequest(.delete, "/api/jobs/7", 404), BadRequest(.post, "/api/jobs/7/retry", 404),
        BadRequest(.post, "/api/jobs/7/cancel", 404), BadRequest(.get, "/api/jobs/7/attempts", 404),
        BadRequest(.get, "/api/jobs/7/logs", 404), BadRequest(.get, "/api/nothing", 404), BadRequest(.get, "/nothing", 404),
        BadRequest(.get, "/crons/7", 404), BadRequest(.get, "/jobs/7", 404), BadRequest(.get, "/assets/0/layout.mustache", 404),
        BadRequest(.get, "/assets/0/..%2F..%2Fetc%2Fpasswd", 404), BadRequest(.post, "/crons/7/toggle", 404),
        BadRequest(.post, "/crons/7/run", 404), BadRequest(.post, "/crons/7/delete", 404), BadRequest(.post, "/jobs/7/retry", 404),
        BadRequest(.patch, "/api/crons", 405),
    ]

    static let queries: [BadRequest] = [
        (
            "/api/crons",
            [
                "page=abc", "page=0", "page=-1", "page=99999999999", "page=9223372036854775807", "size=0", "size=101",
                "size=x", "is_enabled=maybe", "status=FAILED", "q=%FF", "q=a%00b", "tag=%zz", "pgae=1",
                "after=", "after=x", "before=*", "after=bjE", "page=1&after=c2E", "after=c2E&before=c2E", "page=10001&size=1", "after=cw",
            ]
        ),
        (
            "/api/jobs",
            [
                "page=1e3", "size=-5", "status=FOO", "status=success", "status=SUCCESS,", "status=", "cron_id=x", "cron_id=1.0",
                "from_date=yesterday", "to_date=2026-13-01T00:00:00Z", "from_date=2026-01-01", "from_date=999999-01-01T00:00:00Z",
                "queu=x", "after=", "after=bng", "before=bjE%3D", "after=c2E", "cron_id=1&after=bjE", "after=dDE", "before=bjE&page=2",
                "page=501", "page=101&size=100", "after=\(String(repeating: "n", count: 601))",
            ]
        ),
        ("/api/crons/1/next", ["count=0", "count=101", "count=x", "from=now"]),
        ("/api/jobs/1/logs", ["after=x", "limit=0", "limit=100000"]),
        ("/api/stats", ["x=1"]), ("/api/workers", ["page=1"]), ("/api/handlers", ["q=1"]), ("/api/events", ["x=1"]),
    ].flatMap { uri, queries in queries.map { BadRequest(.get, "\(uri)?\($0)", 422, "query") } }

    /// Values that a field of a cron must not have, in JSON.
    static let cronFields: [(field: String, values: [String])] = [
        ("name", ["null", "1", #""""#, #""   ""#, "[]", #""\#(String(repeating: "n", count: 101))""#, #""a\u0000b""#, #""a\nb""#]),
        ("description", ["1", "[]", #""\#(String(repeating: "d", count: 501))""#]),
        ("cron_expression", ["null", "5", "{}"]), ("time_zone", ["null", "9", #""Nowhere/Land""#]),
        ("day_match", [#""both""#, "1"]), ("handler_name", ["null", "true", #""""#]),
        ("handler_params", ["[]", "1", #""{}""#, "true"]), ("is_enabled", ["null", "1", #""true""#]),
        ("allow_overlap", ["0", #""no""#]), ("overlap_policy", [#""sometimes""#, "1"]), ("misfire_policy", [#""never""#, "null"]),
        ("misfire_limit", ["0", "1001", "1.5"]), ("misfire_grace_seconds", ["-1", "86401"]),
        ("max_retry", ["-1", "101", #""3""#, "2.5", "null", "9223372036854775807", "1e300"]),
        (
            "retry_backoff",
            ["1", "[]", #"{"kind":"random"}"#, #"{"base_seconds":-1}"#, #"{"jitter":2}"#, #"{"jitter":"x"}"#, #"{"speed":1}"#]
        ),
        ("timeout_seconds", ["0", "604801", "-9223372036854775808", #""60""#]), ("queue", [#""""#, "null", "7"]),
        ("priority", ["11", "-11", "0.5"]), ("max_concurrency", ["0", "10001", #""many""#]),
        ("start_at", [#""soon""#, "0", #""2026-02-30T99:00:00Z""#, #""99999-01-01T00:00:00Z""#]), ("end_at", ["true", #""""#]),
        ("pause_reason", ["1", #""\#(String(repeating: "p", count: 501))""#]),
        ("tags", [#""a""#, "[1]", #"[""]"#, #"[null]"#, "[\((0...20).map { #""t\#($0)""# }.joined(separator: ","))]"]),
        ("unknown_field", ["1"]), ("cron_expresion", [#""* * * * *""#]), ("id", ["1"]), ("version", ["1"]),
    ]

    static let crons: [BadRequest] = cronFields.flatMap { field, values in
        values.flatMap { value -> [BadRequest] in
            var fields = ["name": #""a""#, "cron_expression": #""0 3 * * *""#, "handler_name": #""sample""#]
            fields[field] = value
            let all = fields.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
            return [
                BadRequest(.post, "/api/crons", "{\(all)}", 422, field),
                BadRequest(.put, "/api/crons/1", #"{"\#(field)":\#(value)}"#, 422, field),
            ]
        }
    }

    static let executions: [BadRequest] = [
        #"{}"#, #"{"handler_name":""}"#, #"{"handler_name":1}"#, #"{"handler_name":"s","handler_params":[]}"#,
        #"{"handler_name":"s","run_at":"later"}"#, #"{"handler_name":"s","queue":""}"#, #"{"handler_name":"s","priority":99}"#,
        #"{"handler_name":"s","max_retry":-1}"#, #"{"handler_name":"s","timeout_seconds":0}"#, #"{"handler_name":"s","unique_key":""}"#,
        #"{"handler_name":"s","unique_key":5}"#, #"{"handler_name":"s","cron_id":1}"#,
        #"{"handler_name":"s","unique_key":"\#(String(repeating: "k", count: 201))"}"#,
    ].map { BadRequest(.post, "/api/jobs", $0, 422, "body") }

    static let actions: [BadRequest] = [
        BadRequest(.post, "/api/crons/1/toggle", #"{"on":true}"#, 422, "on"),
        BadRequest(.post, "/api/crons/1/pause", #"{"reason":5}"#, 422, "reason"),
        BadRequest(.post, "/api/crons/1/run", #"{"handler_params":[]}"#, 422, "handler_params"),
        BadRequest(.post, "/api/crons/1/run", #"{"params":{}}"#, 422, "params"),
        BadRequest(.post, "/api/crons/preview", #"{}"#, 422, "cron_expression"),
        BadRequest(.post, "/api/crons/preview", #"{"cron_expression":"* * * * *","count":0}"#, 422, "count"),
        BadRequest(.post, "/api/crons/preview", #"{"cron_expression":"* * * * *","day_match":"x"}"#, 422, "day_match"),
        BadRequest(.post, "/api/jobs/1/cancel", #"{"why":"x"}"#, 422, "why"),
        BadRequest(.post, "/api/jobs/1/retry", #"{"now":true}"#, 422, "now"),
        BadRequest(.post, "/api/jobs/bulk", #"{}"#, 422, "action"),
        BadRequest(.post, "/api/jobs/bulk", #"{"action":"explode","ids":[1]}"#, 422, "action"),
        BadRequest(.post, "/api/jobs/bulk", #"{"action":"retry","ids":[]}"#, 422, "ids"),
        BadRequest(.post, "/api/jobs/bulk", #"{"action":"retry","ids":["1"]}"#, 422, "ids"),
        BadRequest(.post, "/api/jobs/bulk", #"{"action":"retry","ids":1}"#, 422, "ids"),
    ]

    /// Bodies that are no JSON object at all, for every route that takes one.
    static let bodies: [BadRequest] = [
        (HTTPRequest.Method.post, "/api/crons"), (.put, "/api/crons/1"), (.post, "/api/crons/1/run"), (.post, "/api/crons/1/pause"),
        (.post, "/api/crons/preview"), (.post, "/api/jobs"), (.post, "/api/jobs/bulk"), (.post, "/api/jobs/1/cancel"),
    ].flatMap { method, uri in
        [
            BadRequest(method, uri, "{", 400, "bad_json"), BadRequest(method, uri, "{'a':1}", 400, "bad_json"),
            BadRequest(method, uri, #"{"a":1,}"#, 400, "column 8"), BadRequest(method, uri, #"{"a":1,"a":2}"#, 400, "column 8"),
            BadRequest(method, uri, "nul", 400, "bad_json"),
            BadRequest(method, uri, String(repeating: "[", count: 20_000), 400, "bad_json"),
            BadRequest(method, uri, #"{"a":"# + String(repeating: "[", count: 64) + String(repeating: "]", count: 64) + "}", 400, "64"),
            BadRequest(method, uri, "[]", 422, "body"),
            BadRequest(method, uri, "1", 422, "body"), BadRequest(method, uri, "null", 422, "body"),
            BadRequest(method, uri, #"{"x":"\#(String(repeating: "x", count: 1_048_600))"}"#, 413, "too_large"),
        ]
    }

    @Test(
        "is refused with a status below 500 that names what is wrong",
        arguments: [
            ids, absent, queries, crons, executions, actions, bodies,
        ])
    func refused(requests: [BadRequest]) async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron("here")
            _ = try await harness.execution()
            for request in requests {
                let reply = try await harness.send(request.method, request.uri, request.body)
                #expect(Int(reply.status.code) == request.status, "\(request.testDescription): \(reply.text.prefix(300))")
                #expect(
                    request.names.isEmpty || reply.text.contains(request.names), "\(request.testDescription): \(reply.text.prefix(300))")
            }
            // None of them has changed anything.
            #expect(try await harness.get("/api/crons").json["total"] == 1)
            #expect(try await harness.get("/api/crons/1").headers[.eTag] == "\"1\"")
            #expect(try await harness.get("/api/jobs").json["total"] == 1)
        }
    }

    @Test("every field that is wrong is named at once")
    func allAtOnce() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.send(
                .post, "/api/crons", #"{"name":"","cron_expression":"0 3 * * *","max_retry":"x","priority":99,"nmae":1}"#)
            let fields = Set((try reply.json["detail"]?.items ?? []).compactMap { $0["loc"]?[1]?.text })
            #expect(fields == ["name", "handler_name", "max_retry", "priority", "nmae"])
            #expect(reply.text.contains("did you mean name?"))
        }
    }

    @Test("of very many unknown fields, which would take seconds to compare, twenty are named and the rest are counted")
    func manyUnknown() async throws {
        let fields = (0..<20_000).map { "\"unknown_field_\($0)\":0" }.joined(separator: ",")
        try await AdminHarness.open { harness in
            for path in ["/api/crons/preview", "/api/jobs"] {
                let reply = try await harness.send(.post, path, "{\(fields)}")
                #expect(reply.status == .unprocessableContent)
                let named = try reply.json["detail"]?.items ?? []
                #expect((20...24).contains(named.count), "\(path) names \(named.count)")
                #expect(reply.text.contains("19980 more unknown fields"))
            }
        }
    }

    @Test(
        "a query of thousands of names is no page of megabytes, in whose every link they stand", arguments: ["/crons", "/jobs", "/workers"])
    func manyNames(path: String) async throws {
        let query = (0..<4_000).map { "n\($0)=%3C" }.joined(separator: "&")
        try await AdminHarness.open { harness in
            let reply = try await harness.get("\(path)?\(query)")
            #expect(reply.body.readableBytes < 100_000, "\(reply.body.readableBytes) bytes")
            let named = try await harness.get("/api/jobs?\(query)")
            #expect(named.status == .unprocessableContent && named.body.readableBytes < 20_000)
            let form = try await harness.post("/jobs/bulk", form: query)
            #expect(form.status == .contentTooLarge)
        }
    }

    @Test("a body of another type than JSON answers 415")
    func mediaType() async throws {
        try await AdminHarness.open { harness in
            for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
                let reply = try await harness.send(.post, "/api/jobs", "{}", [.contentType: type])
                #expect(reply.status == .unsupportedMediaType)
            }
            let form = try await harness.send(.post, "/crons", "{}")
            #expect(form.status == .unsupportedMediaType)
        }
    }

    @Test("a body that is not UTF-8 answers 400")
    func encoding() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.client.execute(
                uri: "/api/jobs", method: .post, headers: [.contentType: "application/json"],
                body: .init(bytes: [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D]))
            #expect(reply.status == .badRequest)
        }
    }
}
