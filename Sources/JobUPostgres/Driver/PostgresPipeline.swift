import CJobULibPQ
import Foundation
import JobUDatabase

/// One statement run many times in one round trip: libpq's pipeline mode. Sending and reading take turns, so that neither side's
/// buffer can fill up and stop both.
struct PostgresPipeline {
    /// How many runs are sent before answers are looked for.
    private static let stride = 64

    let link: PostgresLink
    let text: String

    func run(_ rows: [[SQLValue]]) throws -> [Int] {
        guard let first = rows.first else { return [] }
        let handle = try link.open()
        var parameters = try PostgresParameters(first)
        let types = Self.types(rows) ?? parameters.types
        let name = try statementName(types)
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else { throw sendError(handle) }
        var answers = PipelineAnswers(countMax: rows.count)
        do {
            for (index, row) in rows.enumerated() {
                try parameters.replace(row)
                let sent = parameters.withPointers { values in
                    PQsendQueryPrepared(handle, name, values.count, values.pointers, values.lengths, values.formats, 1)
                }
                guard sent == 1 else { throw sendError(handle) }
                if index % Self.stride == Self.stride - 1 { try exchange(handle, &answers, untilSynced: false) }
            }
        } catch {
            try finish(handle, &answers)
            throw error
        }
        try finish(handle, &answers)
        if let failure = answers.failure { throw PostgresError.classify(failure, handle, statement: text) }
        return answers.changed
    }

    /// The types all rows have in common: a column that is null in the first row gets its type from another.
    private static func types(_ rows: [[SQLValue]]) -> [Oid]? {
        guard let first = rows.first else { return nil }
        return first.indices.map { column in
            for row in rows where column < row.count {
                switch row[column] {
                case .null: continue
                case .bool: return PostgresType.bool
                case .int: return PostgresType.int8
                case .double: return PostgresType.float8
                case .text: return PostgresType.inferred
                case .bytes: return PostgresType.bytea
                case .decimal: return PostgresType.numeric
                case .json: return PostgresType.json
                case .timestamp: return PostgresType.timestamptz
                }
            }
            return PostgresType.inferred
        }
    }

    private func statementName(_ types: [Oid]) throws -> String {
        switch link.statements.use(text, types) {
        case .prepared(let name): return name
        case .unprepared: return try statementName(types)
        case .prepare(let name):
            for evicted in link.statements.takeEvicted() { try link.script("DEALLOCATE \(evicted)") }
            try link.check(PQprepare(link.open(), name, text, Int32(types.count), types), statement: text)
            link.statements.prepared(text, types)
            return name
        }
    }

    /// Ends the pipeline in every case; the session is usable again afterwards.
    private func finish(_ handle: OpaquePointer, _ answers: inout PipelineAnswers) throws {
        guard PQpipelineSync(handle) == 1 else { throw sendError(handle) }
        try exchange(handle, &answers, untilSynced: true)
        guard PQexitPipelineMode(handle) == 1, PQsetnonblocking(handle, 0) == 0 else { throw sendError(handle) }
    }

    /// Sends what can be sent and takes what has come; waits for all of it when asked to.
    private func exchange(_ handle: OpaquePointer, _ answers: inout PipelineAnswers, untilSynced: Bool) throws {
        while true {
            let unsent = PQflush(handle)
            guard unsent >= 0 else { throw sendError(handle) }
            while PQisBusy(handle) == 0, !answers.isSynced {
                let result = PQgetResult(handle)
                if result == nil {
                    if answers.isBetweenRuns { break }
                    answers.endRun()
                } else {
                    answers.take(PostgresResult(result))
                }
            }
            if answers.isSynced || (!untilSynced && unsent == 0) { return }
            try wait(handle, toSend: unsent == 1)
            guard PQconsumeInput(handle) == 1 else { throw sendError(handle) }
        }
    }

    private func wait(_ handle: OpaquePointer, toSend: Bool) throws {
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN) | (toSend ? Int16(POLLOUT) : 0), revents: 0)
        while poll(&socket, 1, -1) < 0 {
            guard errno == EINTR else { throw DatabaseError(.connectionLost, "the socket cannot be waited for (errno \(errno))") }
        }
    }

    private func sendError(_ handle: OpaquePointer) -> DatabaseError {
        PostgresError.classify(PostgresResult(nil), handle, statement: text)
    }
}

/// What came back for the runs of a pipeline, in their order.
struct PipelineAnswers {
    private(set) var changed: [Int] = []
    private(set) var failure: PostgresResult?
    private(set) var isSynced = false
    /// libpq ends each run's answers with a null, and gives another null while the next run's are not there yet.
    private(set) var isBetweenRuns = true

    init(countMax: Int) {
        changed.reserveCapacity(countMax)
    }

    mutating func take(_ result: PostgresResult) {
        isBetweenRuns = false
        switch result.status {
        case PGRES_PIPELINE_SYNC: isSynced = true
        case PGRES_PIPELINE_ABORTED: break
        default:
            if result.isGood {
                changed.append(result.changedCount)
            } else if failure == nil {
                failure = result
            }
        }
    }

    mutating func endRun() {
        isBetweenRuns = true
    }
}
