import JobUConformance
package import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
package import TestSupport
import Testing

/// What pages ask reads a bounded number of rows, whatever the history: as many as lists are counted to, and a few.
package enum ListGrowthContract {
    private static let history = 50_000
    /// A list is counted up to `countedMax`, and a far page by number skips as many, with the crons they belong to.
    private static let rowsMax = 4 * PageOf<Execution>.countedMax

    /// - Parameters: as those of `GrowthContract.check`.
    package static func check(
        _ fixture: TestStore, analyze: @Sendable (Database) async throws -> Void, rowsRead: @Sendable (Database) async throws -> Int
    ) async throws {
        let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
        try await GrowthContract.grow(fixture.database, by: history)
        try await analyze(fixture.database)
        for question in questions(cron.id) {
            // The first time the engine may read its own tables as well.
            try await question.ask(fixture.store)
            let before = try await rowsRead(fixture.database)
            try await question.ask(fixture.store)
            let read = try await rowsRead(fixture.database) - before
            #expect(read < rowsMax, "\(question.name) read \(read) rows")
        }
    }

    private struct Question: Sendable {
        let name: String
        let ask: @Sendable (SQLJobStore) async throws -> Void

        init(_ name: String, _ ask: @escaping @Sendable (SQLJobStore) async throws -> Void) {
            self.name = name
            self.ask = ask
        }
    }

    private static func questions(_ cron: CronJobID) -> [Question] {
        let lists = lists(cron).map { name, filter, sort, page in
            Question(name) { store in _ = try await store.executions(filter, sort: sort, page: page) }
        }
        let (earlier, span) = (start - minutes(600), TimeSlots(from: start - minutes(600), slotSeconds: 60, slots: 60))
        return lists + [
            Question("counts by status") { store in _ = try await store.countsByStatus() },
            Question("due") { store in _ = (try await store.dueCount(now: start), try await store.oldestWaitingRunTime()) },
            Question("charts") { store in
                _ = try await store.activity(TimeSlots(upTo: start, slotSeconds: 60, slots: 60), newest: 1_000)
            },
            Question("marks") { store in _ = try await store.latestExecutions(of: [cron], limit: 20) },
            Question("counts of a cron") { store in _ = try await store.executionCounts(of: cron, span) },
            Question("runs of a cron") { store in _ = try await store.executions(of: cron, from: earlier, to: start, limit: 100) },
            Question("soonest crons") { store in _ = try await store.soonestCronJobs(limit: 20) },
            Question("queues") { store in _ = try await store.queueLoads(limit: 100) },
        ]
    }

    private static func lists(_ cron: CronJobID) -> [(String, ExecutionFilter, ExecutionSort, Page)] {
        func filter(_ change: (inout ExecutionFilter) -> Void) -> ExecutionFilter {
            var filter = ExecutionFilter()
            change(&filter)
            return filter
        }
        let far = Page(.after(.number(100)), size: 50)
        let ofCron = filter { $0.cronJobID = cron }
        let ofDay = filter { ($0.from, $0.to) = (start - minutes(history - 1_000), start - minutes(history - 2_000)) }
        return [
            ("all", filter { _ in }, .newest, Page(size: 50)), ("the oldest", filter { _ in }, .oldest, Page(size: 50)),
            ("the last part", filter { _ in }, .newest, far), ("page 200", filter { _ in }, .newest, Page(number: 200, size: 50)),
            ("failed", filter { $0.statuses = [.failed] }, .newest, Page(size: 50)),
            ("failed, the last part", filter { $0.statuses = [.failed] }, .newest, far),
            ("succeeded", filter { $0.statuses = [.success] }, .newest, Page(size: 50)),
            ("failed and timed out", filter { $0.statuses = [.failed, .timeout] }, .newest, Page(size: 50)),
            ("waiting", filter { $0.statuses = [.pending] }, .newest, Page(size: 50)),
            ("running", filter { $0.statuses = [.running] }, .newest, Page(size: 50)),
            ("of a cron", ofCron, .newest, Page(size: 50)), ("the oldest of a cron", ofCron, .oldest, Page(size: 50)),
            ("of a cron, the last part", ofCron, .newest, Page(.after(.instant(start - minutes(history - 100))), size: 50)),
            ("of a day", ofDay, .newest, Page(size: 50)), ("the oldest of a day", ofDay, .oldest, Page(size: 50)),
            (
                "since a day long ago, the last part", filter { $0.from = start - minutes(history) }, .newest,
                Page(.after(.tied(start - minutes(history - 100), 0)), size: 50)
            ),
            ("by a handler that has none", filter { $0.handler = "rare" }, .newest, Page(size: 50)),
            ("by a word that nothing has", filter { ($0.search, $0.searchedMax) = ("nowhere", 5_000) }, .newest, Page(size: 50)),
            ("by a word that nothing has, further on", filter { ($0.search, $0.searchedMax) = ("nowhere", 5_000) }, .newest, far),
            (
                "by a word that no run of a cron has", filter { ($0.cronJobID, $0.search, $0.searchedMax) = (cron, "nowhere", 5_000) },
                .oldest,
                Page(size: 50)
            ),
            (
                "by a word that no run of a day has",
                filter { ($0.from, $0.search, $0.searchedMax) = (start - minutes(history), "nowhere", 5_000) }, .newest, Page(size: 50)
            ),
            ("by a word that all have", filter { ($0.search, $0.searchedMax) = ("SAMPLE", 5_000) }, .newest, Page(size: 50)),
            ("by the handler of all", filter { $0.handler = "sample" }, .newest, Page(size: 50)),
        ]
    }
}
