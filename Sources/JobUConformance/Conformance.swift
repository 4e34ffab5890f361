package import JobUDatabase
package import JobUStore
package import JobUTime

/// Runs the store's contract in a place of its own, as the tests run it on the servers they know.
package struct Conformance: Sendable {
    /// What became of one sentence.
    package struct Outcome: Sendable {
        package var sentence: String
        /// What does not hold, with its place in the contract; empty when the sentence holds.
        package var failures: [String]
    }

    /// How long one sentence may take.
    private static let limit: Duration = .seconds(120)

    private let driver: any DatabaseDriver
    private let dialect: any StoreDialect
    private let migrations: [Migration]
    private let time: TimeSource

    /// - Parameter driver: leads to an empty place that may be filled.
    package init(
        driver: any DatabaseDriver, dialect: any StoreDialect, migrations: [Migration], time: TimeSource
    ) {
        self.driver = driver
        self.dialect = dialect
        self.migrations = migrations
        self.time = time
    }

    /// Makes the schema and checks one sentence after the other, each on empty tables.
    /// - Throws: what the schema or the cleaning between two sentences fails with. What a sentence fails with is an outcome.
    package func outcomes() async throws -> [Outcome] {
        let database = Database(name: "conformance", driver: driver, time: time)
        do {
            _ = try await Migrator(migrations).run(on: database, now: Timestamp(microseconds: 0))
            var outcomes: [Outcome] = []
            for sentence in StoreContract.cases {
                outcomes.append(await outcome(of: sentence))
                try await empty(database)
            }
            try await database.close()
            return outcomes
        } catch {
            try await database.close()
            throw error
        }
    }

    private func outcome(of sentence: StoreCase) async -> Outcome {
        let failures = Failures()
        do {
            let fixture = TrialFixture(driver, dialect, time)
            do {
                try await within(Self.limit) { try await sentence.check(fixture) { failures.note($0.description) } }
            } catch is Expectation.Unmet {
                // Its reason is noted.
            } catch {
                failures.note("\(error)")
            }
            try await fixture.close()
        } catch {
            failures.note("\(error)")
        }
        return Outcome(sentence: sentence.sentence, failures: failures.all)
    }

    private func within(_ limit: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body() }
            group.addTask { [time] in
                try await time.clock.sleep(for: limit)
                throw SQLError(.timeout, "did not end within \(limit)")
            }
            try await group.next()
        }
    }

    /// The names are those of our own tables. What belongs to a row goes with it, so their order means nothing.
    private func empty(_ database: Database) async throws {
        let tables = driver.migrationRules.tables
        let names = try await database.transaction { try await $0.fetchAll(tables) }.map { try $0.text("name") }
        try await database.transaction(retries: 10) { tx in
            for name in names where !name.hasPrefix("schema_") && name != "wake_ups" {
                try await tx.execute("DELETE FROM \(SQLQuery.uncheckedRaw(name))")
            }
        }
    }
}
