import JobUAdmin
import JobUAlerts
import JobUCron
import JobUDatabase
package import JobUHandler
package import JobUModel
package import JobUStore
import Logging

/// Something the doctor has looked at.
package struct Finding: Sendable, Encodable {
    package enum Grade: String, Sendable, Encodable { case ok, warn, fail }

    package var subject: String
    package var grade: Grade
    /// What is so, and what to do about it.
    package var message: String
}

/// Checks everything a start depends on, and continues after a fault.
package struct Doctor: Sendable {
    let settings: JobUSettings
    let engines: [DatabaseEngine]
    private let handlers: @Sendable () throws -> HandlerRegistry
    let time: TimeSource

    /// - Parameter handlers: the handlers that a worker of this program runs, as `run` makes them.
    package init(
        settings: JobUSettings, engines: [DatabaseEngine], handlers: @escaping @Sendable () throws -> HandlerRegistry, time: TimeSource
    ) {
        self.settings = settings
        self.engines = engines
        self.handlers = handlers
        self.time = time
    }

    package func findings() async -> [Finding] {
        var findings = settings.notices.map { Finding(subject: "settings", grade: .warn, message: $0) }
        findings.append(Finding(subject: "settings", grade: .ok, message: "all files are valid"))
        findings += files()
        findings.append(handlerNames())
        findings += admin()
        findings.append(alerts())
        for name in settings.databases.keys.sorted() { findings.append(await database(name)) }
        for name in settings.stores.sorted() {
            findings += await store(name)
        }
        if settings.databases.count > 1 { findings += await transactions() }
        return findings
    }

    private func open(_ databases: [String: DatabaseConfiguration]) throws -> OpenDatabases {
        try OpenDatabases(
            databases, engines: engines, executionDatabase: settings.worker.database, process: .current(endNow: { _ in }), time: time,
            logger: Logger(label: "jobu.doctor", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Checks which databases can participate in multi-database transactions, and which transactions are in doubt.
    private func transactions() async -> [Finding] {
        do {
            let databases = try open(settings.databases)
            var findings: [Finding] = []
            for (name, database) in databases.atomic.byName.sorted(by: { $0.key < $1.key }) {
                findings.append(await transactions(name, database, databases.atomic))
            }
            for doubt in await AtomicOperator(databases.atomic).inDoubt().inDoubt {
                let grade: Finding.Grade = doubt.state == .hazard ? .fail : .warn
                findings.append(Finding(subject: "transaction \(doubt.gtrid)", grade: grade, message: doubt.reason))
            }
            try await databases.close()
            return findings
        } catch {
            return [Finding(subject: "transactions", grade: .fail, message: "\(error)")]
        }
    }

    private func transactions(_ name: String, _ database: Database, _ databases: AtomicDatabases) async -> Finding {
        let subject = "transactions \(name)"
        do {
            _ = try await databases.check(database, as: database.atomic.canPrepare ? .branch : .lastAgent)
            return Finding(subject: subject, grade: .ok, message: "can participate in multi-database transactions")
        } catch let error as AtomicTransactionError where error.code == .refused {
            return Finding(subject: subject, grade: .warn, message: error.reasons.joined(separator: "; "))
        } catch {
            return Finding(subject: subject, grade: .fail, message: "\(error)")
        }
    }

    /// Checks alerts.yaml; shows neither addresses nor secrets.
    private func alerts() -> Finding {
        do {
            let configuration = try Alerting.configuration(settings.alerts)
            _ = try Alerting.transport(settings.alerts, time: time)
            let names = configuration.webhooks.map(\.name)
            guard !names.isEmpty else { return Finding(subject: "alerts", grade: .ok, message: "no webhooks are configured") }
            let unsigned = configuration.webhooks.filter { $0.key == nil }.map(\.name)
            let message = "webhooks: \(names.joined(separator: ", ")); test one: jobu alert test \(names[0])"
            return unsigned.isEmpty
                ? Finding(subject: "alerts", grade: .ok, message: message)
                : Finding(
                    subject: "alerts", grade: .warn,
                    message:
                        "\(message); without a secret, receivers cannot verify the sender: \(unsigned.joined(separator: ", "))")
        } catch {
            return Finding(subject: "alerts", grade: .fail, message: "\(error)")
        }
    }

    /// Whether the handlers are what worker.yaml takes them for.
    private func handlerNames() -> Finding {
        do {
            let handlers = try handlers()
            try settings.worker.checkIsolated(handlers)
            let names = handlers.names
            return Finding(subject: "handlers", grade: .ok, message: names.isEmpty ? "none" : names.joined(separator: ", "))
        } catch {
            return Finding(subject: "handlers", grade: .fail, message: "\(error)")
        }
    }

    /// What the admin refuses in admin.yaml, whoever may reach it.
    private func admin() -> [Finding] {
        do {
            _ = try settings.admin.completed()
            return []
        } catch {
            return [Finding(subject: "admin", grade: .fail, message: "\(error)")]
        }
    }

    /// Whether the pages may be served where they are configured, and to whom. Nothing where `admin()` has found a fault: `run` ends there.
    private func adminAddress(hasUsers: Bool) -> [Finding] {
        guard admin().isEmpty else { return [] }
        let address = "\(settings.admin.configuration.host):\(settings.admin.configuration.port)"
        do {
            try AdminAddress.check(settings.admin, hasUsers: hasUsers)
        } catch {
            return [Finding(subject: "admin", grade: .fail, message: "\(error)")]
        }
        if hasUsers { return [Finding(subject: "admin", grade: .ok, message: "listens on \(address); login required")] }
        let message =
            "listens on \(address) without login, so every account of this machine can change everything; add a user: jobu user add NAME"
        return [Finding(subject: "admin", grade: .warn, message: message)]
    }

    private func database(_ name: String) async -> Finding {
        let subject = "database \(name)"
        do {
            let databases = try open(settings.databases.filter { $0.key == name })
            let registry = databases.registry([name])
            let answer = try await registry.transaction(name, readOnly: true) { try await $0.fetchOne("SELECT 1 AS one") }
            try await databases.close()
            return Finding(subject: subject, grade: answer == nil ? .fail : .ok, message: answer == nil ? "no answer" : "answers")
        } catch {
            return Finding(subject: subject, grade: .fail, message: "\(error)")
        }
    }

    private func store(_ name: String) async -> [Finding] {
        let subject = "store \(name)"
        do {
            let databases = try open(settings.databases.filter { $0.key == name })
            let missing = try await databases.migrationStatus(name).filter { !$0.isApplied }
            guard missing.isEmpty else {
                try await databases.close()
                let message =
                    "\(missing.count) \(missing.count == 1 ? "step of the schema is" : "steps of the schema are") missing; 'jobu migrate' or 'jobu run' applies them"
                let finding = Finding(subject: subject, grade: .warn, message: message)
                return name == settings.admin.database ? [finding] + adminAddress(hasUsers: false) : [finding]
            }
            let openStore = try await databases.store(name, time: time)
            let store = openStore.store
            let fault = try await store.fault(now: openStore.time.wall.now())
            var findings = [
                Finding(subject: subject, grade: fault == nil ? .ok : .fail, message: fault?.words ?? "schema up to date"),
                try await workers(store),
            ]
            findings += try await crons(store, now: openStore.time.wall.now())
            if name == settings.admin.database { findings += adminAddress(hasUsers: try await store.hasUsers()) }
            try await databases.close()
            return findings
        } catch {
            return [Finding(subject: subject, grade: .fail, message: "\(error)")]
        }
    }

    private func workers(_ store: SQLJobStore) async throws -> Finding {
        let alive = try await store.liveWorkers(now: time.wall.now())
        let waiting = try await store.countsByStatus()[.pending, default: 0]
        if alive.isEmpty, waiting > 0 {
            return Finding(
                subject: "workers", grade: .warn, message: "\(Self.waiting(waiting)), no live worker; start one: jobu run worker")
        }
        return Finding(subject: "workers", grade: .ok, message: "\(alive.count) alive, \(Self.waiting(waiting))")
    }

    private static func waiting(_ executions: Int) -> String { executions == 1 ? "1 job waiting" : "\(executions) jobs waiting" }

    /// The maximum number of crons listed by name; the others are counted.
    private static let cronsListed = 10

    /// Crons that do not fire as their schedules say, as this machine sees them.
    private func crons(_ store: SQLJobStore, now: Timestamp) async throws -> [Finding] {
        var (broken, count, start): ([Finding], Int, CronJobID?) = ([], 0, CronJobID(rawValue: 0))
        while let after = start {
            let piece = try await store.enabledCronJobs(after: after, limit: 1_000)
            for cron in piece.crons {
                guard let fault = ScheduleFault(of: cron, now: now) else { continue }
                count += 1
                guard broken.count < Self.cronsListed else { continue }
                broken.append(
                    Finding(subject: "cron \(cron.definition.name)", grade: fault.grade, message: fault.text(in: .english)))
            }
            start = piece.next
        }
        if count > broken.count {
            broken.append(
                Finding(subject: "crons", grade: .fail, message: "\(count) crons do not fire as scheduled; the first 10 are listed"))
        }
        return broken.isEmpty ? [Finding(subject: "crons", grade: .ok, message: "every enabled cron is due as scheduled")] : broken
    }
}

extension ScheduleFault {
    /// What no dispatcher mends by itself is for a person.
    fileprivate var grade: Finding.Grade { isRepairable ? .warn : .fail }
}
