import JobU

/// Counts and sums `sample_data` in three databases, and changes nothing: the engines themselves refuse a write in these transactions.
struct MultiDBReport: JobHandler {
    static let name = "multi_db_report"

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
        let wanted: [SampleDatabase] = [.main, .postgres, .mysql]
        for database in wanted { try await SampleTable.prepare(database, in: context.databases) }
        let totals = try await context.databases.transaction(on: .readOnly("default"), .readOnly("postgres_1"), .readOnly("mysql_1")) {
            tx in
            var totals: [String: SampleTotal] = [:]
            for database in wanted { totals[database.name] = try await SampleTotal.read(in: tx[database.name]) }
            return totals
        }
        let rows = totals.values.map(\.rows).reduce(0, +)
        context.logger.info("reported", metadata: ["rows": "\(rows)"])
        return .success(
            "reported",
            data: [
                "databases": .object(totals.mapValues(\.json)), "rows": .int(rows),
                "amount": .int(totals.values.map(\.amount).reduce(0, +)),
            ])
    }
}

/// The number of rows and the sum of their amounts.
struct SampleTotal: Sendable {
    var rows: Int64
    var amount: Int64

    /// The same statement on every engine; the cast is needed because each has another type for sums.
    static func read(in tx: Transaction) async throws -> SampleTotal {
        let row = try await tx.fetchOne(
            "SELECT count(*) AS row_count, cast(coalesce(sum(amount), 0) AS CHAR(30)) AS total FROM sample_data")
        guard let row, let amount = Int64(try row.text("total").filter { !$0.isWhitespace }) else {
            throw HandlerError("the sum cannot be read")
        }
        return SampleTotal(rows: try row.int64("row_count"), amount: amount)
    }

    var json: JSONValue { ["rows": .int(rows), "amount": .int(amount)] }
}
