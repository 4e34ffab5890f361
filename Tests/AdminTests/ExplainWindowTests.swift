import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Explanations of a window of time")
struct ExplainWindowTests {
    private static let hourly: @Sendable (inout CronJobDefinition) -> Void = { $0.cronExpression = "0 * * * *" }

    private func instants(_ reply: JSONValue) -> [String] { (reply["items"]?.items ?? []).compactMap { $0["at"]?.text } }

    @Test("the last day and the next are told where nothing is asked for, latest first")
    func standard() async throws {
        let clock = TestClock()
        // Not at an instant of the schedule.
        clock.advance(by: .seconds(60))
        try await AdminHarness.open(time: .test(clock)) { harness in
            _ = try await harness.cron("hourly", Self.hourly)
            let reply = try await harness.get("/api/crons/1/explain").json
            let told = instants(reply)
            #expect(told.count == 48)
            #expect(told == told.sorted(by: >))
            #expect(reply["next"] == .null)
            let now = harness.time.wall.now()
            for item in reply["items"]?.items ?? [] {
                let at = try Timestamp(rfc3339: try #require(item["at"]?.text))
                #expect(at >= now - .seconds(86_400) && at < now + .seconds(86_400))
                #expect((item["verdict"] == "planned") == (at > now), "\(item)")
            }
        }
    }

    @Test("a long window is followed part by part, and tells every instant and every run beside them once")
    func parts() async throws {
        let clock = TestClock()
        // Not at an instant of the schedule.
        clock.advance(by: .seconds(60))
        try await AdminHarness.open(time: .test(clock)) { harness in
            let cron = try await harness.cron("hourly", Self.hourly)
            let now = harness.time.wall.now()
            let first = now - .seconds(86_400)
            // By hand, half past some hours: those stand in no schedule.
            for offset in [1_801, 5_401, 5_402, 5_403, 30_000] {
                let execution = NewExecution(of: cron, at: first + .seconds(offset), trigger: .manual)
                _ = try await harness.fixture.store.enqueue(execution, now: now)
            }
            let whole = instants(try await harness.get("/api/crons/1/explain?from=\(first)&to=\(now)&limit=1000").json)
            #expect(whole.count == 29)
            var told: [String] = []
            var to: String? = now.description
            while let end = to {
                let part = try await harness.get("/api/crons/1/explain?from=\(first)&to=\(end)&limit=4").json
                #expect(!instants(part).isEmpty && instants(part).count <= 4)
                told += instants(part)
                to = part["next"]?.text
                try #require(told.count <= whole.count)
            }
            #expect(told == whole)
        }
    }

    @Test("one end of the window gives two days of it; its end is not part of it, its start is")
    func ends() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron("hourly", Self.hourly)
            let until = instants(try await harness.get("/api/crons/1/explain?to=2030-01-03T00:00:00Z").json)
            #expect(until.first == "2030-01-02T23:00:00Z" && until.last == "2030-01-01T00:00:00Z")
            #expect(instants(try await harness.get("/api/crons/1/explain?from=2030-01-01T00:00:00Z").json) == until)
        }
    }

    @Test(
        "a window that cannot be told is refused with the name of what is wrong",
        arguments: [
            ("from=noon", "from"), ("to=", "to"), ("from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z", "to"),
            ("from=2030-01-01T00:00:00Z&to=2030-01-01T00:00:00Z", "to"), ("from=2030-01-01T00:00:00Z&to=2031-01-03T00:00:00Z", "to"),
            ("limit=0", "limit"), ("limit=1001", "limit"), ("limit=x", "limit"), ("till=2030-01-01T00:00:00Z", "till"),
            ("at=2030-01-01T00:00:00Z&from=2030-01-01T00:00:00Z", "from"), ("at=2030-01-01T00:00:00Z&limit=5", "limit"),
        ])
    func refused(query: String, field: String) async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            let reply = try await harness.get("/api/crons/1/explain?\(query)")
            #expect(reply.status == .unprocessableContent)
            let names = try reply.json["detail"]?.items?.compactMap { $0["loc"]?[1]?.text }
            #expect(names?.contains(field) == true, "\(reply.text)")
        }
    }

    @Test("the far ends of time are windows too")
    func farEnds() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron("hourly", Self.hourly)
            for query in ["from=0000-01-01T00:00:00Z", "to=9999-12-31T23:59:59Z"] {
                let reply = try await harness.get("/api/crons/1/explain?\(query)")
                #expect(reply.status == .ok, "\(query): \(reply.text)")
            }
            for query in ["to=0000-01-01T00:00:01Z", "from=9999-12-31T23:59:59Z"] {
                #expect(try await harness.get("/api/crons/1/explain?\(query)").status == .unprocessableContent, "\(query)")
            }
            #expect(try await harness.get("/api/crons/9/explain").status == .notFound)
        }
    }
}
