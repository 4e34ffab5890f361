import JobUModel
import JobUStore

extension StoreContract {
    static let queries: [StoreCase] = [
        StoreCase("runs are listed newest first, in pages, with their total") { fixture in
            var ids: [ExecutionID] = []
            for index in 0..<5 { ids += try await fixture.enqueue(.adHoc(at: start + minutes(index))) }
            let page = try await fixture.store.executions(ExecutionFilter(), page: Page(number: 2, size: 2))
            expect(page.total == 5)
            expect(page.items.map(\.id) == [ids[2], ids[1]])
            expect(try await fixture.store.executions(ExecutionFilter(), page: Page(number: 9, size: 2)).items.isEmpty)
        },
        StoreCase("a list is walked from key to key, there and back, while rows come and go") { fixture in
            var ids: [ExecutionID] = []
            for index in 0..<7 { ids += try await fixture.enqueue(.adHoc(at: start + minutes(index))) }
            func page(_ begin: Page.Start) async throws -> PageOf<Execution> {
                try await fixture.store.executions(ExecutionFilter(), page: Page(begin, size: 2))
            }
            let first = try await page(.number(1))
            expect(first.items.map(\.id) == [ids[6], ids[5]])
            expect(first.previous == nil)
            // The row that the key is of goes, and a newer one comes.
            _ = try await fixture.store.deleteExecution(ids[5])
            ids += try await fixture.enqueue(.adHoc(at: start + minutes(9)))
            let second = try await page(.after(require(first.next)))
            expect(second.items.map(\.id) == [ids[4], ids[3]])
            let third = try await page(.after(require(second.next)))
            expect(third.items.map(\.id) == [ids[2], ids[1]])
            let last = try await page(.after(require(third.next)))
            expect(last.items.map(\.id) == [ids[0]])
            expect(last.next == nil)
            let back = try await page(.before(require(last.previous)))
            expect(back.items.map(\.id) == third.items.map(\.id))
            expect(back.next == third.next && back.previous == third.previous)
            let top = try await page(.before(require(second.previous)))
            expect(top.items.map(\.id) == [ids[7], ids[6]])
            expect(top.previous == nil)
            expect(try await page(.after(.number(0))).items.isEmpty)
        },
        StoreCase("the runs of one cron are walked by instant, with the same filters") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute("settlement"), nextRunAt: nil, now: start)
            let other = try await fixture.store.createCronJob(.everyMinute("other"), nextRunAt: nil, now: start)
            // Stored in another order than that of their instants, and with runs of the same instants between them.
            for index in [3, 0, 4, 1, 2] {
                for cron in [cron, other] {
                    try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(index), trigger: .backfill))
                }
            }
            var filter = ExecutionFilter()
            filter.cronJobID = cron.id
            filter.statuses = [.pending]
            var found: [Timestamp] = []
            var next: ListKey?
            repeat {
                let page = try await fixture.store.executions(filter, page: Page(next.map(Page.Start.after) ?? .number(1), size: 2))
                expect(page.total == 5)
                found += page.items.map(\.scheduledTime)
                next = page.next
            } while next != nil && found.count < 10
            expect(found == (0..<5).reversed().map { start + minutes($0) })
        },
        StoreCase("crons are walked by name, there and back") { fixture in
            for name in ["b", "가", "a", "B", "z z"] {
                _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: nil, now: start)
            }
            let all = try await fixture.store.cronJobs(CronJobFilter(), page: Page()).items.map(\.definition.name)
            var names: [String] = []
            var next: ListKey?
            var page: PageOf<CronJob>
            repeat {
                page = try await fixture.store.cronJobs(CronJobFilter(), page: Page(next.map(Page.Start.after) ?? .number(1), size: 2))
                names += page.items.map(\.definition.name)
                next = page.next
            } while next != nil && names.count < 10
            expect(names == all)
            let back = try await fixture.store.cronJobs(CronJobFilter(), page: Page(.before(require(page.previous)), size: 2))
            expect(back.items.map(\.definition.name) == Array(all[2..<4]))
        },
        StoreCase("crons are walked by their next run, those without one last, there and back") { fixture in
            // Two of one instant, and two of none.
            for (name, minute) in [("a", 5), ("b", nil), ("c", 1), ("d", 5), ("e", nil), ("f", 9)] {
                _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: minute.map { start + minutes($0) }, now: start)
            }
            func walk(_ sort: CronJobSort) async throws -> [String] {
                func page(_ begin: Page.Start) async throws -> PageOf<CronJob> {
                    try await fixture.store.cronJobs(CronJobFilter(), sort: sort, page: Page(begin, size: 1))
                }
                func name(_ page: PageOf<CronJob>) -> String { page.items.map(\.definition.name).joined() }
                var found = try await page(.number(1))
                var there = name(found)
                while let next = found.next, there.count < 9 {
                    expect(sort.accepts(next))
                    found = try await page(.after(next))
                    there += name(found)
                }
                var back = name(found)
                while let previous = found.previous, back.count < 9 {
                    found = try await page(.before(previous))
                    back += name(found)
                }
                return [there, back]
            }
            expect(try await walk(.nextRun) == ["cadfbe", "ebfdac"])
            expect(try await walk(.nextRunBackwards) == ["fdaceb", "becadf"])
            expect(try await walk(.lastRun) == ["abcdef", "fedcba"])
            expect(try await walk(.lastRunBackwards) == ["fedcba", "abcdef"])
            expect(try await walk(.name) == ["abcdef", "fedcba"])
            expect(try await walk(.nameBackwards) == ["fedcba", "abcdef"])
        },
        StoreCase("runs are walked from the oldest on") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute("settlement"), nextRunAt: nil, now: start)
            for index in [2, 0, 1] { try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(index), trigger: .backfill)) }
            func walk(_ filter: ExecutionFilter) async throws -> [Timestamp] {
                let first = try await fixture.store.executions(filter, sort: .oldest, page: Page(size: 2))
                let rest = try await fixture.store.executions(filter, sort: .oldest, page: Page(.after(require(first.next)), size: 2))
                let back = try await fixture.store.executions(filter, sort: .oldest, page: Page(.before(require(rest.previous)), size: 2))
                expect(back.items == first.items && rest.next == nil)
                return (first.items + rest.items).map(\.scheduledTime)
            }
            expect(try await walk(ExecutionFilter()) == [2, 0, 1].map { start + minutes($0) })
            var filter = ExecutionFilter()
            filter.cronJobID = cron.id
            expect(try await walk(filter) == [0, 1, 2].map { start + minutes($0) })
            var span = ExecutionFilter()
            span.from = start
            expect(try await walk(span) == [0, 1, 2].map { start + minutes($0) })
        },
        StoreCase("runs of a span of time are walked by instant, those of one instant by number, there and back") { fixture in
            var ids: [ExecutionID] = []
            for minute in [1, 2, 1, 0, 2, 1, 9] { ids += try await fixture.enqueue(.adHoc(at: start + minutes(minute))) }
            var filter = ExecutionFilter()
            (filter.from, filter.to) = (start, start + minutes(9))
            var page = try await fixture.store.executions(filter, page: Page(size: 2))
            var there = page.items.map(\.id)
            while let next = page.next, there.count < 9 {
                expect(filter.accepts(next))
                page = try await fixture.store.executions(filter, page: Page(.after(next), size: 2))
                there += page.items.map(\.id)
            }
            expect(there == [4, 1, 5, 2, 0, 3].map { ids[$0] })
            let back = try await fixture.store.executions(filter, page: Page(.before(require(page.previous)), size: 2))
            expect(back.items.map(\.id) == [5, 2].map { ids[$0] })
        },
        StoreCase("a text is looked for in so many runs in one go, the list tells how far, and going on leaves nothing out") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute("settlement"), nextRunAt: nil, now: start)
            var ids: [ExecutionID] = []
            for index in 0..<10 {
                var execution = NewExecution(of: cron, at: start + minutes(index), trigger: .backfill)
                if [1, 8].contains(index) { execution.handlerName = "rare" }
                ids += try await fixture.enqueue(execution)
            }
            var ofCron = ExecutionFilter()
            ofCron.cronJobID = cron.id
            var ofSpan = ExecutionFilter()
            ofSpan.from = start
            for var filter in [ExecutionFilter(), ofCron, ofSpan] {
                (filter.search, filter.searchedMax) = ("RARE", 3)
                func page(_ begin: Page.Start) async throws -> PageOf<Execution> {
                    let page = try await fixture.store.executions(filter, page: Page(begin, size: 2))
                    expect([page.next, page.previous].compactMap(\.self).allSatisfy(filter.accepts))
                    return page
                }
                let first = try await page(.number(1))
                expect(first.items.map(\.id) == [ids[8]] && first.searchedUntil == ids[7])
                expect(first.total == 1 && first.isCountCut)
                let second = try await page(.after(require(first.next)))
                expect(second.items.isEmpty && second.searchedUntil == ids[4])
                let third = try await page(.after(require(second.next)))
                expect(third.items.map(\.id) == [ids[1]] && third.searchedUntil == ids[1])
                let last = try await page(.after(require(third.next)))
                expect(last.items.isEmpty && last.next == nil && last.searchedUntil == nil)
                var back = try await page(.before(require(third.previous)))
                expect(back.items.isEmpty && back.searchedUntil == ids[4])
                expect(try await page(.after(require(back.next))).items.map(\.id) == [ids[1]])
                back = try await page(.before(require(back.previous)))
                expect(back.items.isEmpty && back.searchedUntil == ids[7])
                back = try await page(.before(require(back.previous)))
                expect(back.items.map(\.id) == [ids[8]] && back.previous == nil && back.searchedUntil == nil)
                filter.searchedMax = 10
                let whole = try await page(.number(1))
                expect(whole.items.map(\.id) == [ids[8], ids[1]] && whole.next == nil && whole.searchedUntil == nil)
                expect(whole.total == 2 && !whole.isCountCut)
            }
        },
        StoreCase("runs are found by cron, state, handler, queue, time and text") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute("settlement"), nextRunAt: nil, now: start)
            let ofCron = try await fixture.enqueue(NewExecution(of: cron, at: start, trigger: .manual))[0]
            let atNight = try await fixture.enqueue(.adHoc(at: start + minutes(1), queue: "night"))[0]
            var other = NewExecution.adHoc(at: start + minutes(2))
            other.handlerName = "other"
            let byOther = try await fixture.enqueue(other)[0]
            _ = try await fixture.store.cancel(atNight, reason: "100% wrong", now: start)
            func found(_ change: (inout ExecutionFilter) -> Void) async throws -> [ExecutionID] {
                var filter = ExecutionFilter()
                change(&filter)
                return try await fixture.store.executions(filter, page: Page()).items.map(\.id)
            }
            expect(try await found { $0.cronJobID = cron.id } == [ofCron])
            expect(try await found { $0.statuses = [.cancelled] } == [atNight])
            expect(try await found { $0.statuses = [.pending, .running] } == [byOther, ofCron])
            expect(try await found { $0.handler = "other" } == [byOther])
            expect(try await found { $0.queue = "night" } == [atNight])
            expect(try await found { $0.from = start + minutes(1) } == [byOther, atNight])
            expect(try await found { $0.to = start + minutes(1) } == [ofCron])
            expect(try await found { $0.search = "settle" } == [ofCron])
            expect(try await found { $0.search = "0% w" } == [atNight])
            expect(try await found { $0.search = "_" } == [])
        },
        StoreCase("states are counted") { fixture in
            expect(try await fixture.store.countsByStatus().isEmpty)
            try await fixture.enqueue(.adHoc(), .adHoc())
            _ = try await fixture.claim(fixture.worker(), limit: 1)
            expect(try await fixture.store.countsByStatus() == [.pending: 1, .running: 1])
            expect(try await fixture.store.oldestWaitingRunTime() == start)
            try await fixture.enqueue(.adHoc(at: start + minutes(1)))
            expect(try await fixture.store.dueCount(now: start) == 1)
            expect(try await fixture.store.dueCount(now: start + minutes(1)) == 2)
            expect(try await fixture.store.countsByStatus(newest: 1) == [.pending: 1])
            expect(try await fixture.store.countsByStatus(newest: 100) == [.pending: 2, .running: 1])
        },
        StoreCase("workers are listed with what they hold") { fixture in
            let registration = WorkerRegistration(
                host: "한글-host", pid: 42, version: "1.0", handlers: ["sample"], queues: ["day", "night"], capacity: 7)
            let id = try await fixture.store.register(registration, now: start, leaseUntil: start + .seconds(30))
            try await fixture.enqueue(.adHoc())
            _ = try await fixture.claim(id)
            let worker = try require(try await fixture.store.workers().first)
            expect(
                worker
                    == WorkerRecord(
                        id: id, registration: registration, startedAt: start, heartbeatAt: start,
                        leaseExpiresAt: start + .seconds(30), running: 1))
        },
    ]
}
