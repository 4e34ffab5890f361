import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import Testing

@Suite("The scheduler of an author's test")
struct TestSchedulerTests {
    private func scheduler() async throws -> TestScheduler {
        try await TestScheduler {
            Greet()
            Relay()
        }
    }

    @Test("runs a handler, and shows its result, its log and how far it was")
    func result() async throws {
        let execution = try await scheduler().run(Greet.self, Greet.Params(to: "서울"))
        #expect(execution.status == .success)
        #expect(execution.action == "greeted")
        #expect(execution.data == ["greeting": "Hello, 서울!"])
        #expect(execution.log == ["greeting 서울"])
        #expect(execution.progress == 1)
        #expect(execution.attempt == 1)
    }

    @Test("calls its database as a new project does, or as the test says")
    func name() async throws {
        for (scheduler, name) in [
            (try await TestScheduler { Greet() }, "default"), (try await TestScheduler(database: "shop") { Greet() }, "shop"),
        ] {
            try await scheduler.databases.transaction(name) { try await $0.execute("CREATE TABLE things (name TEXT)") }
            #expect(try await scheduler.run(Greet.self, Greet.Params(to: "서울")).status == .success)
            try await scheduler.close()
        }
    }

    @Test("shows what a handler throws, and runs the retry when it is due")
    func retry() async throws {
        let scheduler = try await scheduler()
        let execution = try await scheduler.run(Greet.self, Greet.Params(to: "nobody", failures: 1))
        #expect(execution.status == .retry)
        #expect(execution.errorMessage == "nobody is there")
        #expect(execution.progress == 0.5)
        #expect(execution.runAt > scheduler.now)
        try await scheduler.advance(to: execution.runAt)
        let again = try await scheduler.run(execution.id)
        #expect(again.status == .success)
        #expect(again.attempt == 2)
        #expect(again.log.count == 2)
    }

    @Test("names the parameter that does not fit")
    func params() async throws {
        let execution = try await scheduler().run("greet", json: #"{"to": 5}"#)
        #expect(execution.status == .failed)
        #expect(execution.errorMessage?.contains("'to' must be a text") == true)
        await #expect(throws: EnqueueError.self) { _ = try await scheduler().run("greet", json: "[]") }
    }

    @Test("calls a handler that snoozes again when it asked to be")
    func snooze() async throws {
        let scheduler = try await scheduler()
        let start = scheduler.now
        let execution = try await scheduler.run(Greet.self, Greet.Params(to: "later", opens: start + .seconds(3_600)))
        #expect(execution.status == .pending)
        #expect(execution.runAt == start + .seconds(600))
        try await scheduler.advance(by: .seconds(3_599))
        #expect(try await scheduler.run(execution.id).status == .pending)
        try await scheduler.advance(by: .seconds(1))
        #expect(try await scheduler.run(execution.id).status == .success)
    }

    @Test("a cron is due at each of its instants while time moves")
    func cron() async throws {
        let scheduler = try await scheduler()
        try await scheduler.addCron("nightly", "0 3 * * *", timeZone: "Asia/Seoul", Greet.self, Greet.Params(to: "밤"))
        try await scheduler.advance(by: .seconds(3 * 86_400))
        let executions = try await scheduler.executions(of: Greet.self)
        // 03:00 in Seoul is 18:00 UTC of the day before.
        #expect(executions.map(\.scheduledTime.description) == (1...3).map { "2026-01-0\($0)T18:00:00Z" })
        #expect(executions.map(\.status) == [.success, .success, .success])
        #expect(scheduler.now.description == "2026-01-04T00:00:00Z")
    }

    @Test("refuses a cron that makes no sense, and says what is wrong")
    func badCron() async throws {
        let scheduler = try await scheduler()
        let error = await #expect(throws: (any Error).self) { try await scheduler.addCron("x", "99 * * * *", handlerName: "greet") }
        #expect(error.map { "\($0)" }?.contains("cron_expression") == true)
    }

    @Test("what a handler asks for waits until it is drained, queue by queue")
    func drain() async throws {
        let scheduler = try await scheduler()
        try await scheduler.client.enqueue(request(to: "a", queue: "fast"))
        try await scheduler.client.enqueue(request(to: "b", queue: "slow"))
        #expect(try await scheduler.drain(queue: "slow").map { try $0.params(as: Greet.Params.self).to } == ["b"])
        #expect(try await scheduler.executions(of: Greet.self, .pending).map(\.queue) == ["fast"])
        #expect(try await scheduler.drain().map(\.status) == [.success])
        #expect(try await scheduler.drain().isEmpty)
    }

    @Test("a run that waits is found by what it was asked for with, and the error lists what waits instead")
    func enqueued() async throws {
        let scheduler = try await scheduler()
        try await scheduler.refuteEnqueued(Greet.self)
        try await scheduler.client.enqueue(request(to: "a", queue: "fast"))
        let found = try await scheduler.requireEnqueued(Greet.self, queue: "fast", runAt: scheduler.now) { $0.to == "a" }
        #expect(found.count == 1)
        let missing = await #expect(throws: TestSchedulerError.self) {
            try await scheduler.requireEnqueued(Greet.self) { $0.to == "b" }
        }
        #expect(missing?.description.contains("greet {\"to\":\"a\"} in queue 'fast' at 2026-01-01T00:00:00Z") == true)
        let other = await #expect(throws: TestSchedulerError.self) { try await scheduler.requireEnqueued(Relay.self) }
        #expect(other?.description.contains("no waiting execution of 'relay' matches") == true)
        let present = await #expect(throws: TestSchedulerError.self) { try await scheduler.refuteEnqueued(Greet.self) }
        #expect(present?.description.contains("executions of 'greet' are waiting") == true)
    }

    @Test("a transaction ends the run together with what it wrote, or leaves nothing")
    func transaction() async throws {
        let scheduler = try await scheduler()
        try await scheduler.databases.transaction("default") { try await $0.execute("CREATE TABLE things (name VARCHAR(10))") }
        #expect(try await scheduler.run(Relay.self, Relay.Params(fails: false)).status == .success)
        let failed = try await scheduler.run(Relay.self, Relay.Params(fails: true))
        #expect(failed.status == .failed)
        let count = try await scheduler.databases.transaction("default") {
            try await $0.fetchOne("SELECT COUNT(*) AS n FROM things")?.int("n")
        }
        #expect(count == 1)
    }

    @Test("a run of a handler that is not here, or of a number that is not there, is said to be missing")
    func missing() async throws {
        let scheduler = try await scheduler()
        let execution = try await scheduler.run("nobody")
        #expect(execution.status == .pending)
        #expect(execution.attempt == 0)
        // It neither runs nor keeps time from moving.
        try await scheduler.advance(by: .seconds(60))
        let error = await #expect(throws: TestSchedulerError.self) { _ = try await scheduler.run(ExecutionID(rawValue: 99)) }
        #expect(error?.description == "there is no execution 99")
        try await scheduler.close()
    }

    private func request(to name: String, queue: String) throws -> JobRequest {
        var request = try JobRequest(Greet.self, Greet.Params(to: name))
        request.options.queue = queue
        return request
    }
}
