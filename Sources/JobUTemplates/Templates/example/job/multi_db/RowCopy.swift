import JobU

/// What the two samples that copy rows are told.
struct SyncParams: Codable, Sendable {
    /// How many rows at most in one transaction, 1 to 10000; default 1000. What is left over is for the next run.
    var batchSize: Int?

    private enum CodingKeys: String, CodingKey { case batchSize = "batch_size" }

    /// - Throws: an error that is not retried.
    var limit: Int {
        get throws {
            let size = batchSize ?? 1000
            guard (1...10_000).contains(size) else { throw HandlerError.permanent("batch_size must be 1 to 10000, not \(size)") }
            return size
        }
    }
}

/// Copying the rows of one database's `sample_data` into another's.
enum RowCopy {
    /// The rows of `from` behind the watermark: the highest id of that database that has arrived in `to`.
    ///
    /// The watermark is read from the copied rows themselves, in the transaction that adds to them. So it can neither run ahead of
    /// them nor fall behind, and a run that is repeated finds nothing left to do.
    static func missing(in to: Transaction, of from: Transaction, named source: SampleDatabase, limit: Int) async throws -> [SampleRow] {
        let mark = try await to.fetchOne(
            "SELECT coalesce(max(source_id), 0) AS mark FROM sample_data WHERE source = \(source.name)")
        return try await from.fetchAll(
            """
            SELECT id, name, amount FROM sample_data WHERE id > \(try mark?.int64("mark") ?? 0) ORDER BY id LIMIT \(limit)
            """
        ).map(SampleRow.init)
    }

    /// Adds the rows, all in one go.
    static func insert(_ rows: [SampleRow], into to: Transaction, from source: SampleDatabase) async throws {
        try await to.executeBatch(
            "INSERT INTO sample_data (name, amount, source, source_id) VALUES (?, ?, ?, ?)",
            rows.map { [.text($0.name), .int($0.amount), .text(source.name), .int($0.id)] })
    }
}
