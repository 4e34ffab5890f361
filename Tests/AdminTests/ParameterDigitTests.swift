import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Parameters keep their digits")
struct ParameterDigitTests {
    private static let text = #"{"u": 18446744073709551615, "m":12345678901234567.89, "h":1e400,"z":-0.0,"p":1.10,"a":[1,2]}"#

    private func stored(_ harness: AdminHarness) async throws -> [String] {
        let executions = try await harness.fixture.store.executions(ExecutionFilter(), page: Page()).items.map(\.handlerParams)
        let crons = try await harness.fixture.store.cronJobs(CronJobFilter(), page: Page()).items.map(\.definition.handlerParams)
        return executions + crons
    }

    @Test("through the API: sent, stored and answered as they were written")
    func api() async throws {
        try await AdminHarness.open { harness in
            let cron = #"{"name":"a","cron_expression":"0 3 * * *","handler_name":"sample","handler_params":\#(Self.text)}"#
            let made = try await harness.send(.post, "/api/crons", cron)
            #expect(made.status == .created)
            #expect(made.text.contains(#""handler_params":\#(Self.text)"#))
            _ = try await harness.send(.put, "/api/crons/1", #"{"handler_params":\#(Self.text)}"#)
            _ = try await harness.send(.post, "/api/crons/1/run")
            _ = try await harness.send(.post, "/api/crons/1/run", #"{"handler_params":\#(Self.text)}"#)
            let job = try await harness.send(.post, "/api/jobs", #"{"handler_name":"s","handler_params":\#(Self.text)}"#)
            #expect(job.text.contains(#""handler_params":\#(Self.text)"#))
            #expect(try await stored(harness) == Array(repeating: Self.text, count: 4))
            #expect(try await harness.get("/api/jobs").text.contains(#""handler_params":\#(Self.text)"#))
        }
    }

    @Test("through the form: shown with every digit, and stored unchanged where they were not touched")
    func form() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron { $0.handlerParams = Self.text }
            let page = try await harness.get("/crons/1/edit").text
            for number in ["18446744073709551615", "12345678901234567.89", "1e400", "-0.0", "1.10"] { #expect(page.contains(number)) }
            let shown = try JSONDocument(Self.text).pretty().replacing("\n", with: "\r\n")
            func save(_ params: String) async throws -> TestResponse {
                let escaped = params.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                return try await harness.post(
                    "/crons/1", form: "name=renamed&handler_name=sample&cron_expression=0+3+*+*+*&time_zone=UTC&handler_params=\(escaped)")
            }
            let saved = try await save(shown)
            #expect(saved.status == .seeOther, "\(saved.status)")
            #expect(try await stored(harness) == [Self.text])
            _ = try await save(shown.replacing("1.10", with: "1.20"))
            #expect(try await stored(harness).first?.contains("\"u\" : 18446744073709551615") == true)
            #expect(try await stored(harness).first?.contains("1.20") == true)
        }
    }

    @Test("a mistake in them is told with its place, in the form and in the API, in both languages")
    func mistakes() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            let form = "name=a&handler_name=sample&cron_expression=0+3+*+*+*&handler_params=%7B%0A%22a%22%3A1%2C%7D"
            #expect(try await harness.post("/crons", form: form).text.contains("line 2, column 7"))
            #expect(try await harness.post("/crons", form: form, [.acceptLanguage: "ko"]).text.contains("2행 7열"))
            let reply = try await harness.send(.post, "/api/crons/1/run", #"{"handler_params":{"a":1,"a":2}}"#)
            #expect(reply.status == .badRequest)
            let body = try reply.json
            #expect(body["code"] == "bad_json")
            #expect(body["line"] == 1 && body["column"] == 26 && body["path"] == "handler_params")
            #expect(body["detail"]?.text?.contains("twice") == true)
        }
    }

    @Test("those of a run by hand may be as long as any others, and no longer")
    func long() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            func run(_ bytes: Int) async throws -> TestResponse {
                let params = #"{"a":"\#(String(repeating: "x", count: bytes - 8))"}"#
                #expect(params.utf8.count == bytes)
                return try await harness.send(.post, "/api/crons/1/run", #"{"handler_params":\#(params)}"#)
            }
            #expect(try await run(65_536).status == .accepted)
            let refused = try await run(65_537)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("65536 bytes"))
        }
    }

    @Test("an instant without an offset is one of UTC in a query, as in the Python JobU")
    func instants() async throws {
        try await AdminHarness.open(time: .test(TestClock())) { harness in
            _ = try await harness.execution()
            func total(_ query: String) async throws -> JSONValue? { try await harness.get("/api/jobs?\(query)").json["total"] }
            #expect(try await total("from_date=2026-01-01T00:00:00") == 1)
            #expect(try await total("from_date=2026-01-01T00:00:00.1234567") == 0)
            #expect(try await total("to_date=2026-01-01T00:00:00.000000000") == 0)
            #expect(try await total("from_date=2026-01-01T09:00:00.000000000%2B09:00") == 1)
            #expect(try await harness.get("/api/jobs?from_date=2026-01-01").status == .unprocessableContent)
        }
    }
}
