package import JobUConfiguration
import JobUDatabase
package import JobUModel
import JobUStore

/// Something the doctor has looked at.
package struct Finding: Sendable, Encodable {
    package enum Grade: String, Sendable, Encodable { case ok, warn, fail }

    package var subject: String
    package var grade: Grade
    /// What is so, and what to do about it.
    package var message: String
}

/// Looks at everything a start depends on, and goes on after the first fault.
package struct Doctor: Sendable {
    private let settings: JobUSettings
    private let time: TimeSource

    package init(settings: JobUSettings, time: TimeSource) {
        self.settings = settings
        self.time = time
    }

    package func findings() async -> [Finding] {
        var findings = settings.notices.map { Finding(subject: "settings", grade: .warn, message: $0) }
        findings.append(Finding(subject: "settings", grade: .ok, message: "every file can be read"))
        findings.append(adminAddress())
        for name in settings.databases.keys.sorted() { findings.append(await database(name)) }
        for name in Set([settings.dispatcher.database, settings.worker.database, settings.admin.database]).sorted() {
            findings += await store(name)
        }
        return findings
    }

    private func adminAddress() -> Finding {
        do {
            try AdminAddress.check(settings.admin, roles: [.admin])
            return Finding(subject: "admin", grade: .ok, message: "listens on \(settings.admin.host):\(settings.admin.port)")
        } catch {
            return Finding(subject: "admin", grade: .fail, message: "\(error)")
        }
    }

    private func database(_ name: String) async -> Finding {
        let subject = "database \(name)"
        do {
            let databases = try OpenDatabases(settings.databases.filter { $0.key == name })
            let registry = databases.registry([name])
            let answer = try await registry.transaction(name, readOnly: true) { try await $0.fetchOne("SELECT 1 AS one") }
            try await databases.close()
            return Finding(subject: subject, grade: answer == nil ? .fail : .ok, message: answer == nil ? "gives no answer" : "answers")
        } catch {
            return Finding(subject: subject, grade: .fail, message: "\(error)")
        }
    }

    private func store(_ name: String) async -> [Finding] {
        let subject = "store \(name)"
        do {
            let databases = try OpenDatabases(settings.databases.filter { $0.key == name })
            let missing = try await databases.migrationStatus(name).filter { !$0.isApplied }
            guard missing.isEmpty else {
                try await databases.close()
                let message = "\(missing.count) steps of the schema are missing; 'jobu migrate' or 'jobu run' applies them"
                return [Finding(subject: subject, grade: .warn, message: message)]
            }
            let store = try await databases.store(name, time: time).store
            let workers = try await workers(store)
            try await databases.close()
            return [Finding(subject: subject, grade: .ok, message: "has the newest schema"), workers]
        } catch {
            return [Finding(subject: subject, grade: .fail, message: "\(error)")]
        }
    }

    private func workers(_ store: SQLJobStore) async throws -> Finding {
        let now = time.wall.now()
        let workers = try await store.workers()
        let alive = workers.filter { $0.leaseExpiresAt > now }
        let waiting = try await store.countsByStatus()[.pending, default: 0]
        if alive.isEmpty, waiting > 0 {
            return Finding(
                subject: "workers", grade: .warn, message: "\(waiting) runs wait and no worker is alive; start one: jobu run worker")
        }
        return Finding(subject: "workers", grade: .ok, message: "\(alive.count) alive, \(waiting) runs wait")
    }
}
