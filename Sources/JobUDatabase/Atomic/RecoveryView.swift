/// What a round of the recovery sees before it acts. The order in which it is gathered is a rule of the protocol: committed rows, then
/// branches, and only then is a register asked about one of them.
struct RecoveryView: Sendable {
    /// Databases that can be asked, by their site.
    var sites: [String: Database] = [:]
    var unreachable: [String: String] = [:]
    /// Committed transactions that are not known to be finished, with the database that says so.
    var unfinished: [(row: RegisterRow, database: Database)] = []
    /// Prepared branches, each with a database through which it can be finished.
    var prepared: [BranchID: Database] = [:]

    private static let rowsMax = 1_000

    /// Looks into every database; one that is away does not hold up the others.
    static func gather(_ databases: AtomicDatabases, cluster: String) async -> RecoveryView {
        var view = RecoveryView()
        for (name, database) in databases.byName.sorted(by: { $0.key < $1.key }) {
            do {
                try await view.readRegister(of: database, cluster)
            } catch {
                view.unreachable[name] = "\(error)"
            }
        }
        for database in view.sites.values.sorted(by: { $0.name < $1.name }) where database.atomic.canPrepare {
            do {
                for id in try await database.preparedBranches(prefix: TransactionName.prefix(cluster: cluster))
                where view.prepared[id] == nil {
                    view.prepared[id] = id.site.flatMap { view.sites[$0] } ?? database
                }
            } catch {
                view.unreachable[database.name] = "\(error)"
            }
        }
        return view
    }

    private mutating func readRegister(of database: Database, _ cluster: String) async throws {
        guard let site = try await database.atomicSiteIfSetUp() else { return }
        let unfinished = AtomicRegister.unfinished(cluster: cluster, limit: Self.rowsMax)
        let rows = try await database.ownTransaction(readOnly: true) { try await $0.fetchAll(unfinished).map(RegisterRow.init) }
        sites[site.site] = database
        self.unfinished += rows.map { ($0, database) }
    }
}

extension Database {
    func preparedBranches(prefix: String) async throws -> [BranchID] {
        try await withConnection(.readWrite) { [atomic] in try await atomic.preparedBranches($0, gtridPrefix: prefix) }
    }

    /// Nil for a database that takes no part.
    func atomicSiteIfSetUp() async throws -> AtomicSite? {
        do {
            _ = try await ownTransaction(readOnly: true) { try await $0.fetchOne("SELECT 1 AS one FROM jobu_tx_site") }
        } catch  where error.databaseError?.code == .syntax {
            return nil
        }
        return try await atomicSite()
    }
}
