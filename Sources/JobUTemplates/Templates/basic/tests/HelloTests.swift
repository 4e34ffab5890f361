import JobU
import JobUTesting
import Testing

@testable import PROJECT_TARGET

@Suite("hello")
struct HelloTests {
    @Test("greets the person of its parameters")
    func greets() async throws {
        let scheduler = try await TestScheduler { Hello() }
        let execution = try await scheduler.run(Hello.self, Hello.Params(to: "서울"))
        #expect(execution.status == .success)
        #expect(execution.action == "greeted")
        #expect(execution.data["greeting"] == "Hello, 서울!")
        #expect(execution.log == ["Hello, 서울!"])
        try await scheduler.close()
    }

    @Test("names the wrong parameter")
    func refuses() async throws {
        let scheduler = try await TestScheduler { Hello() }
        let execution = try await scheduler.run("hello", json: #"{"to": 5}"#)
        #expect(execution.status == .failed)
        #expect(execution.errorMessage?.contains("'to' must be a text") == true)
        try await scheduler.close()
    }

    @Test("greets every night, for a month, in no time")
    func everyNight() async throws {
        let scheduler = try await TestScheduler { Hello() }
        try await scheduler.addCron("nightly", "0 3 * * *", timeZone: "Asia/Seoul", Hello.self, Hello.Params())
        try await scheduler.advance(by: .seconds(31 * 86_400))
        #expect(try await scheduler.executions(of: Hello.self, .success).count == 31)
        try await scheduler.close()
    }
}
