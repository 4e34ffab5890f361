import JobUModel
import JobUStore

extension StoreContract {
    static let enqueueing: [StoreCase] = [
        StoreCase("a run comes back as it was asked for") { fixture in
            var asked = NewExecution(handlerName: "sample", scheduledTime: start, trigger: .api)
            asked.handlerParams = #"{"message":"안녕"}"#
            asked.runAt = start + minutes(5)
            asked.options.queue = "night"
            asked.options.priority = 7
            asked.options.maxRetry = 1
            asked.options.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 1, maxSeconds: 1, jitter: 0)
            asked.options.timeoutSeconds = 9
            asked.maxConcurrency = 2
            asked.uniqueKey = "order-1"
            let id = try await fixture.enqueue(asked)[0]
            let execution = try require(try await fixture.store.execution(id))
            expect(execution.status == .pending)
            expect(execution.cronJobID == nil)
            expect(execution.cronName == nil)
            expect(execution.handlerParams == asked.handlerParams)
            expect(execution.runAt == asked.runAt)
            expect(execution.options.queue == "night")
            expect(execution.options.priority == 7)
            expect(execution.options.maxRetry == 1)
            expect(execution.options.retryBackoff == asked.options.retryBackoff)
            expect(execution.options.timeoutSeconds == 9)
            expect(execution.maxConcurrency == 2)
            expect(execution.uniqueKey == "order-1")
            expect(execution.attempt == 0)
            expect(execution.fence == 0)
            expect(execution.createdAt == start)
            expect(try await fixture.store.attempts(of: id).isEmpty)
        },
        StoreCase("one cron has one run per instant") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let execution = NewExecution(of: cron, at: start, trigger: .manual)
            let first = try await fixture.store.enqueue(execution, now: start)
            guard case .created(let id) = first else {
                fail("the first run was not created: \(first)")
                return
            }
            expect(try await fixture.store.enqueue(execution, now: start) == .alreadyExists(id))
            expect(try await fixture.store.cronJob(cron.id)?.lastRunAt == start)
            try await fixture.enqueue(NewExecution(of: cron, at: start - minutes(1), trigger: .manual))
            expect(try await fixture.store.cronJob(cron.id)?.lastRunAt == start)
        },
        StoreCase("runs that no cron asked for may share an instant") { fixture in
            let ids = try await fixture.enqueue(.adHoc(), .adHoc())
            expect(Set(ids).count == 2)
        },
        StoreCase("a unique key is taken until its run has ended") { fixture in
            var asked = NewExecution.adHoc()
            asked.uniqueKey = "order-1"
            let first = try await fixture.enqueue(asked)[0]
            expect(try await fixture.store.enqueue(asked, now: start) == .alreadyExists(first))
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            expect(try await fixture.store.enqueue(asked, now: start) == .alreadyExists(first))
            _ = try await fixture.end(execution, .success(result: nil))
            let second = try await fixture.enqueue(asked)[0]
            expect(second != first)
        },
        StoreCase("enqueueing rings for the workers") { fixture in
            var changes = fixture.signals.listen(to: [.executions]).makeAsyncIterator()
            try await fixture.enqueue(.adHoc())
            expect(await changes.next() != nil)
        },
    ]
}
