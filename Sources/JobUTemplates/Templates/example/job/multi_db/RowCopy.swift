import JobU

/// The parameters of the two samples that copy rows.
struct SyncParams: Codable, Sendable {
    /// The maximum number of rows in one transaction, 1 to 10000; default 1000. The next job copies the rest.
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

/// Copies rows of `sample_data` from one database to another.
enum RowCopy {
    /// Returns the rows of `from` after the watermark: the highest id of that database that has arrived in `to`.
    ///
    /// The watermark is read from the copied rows themselves, in the transaction that adds to them. So it always matches them, and a
    /// repeated job finds nothing left to do.
    static func missing(in to: Transaction, of from: Transaction, named source: SampleDatabase, limit: Int) async throws -> [SampleRow] {
        let mark = try await to.fetchOne(
            "SELECT coalesce(max(source_id), 0) AS mark FROM sample_data WHERE source = \(source.name)")
        return try await from.fetchAll(
            """
            SELECT id, name, amount FROM sample_data WHERE id > \(try mark?.int64("mark") ?? 0) ORDER BY id LIMIT \(limit)
            """
        ).map(SampleRow.init)
    }

    /// Inserts all rows with one statement.
    static func insert(_ rows: [SampleRow], into to: Transaction, from source: SampleDatabase) async throws {
        try await to.executeBatch(
            "INSERT INTO sample_data (name, amount, source, source_id) VALUES (?, ?, ?, ?)",
            rows.map { [.text($0.name), .int($0.amount), .text(source.name), .int($0.id)] })
    }
}
