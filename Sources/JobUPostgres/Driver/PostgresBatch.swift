import CJobULibPQ
import Foundation
import JobUDatabase

extension PostgresHandle {
    /// Runs a statement once per row, all of them in one round trip: the rows are sent without waiting for answers.
    /// - Returns: how many rows each run changed.
    /// - Throws: the error of the first run that failed; the server has skipped those after it.
    func batch(_ text: String, _ rows: [[SQLValue]]) throws -> [Int] {
        guard !rows.isEmpty else { return [] }
        let connection = try live()
        let batch = PostgresBatch(self, connection, text, sizeMax: rows.count)
        try startPipeline(connection)
        // Both sides would wait for each other if we sent without end and read nothing.
        PQsetnonblocking(connection, 1)
        do {
            try batch.send(rows)
            try batch.finish()
            PQsetnonblocking(connection, 0)
            try endPipeline(connection, text)
        } catch {
            PQsetnonblocking(connection, 0)
            leavePipeline(connection)
            throw error
        }
        if let failure = batch.failure { throw failure }
        return batch.changed
    }
}

/// A batch under way: what was sent and what came back.
private final class PostgresBatch {
    /// Answers are read after so many runs.
    private static let runsBetweenReads = 256

    private(set) var changed: [Int] = []
    /// The first error.
    private(set) var failure: (any Error)?
    private let handle: PostgresHandle
    private let connection: OpaquePointer
    private let text: String
    private var current: (key: PostgresStatementCache.Key, statement: PostgresStatement)?
    /// Statements the server is asked to prepare, by the position of their answer.
    private var preparing: [Int: (key: PostgresStatementCache.Key, statement: PostgresStatement)] = [:]
    private var (sent, answered) = (0, 0)

    init(_ handle: PostgresHandle, _ connection: OpaquePointer, _ text: String, sizeMax: Int) {
        self.handle = handle
        self.connection = connection
        self.text = text
        changed.reserveCapacity(sizeMax)
    }

    /// Sends the runs, until one is known to have failed.
    func send(_ rows: [[SQLValue]]) throws {
        for (index, row) in rows.enumerated() where failure == nil {
            do {
                try handle.parameters.fill(row)
            } catch {
                failure = error
                return
            }
            try handle.sendRun(of: statement(), connection, text)
            sent += 1
            if index % Self.runsBetweenReads == Self.runsBetweenReads - 1 { try exchange(untilAnswered: 0) }
        }
    }

    /// Waits for all answers.
    func finish() throws {
        try handle.sent(PQpipelineSync(connection), connection, text)
        sent += 1
        try exchange(untilAnswered: sent)
    }

    /// The statement for the parameter types at hand. Nearly all rows have those of the row before.
    private func statement() throws -> PostgresStatement {
        let types = handle.parameters.types
        if let current, current.key.types == types { return current.statement }
        let key = PostgresStatementCache.Key(text: text, types: types)
        if handle.keepsStatements,
            let known = handle.statements.find(key) ?? preparing.values.first(where: { $0.key == key })?.statement
        {
            current = (key, known)
            return known
        }
        let statement = handle.keepsStatements ? handle.statements.make() : .unnamed()
        try handle.sent(PQsendPrepare(connection, statement.name, text, handle.parameters.count, types), connection, text)
        preparing[sent] = (key, statement)
        sent += 1
        current = (key, statement)
        return statement
    }

    /// Sends what libpq still holds and reads what has come, and goes on until so many answers are there.
    private func exchange(untilAnswered wanted: Int) throws {
        while true {
            let flushed = PQflush(connection)
            guard flushed >= 0, PQconsumeInput(connection) == 1 else { throw lost() }
            while answered < sent, PQisBusy(connection) == 0 {
                if let result = PQgetResult(connection) { try record(PostgresResult(result)) }
                guard PQstatus(connection) == CONNECTION_OK else { throw lost() }
            }
            if flushed == 0 && answered >= wanted { return }
            _ = PostgresSocket.wait(PQsocket(connection), for: flushed == 0 ? POLLIN : POLLIN | POLLOUT)
        }
    }

    private func record(_ answer: PostgresResult) throws {
        // It would be given again and again.
        if answer.isCopy { try answer.check(on: connection, text) }
        let position = answered
        answered += 1
        guard failure == nil, answer.status != PGRES_PIPELINE_SYNC else { return }
        do {
            try answer.check(on: connection, text)
        } catch {
            failure = error
            if let current { handle.statements.recordFailure(error, of: current.key) }
            return
        }
        if let prepared = preparing[position] {
            if handle.keepsStatements { handle.statements.keep(prepared.statement, prepared.key) }
        } else {
            changed.append(answer.changed)
        }
    }

    /// The server's last words, where there were any.
    private func lost() -> any Error {
        failure ?? PostgresError.local(connection, statement: text)
    }
}
