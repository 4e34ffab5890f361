import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("The messages to webhooks")
struct AlertRouteTests {
    @Test("are listed with their state and last error, and filtered")
    func list() async throws {
        try await AdminHarness.open { harness in
            #expect(try await harness.get("/api/alerts").json["items"] == [])
            try await harness.deadAlert()
            let items = try await harness.get("/api/alerts?state=DEAD&webhook=ops&event=failed").json["items"]
            #expect(items?[0]?["state"] == "DEAD")
            #expect(items?[0]?["last_error"] == "the webhook responded 500")
            #expect(items?[0]?["body"]?["type"] == "failed")
            #expect(items?[0]?["next_attempt_at"] == .null)
            #expect(try await harness.get("/api/alerts?state=PENDING").json["total"] == 0)
            #expect(try await harness.get("/api/alerts/1").json["subject"] == "job:1:1")
            for uri in ["/api/alerts/x", "/api/alerts?state=BAD", "/api/alerts?state=DEAD,PENDING", "/api/alerts?stat=1"] {
                #expect(try await harness.get(uri).status == .unprocessableContent, "\(uri)")
            }
            #expect(try await harness.get("/api/alerts/2").status == .notFound)
        }
    }

    @Test("one that was given up is sent again, once")
    func retry() async throws {
        try await AdminHarness.open { harness in
            try await harness.deadAlert()
            #expect(try await harness.send(.post, "/api/alerts/1/retry").json["state"] == "PENDING")
            let again = try await harness.send(.post, "/api/alerts/1/retry")
            #expect(again.status == .badRequest)
            #expect(try again.json["code"] == "not_dead")
            #expect(try await harness.send(.post, "/api/alerts/7/retry").status == .notFound)
        }
    }

    @Test("have a page, in both languages, that escapes what they say")
    func page() async throws {
        try await AdminHarness.open { harness in
            #expect(try await harness.get("/alerts").text.contains("No alerts yet"))
            #expect(try await harness.get("/alerts?lang=ko").text.contains("알림이 없습니다"))
            try await harness.deadAlert(webhook: "a&b")
            let html = try await harness.get("/alerts?state=DEAD").text
            #expect(html.contains("a&amp;b") && html.contains("href=\"/jobs/1\""))
            #expect(!html.contains("<b>no"))
            let answer = try await harness.post("/alerts/1/retry", form: "back=%2Falerts")
            #expect(answer.status == .seeOther)
            #expect(try await harness.get("/alerts").text.contains("s-pending\">pending"))
            #expect(try await harness.get("/alerts?state=nonsense").status == .unprocessableContent)
        }
    }
}
