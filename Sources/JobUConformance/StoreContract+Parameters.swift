import JobUModel
import JobUStore

extension StoreContract {
    static let parameters: [StoreCase] = [
        StoreCase("parameters and results are kept as the JSON text they are: digits, keys, their order and blanks") { fixture in
            let text = #"""
                {"u": 18446744073709551615 , "m":12345678901234567.89,"h":1e400, "z":-0.0,
                 "p":1.10,"b":{"y":1,"x":[ ]},"a":"정산 🎩 \u00e9","a":2}
                """#
            var definition = CronJobDefinition.everyMinute()
            definition.handlerParams = text
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: start, now: start)
            expect(cron.definition.handlerParams == text)
            let changed = try await fixture.store.updateCronJob(cron.id, version: 1, definition, nextRunAt: start, now: start)
            expect(changed.definition.handlerParams == text)
            _ = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil)
            }
            var own = NewExecution.adHoc()
            own.handlerParams = text
            try await fixture.enqueue(own)
            let claimed = try await fixture.claim(fixture.worker())
            expect(claimed.map(\.handlerParams) == [text, text])
            let result = #"{"data":{"total":12345678901234567.89,"u":18446744073709551615}}"#
            for execution in claimed { expect(try await fixture.end(execution, .success(result: result)) == .finished) }
            let stored = try await fixture.store.executions(ExecutionFilter(), page: Page()).items
            expect(stored.map(\.handlerParams) == [text, text])
            expect(stored.map(\.result) == [result, result])
        }
    ]
}
