import Synchronization

/// What the databases of a process are for statements that people wrote: sessions of their own, and never the store.
final class StatementDatabases: Sendable {
    private let stores: [Database]
    private let made = Mutex<JobDatabases?>(nil)

    init(stores: [Database]) {
        self.stores = stores
    }

    /// Made when it is first asked for: most processes run no such statement.
    func registry(_ make: () -> JobDatabases) -> JobDatabases {
        made.withLock { made in
            let registry = made ?? make()
            made = registry
            return registry
        }
    }

    /// Asked anew each time: a link, an address or a right may change while the process runs.
    func refuseStore(_ database: Database, on guarded: Database) async throws {
        for store in stores {
            guard store.name != database.name else { throw Self.refusal(database.name, store.name) }
            guard type(of: store.driver) == type(of: database.driver) else { continue }
            if let file = store.driver.fileIdentity, file == database.driver.fileIdentity { throw Self.refusal(database.name, store.name) }
            let isSame = try await store.withConnection(.readOnly) { one in
                try await guarded.withConnection(.readOnly) { other in try await store.driver.isSameDatabase(one, other) }
            }
            if isSame { throw Self.refusal(database.name, store.name) }
        }
    }

    private static func refusal(_ name: String, _ store: String) -> SQLError {
        let reason =
            name == store
            ? "it contains JobU's own tables"
            : "it leads to the store '\(store)', or its account can read there; use another database, or an account that has no rights there"
        return SQLError(.permission, "the database '\(name)' is never used for statements: \(reason)")
    }
}
