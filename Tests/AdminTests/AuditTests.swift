import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Audit log")
struct AuditTests {
    /// Routes that change something, with a body that does, in an order in which each finds what it needs.
    private static let changes: [(method: HTTPRequest.Method, uri: String, body: String?, action: String)] = [
        (.post, "/api/crons", #"{"name":"a","cron_expression":"0 3 * * *","handler_name":"sample"}"#, "cron.create"),
        (.put, "/api/crons/1", #"{"description":"new"}"#, "cron.update"), (.post, "/api/crons/1/toggle", nil, "cron.disable"),
        (.post, "/api/crons/1/resume", nil, "cron.enable"), (.post, "/api/crons/1/pause", nil, "cron.disable"),
        (.post, "/api/crons/1/run", nil, "cron.run"), (.post, "/api/jobs", #"{"handler_name":"sample"}"#, "job.enqueue"),
        (.post, "/api/jobs/2/cancel", nil, "job.cancel"), (.post, "/api/jobs/2/retry", nil, "job.retry"),
        (.post, "/api/jobs/bulk", #"{"action":"cancel","ids":[2]}"#, "job.cancel"), (.delete, "/api/jobs/2", nil, "job.delete"),
        (.put, "/api/queues/night", #"{"max_concurrency":2}"#, "queue.set"), (.delete, "/api/queues/night", nil, "queue.remove"),
        (.delete, "/api/crons/1", nil, "cron.delete"), (.post, "/api/alerts/1/retry", nil, "alert.retry"),
        (.post, "/api/users", #"{"name":"vera","password":"correct horse battery","role":"viewer"}"#, "user.create"),
        (.put, "/api/users/2", #"{"role":"operator"}"#, "user.role"), (.delete, "/api/users/2", nil, "user.delete"),
        (.post, "/api/tokens", #"{"name":"b","role":"viewer"}"#, "token.create"), (.delete, "/api/tokens/2", nil, "token.revoke"),
    ]

    @Test("each change over the API is in the log, under the name of the token")
    func api() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let admin: HTTPFields = [.authorization: "Bearer \(try await harness.token(.admin, name: "root"))"]
            try await harness.deadAlert()
            for change in Self.changes {
                let reply = try await harness.send(change.method, change.uri, change.body, admin)
                #expect((200...299).contains(reply.status.code), "\(change.uri): \(reply.text)")
            }
            let log = try await harness.fixture.store.auditEntries(AuditFilter(), before: nil, limit: 100).reversed()
            #expect(log.map(\.change.action) == Self.changes.map(\.action))
            #expect(log.allSatisfy { $0.actorKind == .token && $0.actor == "root" })
            // Every other route that changes something is a page's, or has a test of its own.
            let covered = Set(Self.changes.map { "\($0.method) \($0.uri)" })
            for route in harness.routes where route.changes && route.uri.hasPrefix("/api/") {
                let own = ["/api/crons/preview", "/api/me/password", "/api/transactions/1/resolve"].contains(route.uri)
                let uri = route.uri.replacing("jobu.css", with: "night")
                #expect(own || covered.contains { $0.replacing(/\/\d+/, with: "/1") == "\(route.method) \(uri)" }, "\(route)")
            }
        }
    }

    @Test("each button of the pages is in the log, under the name of the user")
    func pages() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            try await harness.deadAlert()
            let csrf = try await browser.csrf()
            let presses: [(uri: String, fields: [String: String], action: String)] = [
                ("/crons", ["name": "a", "cron_expression": "0 3 * * *", "handler_name": "sample", "is_enabled": "true"], "cron.create"),
                ("/crons/1", ["name": "b", "cron_expression": "0 3 * * *", "handler_name": "sample", "is_enabled": "true"], "cron.update"),
                ("/crons/1/toggle", [:], "cron.disable"), ("/crons/bulk", ["action": "enable", "ids": "1"], "cron.enable"),
                ("/crons/1/run", [:], "cron.run"), ("/jobs/1/again", [:], "cron.run"), ("/jobs/1/cancel", [:], "job.cancel"),
                ("/jobs/1/retry", [:], "job.retry"), ("/jobs/bulk", ["action": "cancel", "ids": "1"], "job.cancel"),
                ("/jobs/1/delete", [:], "job.delete"), ("/crons/1/delete", [:], "cron.delete"),
                ("/queues", ["name": "night", "max_concurrency": "2"], "queue.set"), ("/queues/pause", ["name": "night"], "queue.set"),
                ("/queues/resume", ["name": "night"], "queue.set"), ("/queues/lift", ["name": "night"], "queue.remove"),
                ("/alerts/1/retry", [:], "alert.retry"),
                ("/users", ["name": "vera", "password": AdminHarness.password, "role": "viewer"], "user.create"),
                ("/users/2/role", ["role": "operator"], "user.role"),
                ("/users/2/password", ["password": "another good one"], "user.password"), ("/users/2/delete", [:], "user.delete"),
                ("/tokens", ["name": "t", "role": "viewer", "days": "30"], "token.create"), ("/tokens/1/revoke", [:], "token.revoke"),
                ("/logout", [:], "session.end"),
            ]
            for press in presses {
                let reply = try await browser.post(press.uri, press.fields.merging(["csrf": csrf, "confirmed": "yes"]) { _, new in new })
                #expect(reply.status == .seeOther || reply.status == .created, "\(press.uri): \(reply.status)")
            }
            let log = try await harness.fixture.store.auditEntries(AuditFilter(), before: nil, limit: 100).reversed()
            #expect(log.map(\.change.action) == ["session.start"] + presses.map(\.action))
            #expect(log.allSatisfy { $0.actorKind == .user && $0.actor == "mina" })
            let pressed = Set(presses.map(\.uri) + ["/account", "/login"])
            for route in harness.routes where route.changes && !route.uri.hasPrefix("/api/") {
                #expect(pressed.contains { $0.replacing(/\/\d+/, with: "/1") == route.uri }, "\(route)")
            }
        }
    }

    @Test("the log is read page by page, over the API and in the browser, with filters")
    func reading() async throws {
        try await AdminHarness.open { harness in
            for name in ["a", "b", "c"] {
                _ = try await harness.send(
                    .post, "/api/crons", #"{"name":"\#(name)","cron_expression":"0 3 * * *","handler_name":"sample"}"#)
            }
            _ = try await harness.send(.post, "/api/crons/2/toggle")
            let first = try await harness.get("/api/audit?size=2").json
            #expect(first["items"]?[0]?["action"]?.text == "cron.disable")
            #expect(first["items"]?[0]?["actor_kind"]?.text == "local")
            #expect(first["items"]?[0]?["before"]?["is_enabled"] == true && first["items"]?[0]?["after"]?["is_enabled"] == false)
            #expect(first["next"] == 3)
            let second = try await harness.get("/api/audit?size=2&before=3").json
            #expect(second["items"]?[1]?["subject_name"]?.text == "a" && second["next"] == .null)
            let filtered = try await harness.get("/api/audit?subject_kind=cron&subject_id=2&action=cron.create").json
            #expect(filtered["items"]?[0]?["subject_name"]?.text == "b" && filtered["items"]?[1] == nil)
            for wrong in ["subject_kind=cow&nonsense=1", "subject_kind=", "subject_kind=cron,user", "before=", "from_date="] {
                #expect(try await harness.get("/api/audit?\(wrong)").status == .unprocessableContent, "\(wrong)")
            }
            let page = try await harness.get("/audit?subject_kind=cron&subject_id=2").text
            #expect(page.contains("cron.disable") && page.contains("is_enabled") && !page.contains("cron c"))
            #expect(try await harness.get("/audit?from_date=yesterday").status == .unprocessableContent)
        }
    }

    @Test("a decision about a transaction is in the log, and a refusal too")
    func transactions() async throws {
        try await AdminHarness.open { harness in
            let time = harness.time
            await #expect(throws: AtomicTransactionError.self) {
                try await AuditActor.$current.withValue(AuditActor(.cli, name: "root", address: nil, wall: time.wall)) {
                    _ = try await harness.fixture.store.audited(
                        Refusing(), resolve: "g1", .commit, by: "x", reason: "the ledger has it")
                }
            }
            let log = try await harness.fixture.store.auditEntries(AuditFilter(), before: nil, limit: 10)
            #expect(log.map(\.change.action) == ["transaction.refused", "transaction.resolve"])
            #expect(log[0].change.after == ["reason": "nobody knows it"])
            #expect(log[1].change.after == ["verdict": "commit", "reason": "the ledger has it"])
        }
    }

    /// Decides nothing.
    private struct Refusing: TransactionOperations {
        func inDoubt() async -> RecoveryReport { RecoveryReport() }
        func transaction(_ gtrid: String) async throws -> InDoubtTransaction? { nil }
        func recover() async -> RecoveryReport { RecoveryReport() }
        func prune() async throws -> Int { 0 }
        func resolve(
            _ gtrid: String, _ decision: TransactionDecision, by person: String, reason: String
        ) async throws -> RegisterRow.State {
            throw AtomicTransactionError.refused(["nobody knows it"])
        }
    }

    @Test("markup in names of users, tokens and the log stays text", arguments: SecurityTests.attacks)
    func escaping(attack: String) async throws {
        try await AdminHarness.open { harness in
            // Not by the rules for names: a row may come from elsewhere.
            try await harness.user("mina", .admin)
            try await harness.user(attack, .admin)
            _ = try await harness.token(.viewer, name: attack)
            let actor = AuditActor(.user, name: attack, address: attack, wall: harness.time.wall)
            try await AuditActor.$current.withValue(actor) {
                _ = try await harness.cron(attack) { $0.description = attack }
            }
            let browser = harness.browser()
            _ = try await browser.login("mina")
            for uri in ["/users", "/tokens", "/audit", "/account", "/"] {
                let reply = try await browser.get(uri)
                #expect(reply.status == .ok && !reply.text.unicodeScalars.contains(attack.unicodeScalars), "\(uri)")
            }
            let csrf = try await browser.csrf()
            for uri in ["/users", "/tokens"] {
                let html = try await browser.post(uri, ["csrf": csrf, "name": attack, "password": attack, "role": attack]).text
                #expect(!html.unicodeScalars.contains(attack.unicodeScalars), "\(uri)")
            }
            let refused = try await harness.browser().login(attack, attack, next: attack).text
            #expect(!refused.unicodeScalars.contains(attack.unicodeScalars))
        }
    }
}
