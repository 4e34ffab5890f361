package import JobUDatabase

/// An empty database for a trial, beside another one and on the same server: a file, a schema or a database.
package struct TrialDatabase: Sendable {
    /// What it is called there.
    package var name: String
    package var driver: any DatabaseDriver
    /// Removes it with all that is in it.
    package var remove: @Sendable () async throws -> Void

    package init(
        name: String, driver: any DatabaseDriver, remove: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.driver = driver
        self.remove = remove
    }
}

extension DatabaseDriver {
    /// Runs a script with a session of its own.
    /// - Throws: `SQLError`.
    package func run(_ script: String) async throws {
        try await connect(.readWrite).once { try await $0.executeScript(script) }
    }
}

/// Makes such databases.
package struct TrialMaker: Sendable {
    /// Makes one. The name is a word of small letters, digits and underscores that nothing else has.
    package var make: @Sendable (_ name: String) async throws -> TrialDatabase
    /// The missing rights, as a continuation of "grant it ".
    package var grants: String

    package init(
        grants: String, make: @escaping @Sendable (_ name: String) async throws -> TrialDatabase
    ) {
        self.grants = grants
        self.make = make
    }
}
