/// The databases a process knows, by the names of `database.yaml`.
public struct DatabaseRegistry: Sendable {
    private let databases: [String: Database]

    package init(_ databases: [Database]) {
        self.databases = Dictionary(databases.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The configured names, sorted.
    public var names: [String] {
        databases.keys.sorted()
    }

    /// The database of that name.
    /// - Throws: `DatabaseError` with code `other` that lists the known names.
    public func database(_ name: String) throws -> Database {
        guard let database = databases[name] else {
            throw DatabaseError(.other, "no database '\(name)' in database.yaml; known: \(names.joined(separator: ", "))")
        }
        return database
    }

    /// Runs `body` in one transaction of the named database.
    /// - Throws: as `Database.transaction`, and for an unknown name.
    public func transaction<Value: Sendable>(
        _ name: String, readOnly: Bool = false, isolation: IsolationLevel? = nil, retries: Int = 0,
        _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        try await database(name).transaction(readOnly: readOnly, isolation: isolation, retries: retries, body)
    }

    /// Closes all of them.
    /// - Throws: the first error met.
    package func close() async throws {
        for name in names { try await databases[name]?.close() }
    }
}
