package import JobUDatabase
package import JobUTime

extension PostgresAtomicSQL: AtomicSQL {
    package func beginLastAgent(_ connection: any DatabaseConnection, isolation: IsolationLevel?) async throws {
        let text = """
            \(PostgresTransaction.begin(isolation)); SET LOCAL synchronous_commit = on;
            SET LOCAL idle_in_transaction_session_timeout = \(configuration.atomicIdleTimeout.milliseconds)
            """
        try await postgres(connection).perform { handle in try handle.begin(text) }
    }

    package func beginBranch(_ connection: any DatabaseConnection, _ id: BranchID, isolation: IsolationLevel?) async throws {
        let text = """
            \(PostgresTransaction.begin(isolation)); SET LOCAL lock_timeout = '5s';
            SET LOCAL idle_in_transaction_session_timeout = '60s'
            """
        try await postgres(connection).perform { handle in try handle.begin(text) }
    }

    package func prepare(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        let text = try "PREPARE TRANSACTION \(Self.quoted(id))"
        try await postgres(connection).perform { handle in
            // In a failed transaction the server rolls back and calls it no error.
            guard try handle.script(text) == "PREPARE TRANSACTION" else {
                throw SQLError(.other, "the branch was rolled back instead of prepared: a statement of it had failed", statement: text)
            }
        }
    }

    package func abandonBranch(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        try await connection.rollback()
    }

    package func commitPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        try await finish(connection, "COMMIT PREPARED \(Self.quoted(id))")
    }

    package func rollbackPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        try await finish(connection, "ROLLBACK PREPARED \(Self.quoted(id))")
    }

    /// Once decided, a branch is finished whatever becomes of the task.
    private func finish(_ connection: any DatabaseConnection, _ text: String) async throws -> BranchAnswer {
        try await postgres(connection).performToCompletion { handle in
            do {
                try handle.script(text)
                return .done
            } catch let error as SQLError where error.serverCode == "42704" {
                return .unknown
            } catch let error as SQLError where error.serverCode == "55000" {
                return .busy
            }
        }
    }

    package func preparedBranches(_ connection: any DatabaseConnection, gtridPrefix: String) async throws -> [BranchID] {
        let rows = try await connection.fetchAll(
            """
            SELECT gid FROM pg_prepared_xacts
            WHERE database = current_database() AND starts_with(gid, \(gtridPrefix)) ORDER BY prepared, gid
            """)
        return try rows.compactMap { row in
            let name = try row.text("gid")
            // Without the slash it is somebody else's.
            guard let slash = name.lastIndex(of: "/") else { return nil }
            return BranchID(gtrid: String(name[..<slash]), bqual: String(name[name.index(after: slash)...]))
        }
    }

    package func resolve(_ connection: any DatabaseConnection, gtrid: String, now: Timestamp) async throws -> String? {
        let begin = """
            \(PostgresTransaction.begin(.readCommitted)); SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = '500ms'
            """
        try await postgres(connection).perform { handle in try handle.begin(begin) }
        do {
            _ = try await connection.execute(
                """
                INSERT INTO jobu_tx (gtrid, state, branches, decided_at) VALUES (\(gtrid), 'A', '', \(now))
                ON CONFLICT (gtrid) DO NOTHING
                """)
            // A statement of its own: it sees what the other side has committed while the first one waited.
            let state = try await connection.fetchAll("SELECT state FROM jobu_tx WHERE gtrid = \(gtrid)").first?.text("state")
            try await connection.commit()
            return state
        } catch let error as SQLError where error.code == .lockTimeout {
            try await connection.rollback()
            return nil
        } catch {
            try await connection.rollback()
            throw error
        }
    }

    private func postgres(_ connection: any DatabaseConnection) throws -> PostgresConnection {
        guard let connection = connection as? PostgresConnection else {
            throw SQLError(.other, "this is not a session of PostgreSQL")
        }
        return connection
    }

    /// The branch's name on the server, as a literal.
    /// - Throws: `SQLError` for a name that is not one of ours: it would be sent as part of a statement.
    static func quoted(_ id: BranchID) throws -> String {
        let name = "\(id.gtrid)/\(id.bqual)"
        let isOurs = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._/-".utf8.contains(byte)
            }
        }
        guard isOurs, name.utf8.count < 200, !id.gtrid.isEmpty, !id.bqual.isEmpty else {
            throw SQLError(.other, "a branch cannot have this name")
        }
        return "'\(name)'"
    }
}
