import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let auditing: [StoreCase] = [
        StoreCase("every change that somebody asks for is in the log, with before and after") { fixture in
            try await fixture.acting {
                var cron = try await fixture.store.createCronJob(.everyMinute("밤 정산"), nextRunAt: nil, now: start)
                var edited = cron.definition
                edited.cronExpression = "0 3 * * *"
                cron = try await fixture.store.updateCronJob(cron.id, version: 1, edited, nextRunAt: nil, now: start)
                edited.isEnabled = false
                edited.pauseReason = "move"
                cron = try await fixture.store.updateCronJob(cron.id, version: 2, edited, nextRunAt: nil, now: start)
                _ = try await fixture.store.enqueue(NewExecution(of: cron, at: start, trigger: .manual), now: start)
                let id = try require(try await fixture.enqueue(.adHoc(at: start + minutes(1))).first)
                _ = try await fixture.store.cancel(id, reason: "wrong day", now: start)
                _ = try await fixture.store.retry(id, now: start)
                _ = try await fixture.store.deleteExecution(id)
                try await fixture.store.setQueueLimit(QueueLimit(name: "night", maxConcurrency: 2), now: start)
                try await fixture.store.setQueueLimit(QueueLimit(name: "night", maxConcurrency: 3), now: start)
                _ = try await fixture.store.removeQueueLimit("night")
                _ = try await fixture.store.deleteCronJob(cron.id)
            }
            let log = try await fixture.log()
            expect(
                log.map(\.change.action) == [
                    "cron.create", "cron.update", "cron.disable", "cron.run", "job.enqueue", "job.cancel", "job.retry", "job.delete",
                    "queue.set", "queue.set", "queue.remove", "cron.delete",
                ])
            let entry = try require(log.first { $0.change.action == "cron.update" })
            expect(entry.actorKind == .user && entry.actor == "mina" && entry.address == "192.0.2.7" && entry.time == start + minutes(5))
            expect(entry.change.subject == AuditSubject(.cron, log[0].change.subject.id, "밤 정산"))
            expect(entry.change.before == ["cron_expression": "* * * * *"])
            expect(entry.change.after == ["cron_expression": "0 3 * * *"])
            expect(log[0].change.before == nil && log[0].change.after?["handler_params"] == .object([:]))
            expect(log[0].change.after?["is_enabled"] == true)
            expect(log[2].change.after == ["is_enabled": false, "pause_reason": "move"])
            expect(log[5].change.before?["status"] == "PENDING" && log[5].change.after?["reason"] == "wrong day")
            expect(log[6].change.before?["status"] == "CANCELLED")
            expect(log[9].change.before == ["max_concurrency": 2] && log[9].change.after == ["max_concurrency": 3])
            expect(log[11].change.before?["name"] == "밤 정산" && log[11].change.after == nil)
        },
        StoreCase("the log tells of accounts, and no secret or hash of one is in it") { fixture in
            try await fixture.acting {
                let admin = try await fixture.user("mina")
                let other = try await fixture.user("other", .viewer)
                try await fixture.session("session hash", of: admin)
                _ = try await fixture.store.endSession("session hash")
                let change = UserChange(role: .operator, passwordHash: "hash of new")
                _ = try await fixture.store.changeUser(other.id, change, now: start)
                try await fixture.store.removeUser(other.id)
                let new = NewAPIToken(name: "ci", hash: "hash of token", hint: "jobu_ab", role: .viewer, createdBy: "mina", expiresAt: nil)
                _ = try await fixture.store.revokeToken(try await fixture.store.createToken(new, now: start).id)
            }
            let log = try await fixture.log()
            expect(
                log.map(\.change.action) == [
                    "user.create", "user.create", "session.start", "session.end", "user.password", "user.role", "user.delete",
                    "token.create", "token.revoke",
                ])
            expect(log[5].change.before == ["role": "viewer"] && log[5].change.after == ["role": "operator"])
            expect(!log.contains { "\($0)".contains("hash") })
        },
        StoreCase("what a service does, what changes nothing and what is undone is not in the log") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            _ = try await fixture.enqueue(.adHoc())
            struct Regret: Error {}
            try await fixture.acting {
                _ = try await fixture.store.deleteExecution(ExecutionID(rawValue: 99_000_000_000))
                _ = try await fixture.store.removeQueueLimit("none")
                await expect(throws: JobStoreError.self) {
                    _ = try await fixture.store.updateCronJob(cron.id, version: 9, .everyMinute(), nextRunAt: nil, now: start)
                }
                await expect(throws: Regret.self) {
                    try await fixture.database.transaction { tx in
                        _ = try await fixture.store.enqueue(.adHoc(at: start + minutes(1)), in: tx, now: start)
                        throw Regret()
                    }
                }
            }
            expect(try await fixture.log().isEmpty)
        },
        StoreCase("a text that is longer than its column does not fail the change") { fixture in
            let actor = AuditActor(.cli, name: String(repeating: "밤", count: 300), address: nil, wall: FixedWall())
            let subject = AuditSubject(.queue, String(repeating: "q", count: 300), String(repeating: "🙂", count: 300))
            try await AuditActor.$current.withValue(actor) { try await fixture.store.recordAudit(AuditChange("queue.set", subject)) }
            expect(try await fixture.log().first?.actor.count == 200)
        },
        StoreCase("the log is filtered, and read page by page from the newest") { fixture in
            try await fixture.acting {
                for name in ["a", "b", "c_d"] { _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: nil, now: start) }
            }
            let gone = try require(try await fixture.store.cronJob(named: "b")).id
            try await AuditActor.$current.withValue(AuditActor(.cli, name: "root", address: nil, wall: FixedWall(minutes(9)))) {
                _ = try await fixture.store.deleteCronJob(gone)
            }
            func found(_ change: (inout AuditFilter) -> Void) async throws -> [String] {
                var filter = AuditFilter()
                change(&filter)
                return try await fixture.store.auditEntries(filter, before: nil, limit: 10).map {
                    "\($0.change.action) \($0.change.subject.name)"
                }
            }
            expect(try await found { $0.actor = "root" } == ["cron.delete b"])
            expect(try await found { $0.action = "cron.delete" } == ["cron.delete b"])
            expect(try await found { $0.action = "cron" }.count == 4)
            expect(try await found { $0.action = "cro" }.isEmpty)
            expect(try await found { ($0.subjectKind, $0.subjectID) = (.cron, "\(gone)") } == ["cron.delete b", "cron.create b"])
            expect(try await found { $0.from = start + minutes(9) } == ["cron.delete b"])
            expect(try await found { $0.to = start + minutes(9) }.count == 3)
            let first = try await fixture.store.auditEntries(AuditFilter(), before: nil, limit: 3)
            expect(first.map(\.change.subject.name) == ["b", "c_d", "b"])
            let second = try await fixture.store.auditEntries(AuditFilter(), before: first.last?.id, limit: 3)
            expect(second.map(\.change.subject.name) == ["a"])
        },
        StoreCase("old entries are pruned in batches, the oldest first") { fixture in
            for minute in 0..<5 {
                try await AuditActor.$current.withValue(AuditActor(.cli, name: "root", address: nil, wall: FixedWall(minutes(minute)))) {
                    try await fixture.store.recordAudit(AuditChange("queue.set", AuditSubject(.queue, "\(minute)", "q")))
                }
            }
            expect(try await fixture.store.pruneAudit(before: start + minutes(4), limit: 3) == 3)
            expect(try await fixture.store.pruneAudit(before: start + minutes(4), limit: 3) == 1)
            expect(try await fixture.store.pruneAudit(before: start + minutes(4), limit: 3) == 0)
            expect(try await fixture.log().map(\.change.subject.id) == ["4"])
        },
    ]
}

/// Always says the same.
private struct FixedWall: WallClock {
    private let elapsed: Duration

    init(_ elapsed: Duration = minutes(5)) { self.elapsed = elapsed }

    func now() -> Timestamp { start + elapsed }
}

extension StoreFixture {
    func acting(_ body: () async throws -> Void) async throws {
        try await AuditActor.$current.withValue(AuditActor(.user, name: "mina", address: "192.0.2.7", wall: FixedWall())) {
            try await body()
        }
    }

    /// The whole log, oldest first.
    func log() async throws -> [AuditEntry] {
        try await store.auditEntries(AuditFilter(), before: nil, limit: 100).reversed()
    }
}
