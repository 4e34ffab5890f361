import JobUTime
import Synchronization

/// The databases of a process that can participate in multi-database transactions, and their checks.
package final class AtomicDatabases: Sendable {
    private struct Key: Hashable {
        var name: String
        var role: AtomicRole
    }

    private struct Checked {
        var site: AtomicSite
        var at: Timestamp
    }

    /// A server's settings change with its restart at most; asking again this often finds that out soon enough.
    private static let trustDuration: Duration = .seconds(60)

    /// By name; those of this process, whichever role uses them.
    package let byName: [String: Database]
    /// The database of the executions; its cluster is the cluster of all transactions.
    package let executionDatabase: String
    package let environment: AtomicEnvironment
    private let checked = Mutex<[Key: Checked]>([:])

    package init(_ databases: [Database], executionDatabase: String, environment: AtomicEnvironment) {
        self.byName = Dictionary(databases.map { ($0.name, $0) }) { first, _ in first }
        self.executionDatabase = executionDatabase
        self.environment = environment
    }

    /// The same with other sessions for some of the databases.
    func replacing(_ others: [Database]) -> AtomicDatabases {
        let names = Set(others.map(\.name))
        return AtomicDatabases(
            others + byName.values.filter { !names.contains($0.name) }, executionDatabase: executionDatabase, environment: environment)
    }

    package func database(_ name: String) throws(AtomicTransactionError) -> Database {
        guard let database = byName[name] else {
            throw .refused(["no database '\(name)' in database.yaml; known: \(byName.keys.sorted().joined(separator: ", "))"])
        }
        return database
    }

    /// The home's cluster.
    package func cluster() async throws -> String {
        try await site(database(executionDatabase)).cluster
    }

    /// Who the home is; nil when it takes no part in multi-database transactions.
    func executionDatabaseSite() async throws -> AtomicSite? {
        try await database(executionDatabase).atomicSiteIfSetUp()
    }

    /// Makes sure that the database can be trusted with the role, and says who it is.
    /// - Throws: `AtomicTransactionError.refused` with every reason.
    package func check(_ database: Database, as role: AtomicRole) async throws -> AtomicSite {
        let key = Key(name: database.name, role: role)
        if let site = remembered(key) { return site }
        let site = try await database.atomicSite()
        let refusals = try await refusals(database, as: role)
        guard refusals.isEmpty else { throw AtomicTransactionError.refused(refusals) }
        remember(site, key)
        return site
    }

    /// Why a database cannot have a role, one sentence each.
    package func refusals(_ database: Database, as role: AtomicRole) async throws -> [String] {
        let refusals = try await database.withConnection(.readWrite) { try await database.atomic.refusals($0, as: role) }
        return refusals.map { "database '\(database.name)': \($0)" }
    }

    private func site(_ database: Database) async throws -> AtomicSite {
        let key = Key(name: database.name, role: .lastAgent)
        if let site = remembered(key) { return site }
        return try await database.atomicSite()
    }

    private func remembered(_ key: Key) -> AtomicSite? {
        let now = environment.now
        return checked.withLock { checked in
            guard let known = checked[key], (.zero..<Self.trustDuration).contains(now - known.at) else { return nil }
            return known.site
        }
    }

    private func remember(_ site: AtomicSite, _ key: Key) {
        let now = environment.now
        checked.withLock { $0[key] = Checked(site: site, at: now) }
    }
}
