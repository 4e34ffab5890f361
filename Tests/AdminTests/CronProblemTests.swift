import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("A bad expression")
struct CronProblemTests {
    @Test("names the field to blame, its place and what to write instead")
    func place() async throws {
        try await AdminHarness.open { harness in
            for uri in ["/api/crons", "/api/crons/preview"] {
                let name = uri == "/api/crons" ? #""name":"a","handler_name":"sample","# : ""
                let reply = try await harness.send(.post, uri, #"{\#(name)"cron_expression":"0 3 * 13 *"}"#)
                #expect(reply.status == .badRequest)
                let body = try reply.json
                #expect(body["code"] == "bad_cron")
                #expect(body["field"] == "month")
                #expect(body["position"] == 6)
                #expect(body["length"] == 2)
                #expect(body["detail"]?.text?.isEmpty == false && body["hint"]?.text?.isEmpty == false)
            }
        }
    }

    @Test("that can be read but fires too often is told with the allowed interval")
    func tooOften() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.send(
                .post, "/api/crons", #"{"name":"a","handler_name":"sample","cron_expression":"* * * * * *"}"#)
            #expect(reply.status == .badRequest)
            #expect(try reply.json["detail"]?.text?.contains("60 s") == true)
        }
    }

    @Test("is explained in the reader's language, in the API and beside the field")
    func language() async throws {
        try await AdminHarness.open { harness in
            let korean: HTTPFields = [.acceptLanguage: "ko"]
            let bad = #"{"cron_expression":"0 3 * 13 *"}"#
            let english = try await harness.send(.post, "/api/crons/preview", bad).json["detail"]
            let translated = try await harness.send(.post, "/api/crons/preview", bad, korean).json["detail"]
            #expect(english != translated)
            let form = "name=a&handler_name=sample&cron_expression=0+3+*+13+*&time_zone=Asia/Seul"
            let page = try await harness.post("/crons", form: form, korean).text
            #expect(page.contains(try #require(translated?.text)))
            #expect(page.contains("Asia/Seoul"))
        }
    }

    @Test("is not a good one: that comes with its words")
    func words() async throws {
        try await AdminHarness.open { harness in
            let good = #"{"cron_expression":"0 9 * * 1","time_zone":"Asia/Seoul"}"#
            let english = try await harness.send(.post, "/api/crons/preview", good).json["words"]?.text ?? ""
            let korean = try await harness.send(.post, "/api/crons/preview", good, [.acceptLanguage: "ko"]).json["words"]?.text ?? ""
            #expect(english.contains("Monday"))
            #expect(korean.contains("월요일"))
            _ = try await harness.cron("weekly") { $0.cronExpression = "0 9 * * 1" }
            let list = try await harness.get("/crons").text
            let form = try await harness.get("/crons/1").text
            #expect(list.contains("Monday") && form.contains("Monday"))
        }
    }
}
