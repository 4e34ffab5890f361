import CJobULibPQ
import JobUDatabase

extension PostgresHandle {
    /// Prepares a statement and runs it with the parameters at hand, in one round trip.
    func prepareAndRun(_ statement: PostgresStatement, _ key: PostgresStatementCache.Key) throws -> PostgresResult {
        let connection = try live()
        var answers: [PostgresResult]
        let evicted = statements.evicted
        do {
            try startPipeline(connection)
            // Before a sync of their own: where these fail, the statement shall run nevertheless.
            for name in evicted {
                try sent(PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 1), connection, key.text)
            }
            if !evicted.isEmpty { try sent(PQpipelineSync(connection), connection, key.text) }
            try sent(PQsendPrepare(connection, statement.name, key.text, parameters.count, parameters.types), connection, key.text)
            try sendRun(of: statement, connection, key.text)
            try sent(PQpipelineSync(connection), connection, key.text)
            answers = try receive(syncs: evicted.isEmpty ? 1 : 2, connection, key.text)
            try endPipeline(connection, key.text)
        } catch {
            leavePipeline(connection)
            throw error
        }
        guard answers.count == evicted.count + 2 else { throw PostgresError.local(connection, statement: key.text) }
        statements.recordRemoval(answers.prefix(evicted.count))
        answers.removeFirst(evicted.count)
        try answers[0].check(on: connection, key.text)
        statements.keep(statement, key)
        try answers[1].check(on: connection, key.text)
        return answers[1]
    }

    func startPipeline(_ connection: OpaquePointer) throws {
        try sent(PQenterPipelineMode(connection), connection, nil)
    }

    func endPipeline(_ connection: OpaquePointer, _ text: String) throws {
        try sent(PQexitPipelineMode(connection), connection, text)
    }

    /// Sends a run with the parameters at hand.
    func sendRun(of statement: PostgresStatement, _ connection: OpaquePointer, _ text: String) throws {
        let code = parameters.withValues { values in
            PQsendQueryPrepared(connection, statement.name, parameters.count, values, parameters.lengths, parameters.formats, 1)
        }
        try sent(code, connection, text)
    }

    /// - Throws: why libpq did not take what was to be sent.
    func sent(_ code: Int32, _ connection: OpaquePointer, _ text: String?) throws {
        guard code == 1 else { throw PostgresError.local(connection, statement: text) }
    }

    /// After a failure on our side: the session is of use again only if all that was sent gets its answer.
    func leavePipeline(_ connection: OpaquePointer) {
        guard PQpipelineStatus(connection) != PQ_PIPELINE_OFF, PQexitPipelineMode(connection) != 1 else { return }
        guard PQpipelineSync(connection) == 1 else { return close() }
        do {
            _ = try receive(syncs: 1, connection, "")
            try endPipeline(connection, "")
        } catch {
            // The caller gets the first error; the session cannot be used any more and says so.
            close()
        }
    }

    /// The answers to all that was sent, but for the syncs themselves.
    private func receive(syncs: Int, _ connection: OpaquePointer, _ text: String) throws -> [PostgresResult] {
        var answers: [PostgresResult] = []
        var (ended, empty) = (0, 0)
        while ended < syncs {
            guard let result = PQgetResult(connection) else {
                // One without a result is the end of a statement's answer; more in a row mean that no more will come.
                empty += 1
                if empty == 3 { break }
                continue
            }
            empty = 0
            let answer = PostgresResult(result)
            if answer.status == PGRES_PIPELINE_SYNC {
                ended += 1
            } else {
                answers.append(answer)
                // It would be given again and again.
                if answer.isCopy { try answer.check(on: connection, text) }
                guard PQstatus(connection) == CONNECTION_OK else { break }
            }
        }
        guard ended == syncs else {
            for answer in answers { try answer.check(on: connection, text) }
            throw PostgresError.local(connection, statement: text)
        }
        return answers
    }
}
