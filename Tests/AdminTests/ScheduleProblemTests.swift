import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("A cron that does not fire as its schedule says")
struct ScheduleProblemTests {
    private func stored(_ harness: AdminHarness, due: Duration?, _ edit: (inout CronJobDefinition) -> Void = { _ in }) async throws
        -> CronJob
    {
        var definition = CronJobDefinition(name: "nightly", cronExpression: "0 * * * *", handlerName: "sample")
        edit(&definition)
        let now = harness.time.wall.now()
        return try await harness.fixture.store.createCronJob(definition, nextRunAt: due.map { now + $0 }, now: now - .seconds(90_000))
    }

    @Test(
        "because this process cannot read its schedule is shown as broken everywhere",
        arguments: ["Nowhere/Land", "0 * * *"])
    func unreadable(fault: String) async throws {
        try await AdminHarness.open(time: .test(TestClock())) { harness in
            _ = try await stored(harness, due: .seconds(-600)) { definition in
                if fault.contains("/") { definition.timeZone = fault } else { definition.cronExpression = fault }
            }
            for reply in [try await harness.get("/api/crons/1").json, try #require(try await harness.get("/api/crons").json["items"]?[0])] {
                #expect(reply["schedule_problem"]?.text?.contains("cannot read the schedule") == true)
            }
            for uri in ["/crons", "/crons/1"] {
                #expect(try await harness.get(uri).text.contains("cannot read the schedule"))
                #expect(try await harness.get(uri, [.acceptLanguage: "ko"]).text.contains("일정을 읽을 수 없습니다"))
            }
            #expect(try await harness.get("/schedule").status == .ok)
            for uri in ["/api/crons/1/next", "/api/crons/1/explain"] {
                let reply = try await harness.get(uri)
                #expect(reply.status == .conflict, "\(uri)")
                #expect(try reply.json["code"] == "unreadable_schedule")
            }
            let one = try await harness.get("/api/crons/1/explain?at=2026-01-01T02:00:00Z")
            #expect(one.status == .ok)
            #expect(try one.json["verdict"] == "broken")
        }
    }

    @Test("because this process cannot read its schedule can be paused, resumed and renamed, and stays due for others")
    func editable() async throws {
        try await AdminHarness.open(time: .test(TestClock())) { harness in
            let cron = try await stored(harness, due: .seconds(-600)) { $0.timeZone = "Nowhere/Land" }
            let renamed = try await harness.send(.put, "/api/crons/1", #"{"name":"renamed"}"#)
            #expect(renamed.status == .ok, "\(renamed.text)")
            #expect(try await harness.fixture.store.cronJob(cron.id)?.nextRunAt == cron.nextRunAt)
            #expect(try await harness.send(.post, "/api/crons/1/pause").status == .ok)
            #expect(try await harness.send(.post, "/api/crons/1/resume").status == .ok)
            // Another zone that is none is refused as ever.
            #expect(try await harness.send(.put, "/api/crons/1", #"{"time_zone":"Nowhere/Else"}"#).status == .unprocessableContent)
        }
    }

    @Test("because a clock was ahead says so, and why nothing ran at an instant")
    func clockWasAhead() async throws {
        let clock = TestClock()
        clock.advance(by: .seconds(60))
        try await AdminHarness.open(time: .test(clock)) { harness in
            _ = try await stored(harness, due: .seconds(8 * 3_600 + 3_540))
            #expect(try await harness.get("/api/crons/1").json["schedule_problem"]?.text?.contains("while a clock was ahead") == true)
            #expect(try await harness.get("/crons/1", [.acceptLanguage: "ko"]).text.contains("시계가 앞서 있을 때"))
            for instant in ["2026-01-01T01:00:00Z", "2026-01-01T00:00:00Z"] {
                let reply = try await harness.get("/api/crons/1/explain?at=\(instant)").json
                #expect(reply["verdict"] == "broken", "\(reply)")
                #expect(reply["text"]?.text?.contains("while a clock was ahead") == true)
            }
            #expect(try await harness.get("/api/crons/1/explain?at=2026-01-01T09:00:00Z").json["verdict"] == "planned")
        }
    }

    @Test("is none where everything is as it should be")
    func fine() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            #expect(try await harness.get("/api/crons/1").json["schedule_problem"] == .null)
        }
    }
}
