import JobUModel
import JobUStore

extension StoreContract {
    static let enqueueing: [StoreCase] = [
        StoreCase("a run comes back as it was asked for") { home in
            var asked = NewExecution(handlerName: "sample", scheduledTime: start, trigger: .api)
            asked.handlerParams = #"{"message":"안녕"}"#
            asked.runAt = start + minutes(5)
            asked.queue = "night"
            asked.priority = 7
            asked.maxRetry = 1
            asked.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 1, maxSeconds: 1, jitter: 0)
            asked.timeoutSeconds = 9
            asked.maxConcurrency = 2
            asked.uniqueKey = "order-1"
            let id = try await home.enqueue(asked)[0]
            let run = try require(try await home.store.execution(id))
            expect(run.status == .pending)
            expect(run.jobID == nil)
            expect(run.cronName == nil)
            expect(run.handlerParams == asked.handlerParams)
            expect(run.runAt == asked.runAt)
            expect(run.queue == "night")
            expect(run.priority == 7)
            expect(run.maxRetry == 1)
            expect(run.retryBackoff == asked.retryBackoff)
            expect(run.timeoutSeconds == 9)
            expect(run.maxConcurrency == 2)
            expect(run.uniqueKey == "order-1")
            expect(run.attempt == 0)
            expect(run.fence == 0)
            expect(run.createdAt == start)
            expect(try await home.store.attempts(of: id).isEmpty)
        },
        StoreCase("one cron has one run per instant") { home in
            let cron = try await home.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let run = NewExecution(of: cron, at: start, trigger: .manual)
            let first = try await home.store.enqueue(run, now: start)
            guard case .created(let id) = first else {
                fail("the first run was not created: \(first)")
                return
            }
            expect(try await home.store.enqueue(run, now: start) == .alreadyExists(id))
            expect(try await home.store.cronJob(cron.id)?.lastRunAt == start)
            try await home.enqueue(NewExecution(of: cron, at: start - minutes(1), trigger: .manual))
            expect(try await home.store.cronJob(cron.id)?.lastRunAt == start)
        },
        StoreCase("runs that no cron asked for may share an instant") { home in
            let ids = try await home.enqueue(.adHoc(), .adHoc())
            expect(Set(ids).count == 2)
        },
        StoreCase("a unique key is taken until its run has ended") { home in
            var asked = NewExecution.adHoc()
            asked.uniqueKey = "order-1"
            let first = try await home.enqueue(asked)[0]
            expect(try await home.store.enqueue(asked, now: start) == .alreadyExists(first))
            let run = try require(try await home.claim(home.worker()).first)
            expect(try await home.store.enqueue(asked, now: start) == .alreadyExists(first))
            _ = try await home.end(run, .success(result: nil))
            let second = try await home.enqueue(asked)[0]
            expect(second != first)
        },
        StoreCase("enqueueing rings for the workers") { home in
            var rings = home.wakeUps.listen(to: [.executions]).makeAsyncIterator()
            try await home.enqueue(.adHoc())
            expect(await rings.next() != nil)
        },
    ]
}
