import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func paramsAuthor(of handler: String) async throws -> ParamsAuthor? {
        try await fetch("SELECT params_author FROM handlers WHERE name = \(handler)").first.map(ParamsAuthor.init(row:))
    }

    /// Records who may write the parameters of a worker's handlers. If two workers disagree, the stricter rule stays: a program of an
    /// older version opens nothing.
    func rememberHandlers(of worker: WorkerRegistration) async throws {
        do {
            try await recordHandlers(worker)
        } catch  where error.databaseError?.code == .uniqueViolation {
            // Another worker has registered with the same handlers at this moment: what is missing now is written now.
            try await recordHandlers(worker)
        }
    }

    private func recordHandlers(_ worker: WorkerRegistration) async throws {
        guard !worker.handlers.isEmpty else { return }
        let rows = try await fetch("SELECT name, params_author FROM handlers WHERE name IN (\(SQLQuery.list(worker.handlers)))")
        let known = try Dictionary(rows.map { (try $0.text("name"), try ParamsAuthor(row: $0)) }) { first, _ in first }
        let missing = worker.handlers.filter { known[$0] == nil }
        let tightened = worker.handlers.filter { worker.handlersOfAdmins.contains($0) && known[$0] == .operator }
        guard !missing.isEmpty || !tightened.isEmpty else { return }
        _ = try await write(notifying: nil) { tx in
            try await tx.executeBatch(
                "INSERT INTO handlers (name, params_author) VALUES (?, ?)",
                missing.map { [.text($0), .text((worker.handlersOfAdmins.contains($0) ? ParamsAuthor.admin : .operator).rawValue)] })
            try await tx.executeBatch(
                "UPDATE handlers SET params_author = ? WHERE name = ?", tightened.map { [.text(ParamsAuthor.admin.rawValue), .text($0)] })
        }
    }
}

extension ParamsAuthor {
    /// A word that is not known opens nothing.
    fileprivate init(row: ResultRow) throws {
        self = try row.text("params_author") == ParamsAuthor.operator.rawValue ? .operator : .admin
    }
}
