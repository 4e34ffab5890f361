import JobUModel
import JobUStore
import JobUTesting
import Testing

extension StoreContract {
    static let queries: [StoreCase] = [
        StoreCase("runs are listed newest first, in pages, with their total") { home in
            var ids: [ExecutionID] = []
            for index in 0..<5 { ids += try await home.enqueue(.adHoc(at: start + minutes(index))) }
            let page = try await home.store.executions(ExecutionFilter(), page: Page(number: 2, size: 2))
            #expect(page.total == 5)
            #expect(page.items.map(\.id) == [ids[2], ids[1]])
            #expect(try await home.store.executions(ExecutionFilter(), page: Page(number: 9, size: 2)).items.isEmpty)
        },
        StoreCase("runs are found by cron, state, handler, queue, time and text") { home in
            let cron = try await home.store.createCronJob(.everyMinute("settlement"), nextRunAt: nil, now: start)
            let ofCron = try await home.enqueue(NewExecution(of: cron, at: start, trigger: .manual))[0]
            let atNight = try await home.enqueue(.adHoc(at: start + minutes(1), queue: "night"))[0]
            var other = NewExecution.adHoc(at: start + minutes(2))
            other.handlerName = "other"
            let byOther = try await home.enqueue(other)[0]
            _ = try await home.store.cancel(atNight, reason: "100% wrong", now: start)
            func found(_ change: (inout ExecutionFilter) -> Void) async throws -> [ExecutionID] {
                var filter = ExecutionFilter()
                change(&filter)
                return try await home.store.executions(filter, page: Page()).items.map(\.id)
            }
            #expect(try await found { $0.cronJobID = cron.id } == [ofCron])
            #expect(try await found { $0.statuses = [.cancelled] } == [atNight])
            #expect(try await found { $0.statuses = [.pending, .running] } == [byOther, ofCron])
            #expect(try await found { $0.handler = "other" } == [byOther])
            #expect(try await found { $0.queue = "night" } == [atNight])
            #expect(try await found { $0.from = start + minutes(1) } == [byOther, atNight])
            #expect(try await found { $0.to = start + minutes(1) } == [ofCron])
            #expect(try await found { $0.search = "settle" } == [ofCron])
            #expect(try await found { $0.search = "0% w" } == [atNight])
            #expect(try await found { $0.search = "_" } == [])
        },
        StoreCase("states are counted") { home in
            #expect(try await home.store.countsByStatus().isEmpty)
            try await home.enqueue(.adHoc(), .adHoc())
            _ = try await home.claim(home.worker(), limit: 1)
            #expect(try await home.store.countsByStatus() == [.pending: 1, .running: 1])
            #expect(try await home.store.oldestWaitingRunTime() == start)
            #expect(try await home.store.countsByStatus(newest: 1) == [.pending: 1])
            #expect(try await home.store.countsByStatus(newest: 100) == [.pending: 1, .running: 1])
        },
        StoreCase("workers are listed with what they hold") { home in
            let registration = WorkerRegistration(
                host: "한글-host", pid: 42, version: "1.0", handlers: ["sample"], queues: ["day", "night"], capacity: 7)
            let id = try await home.store.register(registration, now: start, leaseUntil: start + .seconds(30))
            try await home.enqueue(.adHoc())
            _ = try await home.claim(id)
            let worker = try #require(try await home.store.workers().first)
            #expect(
                worker
                    == WorkerRecord(
                        id: id, registration: registration, startedAt: start, heartbeatAt: start,
                        leaseExpiresAt: start + .seconds(30), running: 1))
        },
    ]
}
