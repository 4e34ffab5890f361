import JobUModel
import JobUStore

extension StoreContract {
    static let cronJobs: [StoreCase] = [
        StoreCase("a cron comes back as it was stored") { fixture in
            var definition = CronJobDefinition.everyMinute("밤 정산 '; DROP TABLE cron_jobs; --")
            definition.description = "every field differs from its default"
            definition.timeZone = "Asia/Seoul"
            definition.dayMatch = "and"
            definition.handlerParams = #"{"a":[1,"둘",null]}"#
            definition.isEnabled = false
            definition.overlapPolicy = .cancelRunning
            definition.misfirePolicy = .catchUp
            definition.misfireLimit = 7
            definition.misfireGraceSeconds = 11
            definition.options.maxRetry = 0
            definition.options.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 1, maxSeconds: 2, jitter: 0.5)
            definition.options.timeoutSeconds = 12
            definition.options.queue = "night"
            definition.options.priority = -3
            definition.maxConcurrency = 4
            definition.startAt = start
            definition.endAt = start + minutes(9)
            definition.pauseReason = "audit"
            definition.tags = ["money", "밤"]
            let created = try await fixture.store.createCronJob(definition, nextRunAt: start + minutes(1), now: start)
            let read = try require(try await fixture.store.cronJob(created.id))
            expect(read == created)
            expect(read.definition == definition)
            expect(read.nextRunAt == start + minutes(1))
            expect(read.version == 1)
            expect(try await fixture.store.cronJob(named: definition.name) == read)
        },
        StoreCase("a second cron of the same name is refused") { fixture in
            _ = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            await expect(throws: JobStoreError.duplicateName("report")) {
                _ = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            }
        },
        StoreCase("renaming a cron to a name that is taken is refused") { fixture in
            _ = try await fixture.store.createCronJob(.everyMinute("a"), nextRunAt: nil, now: start)
            let second = try await fixture.store.createCronJob(.everyMinute("b"), nextRunAt: nil, now: start)
            await expect(throws: JobStoreError.duplicateName("a")) {
                _ = try await fixture.store.updateCronJob(second.id, version: 1, .everyMinute("a"), nextRunAt: nil, now: start)
            }
        },
        StoreCase("an update needs the version it has read") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let changed = try await fixture.store.updateCronJob(
                cron.id, version: 1, .everyMinute("renamed"), nextRunAt: start + minutes(2), now: start + minutes(1))
            expect(changed.version == 2)
            expect(changed.definition.name == "renamed")
            expect(changed.nextRunAt == start + minutes(2))
            expect(changed.createdAt == start)
            expect(changed.updatedAt == start + minutes(1))
            await expect(throws: JobStoreError.versionConflict(current: 2)) {
                _ = try await fixture.store.updateCronJob(cron.id, version: 1, .everyMinute(), nextRunAt: nil, now: start)
            }
        },
        StoreCase("a cron that is not there cannot be changed or deleted") { fixture async throws in
            let id = CronJobID(rawValue: 4_711_000_000_000)
            expect(try await fixture.store.cronJob(id) == nil)
            expect(try await fixture.store.deleteCronJob(id) == .notFound)
            await expect(throws: JobStoreError.notFound) {
                _ = try await fixture.store.updateCronJob(id, version: 1, .everyMinute(), nextRunAt: nil, now: start)
            }
        },
        StoreCase("deleting a cron deletes its runs, but not while one runs") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let id = try await fixture.enqueue(NewExecution(of: cron, at: start, trigger: .manual))[0]
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            expect(try await fixture.store.deleteCronJob(cron.id) == .running)
            expect(try await fixture.end(execution, .success(result: nil)) == .finished)
            expect(try await fixture.store.deleteCronJob(cron.id) == .deleted)
            expect(try await fixture.store.execution(id) == nil)
        },
        StoreCase("deleting a cron deletes a history of thousands of runs, and nobody else's") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let other = try await fixture.store.createCronJob(.everyMinute("other"), nextRunAt: nil, now: start)
            let ended = (0..<2_300).flatMap { index in
                [cron, other].map { one in
                    var execution = NewExecution(of: one, at: start - minutes(index), trigger: .cron)
                    execution.skipReason = "history"
                    return execution
                }
            }
            let waiting = NewExecution(of: cron, at: start + minutes(1), trigger: .cron)
            expect(try await fixture.store.enqueue(ended + [waiting], now: start) == 4_601)
            expect(try await fixture.store.deleteCronJob(cron.id) == .deleted)
            let left = try await fixture.store.executions(ExecutionFilter(), page: Page())
            expect(left.total == 2_300)
            expect(left.items.allSatisfy { $0.cronJobID == other.id })
        },
        StoreCase("crons are listed by name, in pages, by state, text and tag") { fixture in
            for index in 0..<5 {
                var definition = CronJobDefinition.everyMinute("cron \(index)")
                definition.isEnabled = index % 2 == 0
                definition.tags = index == 3 ? ["money"] : []
                definition.description = index == 4 ? "100% of it" : ""
                _ = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            }
            func names(_ filter: CronJobFilter, _ page: Page = Page()) async throws -> [String] {
                try await fixture.store.cronJobs(filter, page: page).items.map(\.definition.name)
            }
            expect(try await names(CronJobFilter(), Page(number: 2, size: 2)) == ["cron 2", "cron 3"])
            expect(try await fixture.store.cronJobs(CronJobFilter(), page: Page(size: 2)).total == 5)
            expect(try await names(CronJobFilter(isEnabled: false)) == ["cron 1", "cron 3"])
            expect(try await names(CronJobFilter(tag: "money")) == ["cron 3"])
            expect(try await names(CronJobFilter(search: "0% o")) == ["cron 4"])
            expect(try await names(CronJobFilter(search: "%")) == ["cron 4"])
            expect(try await names(CronJobFilter(search: "nothing")) == [])
        },
    ]
}
