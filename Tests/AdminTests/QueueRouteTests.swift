import HTTPTypes
import HummingbirdTesting
import JobUModel
import Testing

@Suite("The routes of queues")
struct QueueRouteTests {
    @Test("limits are set, listed and lifted, whatever the queue is called")
    func limits() async throws {
        try await AdminHarness.open { harness in
            let path = "/api/queues/%EB%B0%A4%20%25"
            let set = try await harness.send(.put, path, #"{"max_concurrency":2,"rate_limit":100,"is_paused":true,"pause_reason":"이전"}"#)
            #expect(set.status == .ok)
            let listed = try await harness.get("/api/queues").json
            #expect(listed["total"] == 1)
            let queue = try #require(listed["items"]?.items?.first)
            #expect(queue["name"] == "밤 %")
            #expect(queue["max_concurrency"] == 2)
            #expect(queue["rate_period_seconds"] == 60)
            #expect(queue["pause_reason"] == "이전")
            #expect(queue["paused_at"]?.text?.hasSuffix("Z") == true)
            #expect(try await harness.send(.delete, path).status == .noContent)
            #expect(try await harness.send(.delete, path).status == .notFound)
            #expect(try await harness.get("/api/queues").json["total"] == 0)
        }
    }

    @Test(
        "what is wrong is named",
        arguments: [
            (#"{"max_concurrency":0}"#, "max_concurrency"), (#"{"rate_limit":-1}"#, "rate_limit"),
            (#"{"rate_period_seconds":0}"#, "rate_period_seconds"), (#"{"max":1}"#, "max"), (#"{"is_paused":"yes"}"#, "is_paused"),
        ])
    func wrong(body: String, field: String) async throws {
        try await AdminHarness.open { harness in
            let answer = try await harness.send(.put, "/api/queues/nightly", body)
            #expect(answer.status == .unprocessableContent)
            #expect(try answer.json["detail"]?.items?.first?["loc"]?.items?.last?.text == field)
        }
    }
}
