import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import Testing

/// docs/security.md: "Nothing that others wrote is obeyed by a terminal".
@Suite("Texts of others in the answers of commands", .timeLimit(.minutes(2)))
struct TerminalEscapeTests {
    private static let evil = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}live"

    @Test("no command writes what a terminal would obey", arguments: [false, true])
    func commands(json: Bool) async throws {
        let place = try await Workplace()
        let now = SystemWallClock().now()
        var cron = CronJobDefinition(name: "evil \(Self.evil)", cronExpression: "0 3 * * *", handlerName: "h \(Self.evil)")
        cron.description = Self.evil
        cron.options.queue = "q\(Self.evil)"
        let created = try await place.store.createCronJob(cron, nextRunAt: now, now: now)
        let worker = try await place.store.register(
            WorkerRegistration(host: Self.evil, pid: 1, version: Self.evil, handlers: [cron.handlerName], queues: nil, capacity: 1),
            now: now, leaseUntil: now + .seconds(600))
        var asked = NewExecution(of: created, at: now, trigger: .api)
        asked.handlerParams = #"{"a":"\u001b[2J"}"#
        _ = try await place.store.enqueue(asked, now: now)
        let claimed = try await place.store.claim(
            ClaimRequest(worker: worker, limit: 1, handlers: [cron.handlerName], queues: nil, now: now + .seconds(1)))
        let execution = try #require(claimed.first)
        try await place.store.appendLogs([
            ExecutionLogLine(
                executionID: execution.lease.executionID, attempt: 1, sequence: 1, time: now, level: "info", message: Self.evil)
        ])
        let transition = ExecutionTransition.next(
            after: .failure(message: Self.evil, isRetryable: false), of: execution, now: now, random: 0)
        _ = try await place.store.finish([FinishRequest(lease: execution.lease, transition: transition, startedAt: now)], now: now)
        let id = "\(execution.lease.executionID)"
        let commands = [
            ["cron", "list"], ["cron", "show", cron.name], ["job", "list"], ["job", "show", id], ["job", "logs", id], ["worker", "list"],
            ["queue", "list"], ["cron", "show", Self.evil], ["job", "enqueue", Self.evil, "--params", "{}"], ["doctor"],
        ]
        var shown = 0
        for command in commands {
            let ended = try await Tool.run(command + (json && command.count < 4 ? ["--json"] : []), in: place.path)
            let text = ended.output + ended.errors
            let obeyed = text.unicodeScalars.filter {
                $0 != "\n" && $0 != "\t" && [.control, .format].contains($0.properties.generalCategory)
            }
            #expect(obeyed.isEmpty, "\(command): \(text)")
            if text.contains("[2J") { shown += 1 }
        }
        #expect(shown >= 5)
    }
}
