// The code of docs/handlers.md, which quotes it from here. It is written as an author writes it.
import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import Logging
import Testing

struct SendReport: JobHandler {
    static let name = "send_report"

    struct Params: Codable, Sendable {
        var to: String
        var limit: Int?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        context.logger.info("sending", metadata: ["to": "\(params.to)"])
        return .success("sent", data: ["to": .string(params.to), "rows": .int(Int64(params.limit ?? 10))])
    }
}

struct SettleDay: JobHandler {
    static let name = "settle_day"
    static let options = ExecutionOptions(
        queue: "money", maxRetry: 5, retryBackoff: .fixed(.seconds(60)), timeout: .seconds(600))

    struct Params: Codable, Sendable {
        var accounts: [String]
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        guard !params.accounts.isEmpty else { return .cancel("there is no account to settle") }
        for (index, account) in params.accounts.enumerated() {
            // Throws here if the execution was cancelled, or the worker lost its lease.
            try Task.checkCancellation()
            try await context.progress(Double(index) / Double(params.accounts.count), account)
            guard account != "closed" else { throw HandlerError.permanent("'closed' is an account that cannot be settled") }
            guard account != "locked" else { return .snooze(.seconds(300)) }
        }
        // The day this execution stands for, however late it runs.
        return .success("settled", data: ["day": .string(context.scheduledTime.description)])
    }
}

/// The errors of a bank that responds with its own codes.
struct BankRefusal: RetryableError, CustomStringConvertible {
    var code: Int
    var description: String { "the bank answered \(code)" }
    // An unknown account stays unknown; other failures may pass within a minute.
    var isRetryable: Bool { code != 404 }
}

struct PayOut: JobHandler {
    static let name = "pay_out"
    var middleware: [any JobMiddleware] { [OnlyWhenOpen()] }

    struct Params: Codable, Sendable {
        var code: Int
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        guard params.code == 200 else { throw BankRefusal(code: params.code) }
        return .success
    }
}

struct OnlyWhenOpen: JobMiddleware {
    func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        call.context.logger.info("the bank is asked")
        let result = try await next(call)
        call.context.logger.info("the bank answered", metadata: ["after": "\(call.context.elapsed)"])
        return result
    }
}

@Suite("The examples of docs/handlers.md")
struct HandlerExamples {
    @Test("a report is sent to its recipient")
    func report() async throws {
        let scheduler = try await TestScheduler { SendReport() }
        let execution = try await scheduler.run(SendReport.self, SendReport.Params(to: "팀장"))
        #expect(execution.status == .success)
        #expect(execution.action == "sent" && execution.data["to"] == "팀장")
        try await scheduler.close()
    }

    @Test("a parameter that does not fit is named")
    func params() async throws {
        let scheduler = try await TestScheduler { SendReport() }
        let execution = try await scheduler.run("send_report", json: #"{"to": ["a"]}"#)
        #expect(execution.status == .failed)
        #expect(execution.errorMessage == "invalid handler_params: 'to' must be a text, not a list")
        try await scheduler.close()
    }

    @Test("an account that is locked is tried again five minutes later")
    func locked() async throws {
        let scheduler = try await TestScheduler { SettleDay() }
        let execution = try await scheduler.run(SettleDay.self, SettleDay.Params(accounts: ["a", "locked"]))
        #expect(execution.status == .pending)
        #expect(execution.runAt == scheduler.now + .seconds(300))
        try await scheduler.advance(by: .seconds(300))
        #expect(try await scheduler.executions(of: SettleDay.self).map(\.runAt) == [scheduler.now + .seconds(300)])
        try await scheduler.close()
    }

    @Test("days are settled each night at three in Seoul")
    func nightly() async throws {
        let scheduler = try await TestScheduler { SettleDay() }
        try await scheduler.addCron(
            "settle", "0 3 * * *", timeZone: "Asia/Seoul", SettleDay.self, SettleDay.Params(accounts: ["a"]))
        try await scheduler.advance(by: .seconds(2 * 86_400))
        let executions = try await scheduler.executions(of: SettleDay.self, .success)
        #expect(executions.map(\.scheduledTime.description) == ["2026-01-01T18:00:00Z", "2026-01-02T18:00:00Z"])
        #expect(executions.map(\.queue) == ["money", "money"])
        try await scheduler.close()
    }

    @Test("closing an account enqueues its last report")
    func enqueued() async throws {
        let scheduler = try await TestScheduler { SendReport() }
        try await scheduler.client.enqueue(SendReport.self, SendReport.Params(to: "팀장"))
        try await scheduler.requireEnqueued(SendReport.self) { $0.to == "팀장" }
        try await scheduler.drain()
        try await scheduler.refuteEnqueued(SendReport.self)
        try await scheduler.close()
    }

    @Test("nothing to settle cancels the run, an impossible account fails it for good")
    func endings() async throws {
        let scheduler = try await TestScheduler { SettleDay() }
        let empty = try await scheduler.run(SettleDay.self, SettleDay.Params(accounts: []))
        #expect(empty.status == .cancelled)
        #expect(empty.errorMessage == "there is no account to settle")
        let closed = try await scheduler.run(SettleDay.self, SettleDay.Params(accounts: ["closed"]))
        #expect(closed.status == .failed)
        try await scheduler.close()
    }

    @Test("a custom error says whether to retry, and middleware logs")
    func refusal() async throws {
        let scheduler = try await TestScheduler { PayOut() }
        #expect(try await scheduler.run(PayOut.self, PayOut.Params(code: 404)).status == .failed)
        let execution = try await scheduler.run(PayOut.self, PayOut.Params(code: 503))
        #expect(execution.status == .retry)
        #expect(execution.errorMessage == "the bank answered 503")
        #expect(execution.log == ["the bank is asked"])
        #expect(try await scheduler.run(PayOut.self, PayOut.Params(code: 200)).log.count == 2)
        try await scheduler.close()
    }
}
