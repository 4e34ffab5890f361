import JobUModel
import JobUStore

/// Texts are kept and compared letter by letter on every engine, whatever the database's own character set.
extension StoreContract {
    private static let words = "정산 été Ünïcode \u{1F3A9} 한글\u{1F468}\u{200D}\u{1F469}"

    static let texts: [StoreCase] = [
        StoreCase("texts of every language come back letter by letter") { fixture in
            var definition = CronJobDefinition.everyMinute("이름 \(words)")
            definition.description = words
            definition.tags = ["태그 \u{1F3A9}"]
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            let read = try require(try await fixture.store.cronJob(cron.id))
            expect(read.definition.name == definition.name)
            expect(read.definition.description == words)
            expect(read.definition.tags == definition.tags)
            expect(try await fixture.store.cronJob(named: definition.name)?.id == cron.id)
        },
        StoreCase("results, errors, logs and reasons come back letter by letter, alone and in a batch") { fixture in
            let ids = try await fixture.enqueue(.adHoc(), .adHoc(), .adHoc())
            let executions = try await fixture.claim(fixture.worker()).sorted {
                $0.lease.executionID.rawValue < $1.lease.executionID.rawValue
            }
            try require(executions.count == 3)
            let requests = executions.prefix(2).map { execution in
                let transition = ExecutionTransition.next(
                    after: .success(result: #"{"said":"\#(words)"}"#), of: execution, now: start, random: 0)
                return FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt)
            }
            expect(try await fixture.store.finish(requests, now: start) == [.finished, .finished])
            let line = ExecutionLogLine(executionID: ids[2], attempt: 1, sequence: 1, time: start, level: "INFO", message: words)
            try await fixture.store.appendLogs([line])
            expect(try await fixture.store.recordProgress(executions[2].lease, fraction: 0.5, message: words) == .finished)
            expect(try await fixture.end(executions[2], .failure(message: words, isRetryable: false)) == .finished)
            for id in ids.prefix(2) { expect(try await fixture.store.execution(id)?.result == #"{"said":"\#(words)"}"#) }
            expect(try await fixture.store.execution(ids[2])?.errorMessage == words)
            expect(try await fixture.store.logs(of: ids[2], afterSequence: 0, limit: 10).map(\.message) == [words])
        },
        StoreCase("names that differ by a blank at the end, a capital or an accent are two") { fixture in
            for name in ["report", "report ", "Report", "repört", "report\u{3000}"] {
                _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: nil, now: start)
            }
            expect(try await fixture.store.cronJobs(CronJobFilter(), page: Page()).total == 5)
            expect(try await fixture.store.cronJob(named: "report ")?.definition.name == "report ")
            expect(try await fixture.store.cronJob(named: "report  ") == nil)
        },
        StoreCase("unique keys that differ by a blank at the end, a capital or an accent are two") { fixture in
            var ids: Set<ExecutionID> = []
            for key in ["a", "a ", "A", "á", "\u{1F3A9}", "\u{1F3B8}"] {
                var asked = NewExecution.adHoc()
                asked.uniqueKey = key
                ids.insert(try await fixture.enqueue(asked)[0])
            }
            expect(ids.count == 6)
        },
        StoreCase("queues that differ by a blank at the end are two") { fixture in
            let ids = try await fixture.enqueue(.adHoc(queue: "night"), .adHoc(queue: "night "))
            expect(try await fixture.claim(fixture.worker(), queues: ["night "]).map(\.lease.executionID) == [ids[1]])
        },
        StoreCase("a search takes a capital for a small letter, and nothing else for another") { fixture in
            for name in ["Été", "ete", "정산 \u{1F3A9}", "a_b%c*d?e[f]g.h\\i", "ЯБЛОКО"] {
                _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: nil, now: start)
            }
            func found(_ text: String) async throws -> [String] {
                try await fixture.store.cronJobs(CronJobFilter(search: text), page: Page()).items.map(\.definition.name).sorted()
            }
            expect(try await found("éTÉ") == ["Été"])
            expect(try await found("ETE") == ["ete"])
            expect(try await found("яблоко") == ["ЯБЛОКО"])
            expect(try await found("\u{1F3A9}") == ["정산 \u{1F3A9}"])
            expect(try await found("\u{1F3B8}") == [])
            expect(try await found("정산 ") == ["정산 \u{1F3A9}"])
            for sign in ["_", "%", "*", "?", "[", "]", ".", "\\", "B%C", "D?E", "[F]", "G.H\\I"] {
                expect(try await found(sign) == ["a_b%c*d?e[f]g.h\\i"], "\(sign)")
            }
            for sign in ["a.b", "^", "$", "|", "(", "a_b%c*d?e[f]g.h\\i "] { expect(try await found(sign) == [], "\(sign)") }
        },
    ]
}
