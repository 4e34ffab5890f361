import JobUDatabase
package import JobUHandler
import JobUModel
import Logging

/// Writes a row into `sample_data` of the database `sqlite_2`, and reads the newest ones back, in one transaction.
package struct SQLiteCRUDHandler: JobHandler {
    package static let name = "sqlite_crud"
    /// The database it works in.
    package static let databaseName = "sqlite_2"

    package struct Params: Decodable, Sendable {
        /// What the row says.
        var name: String
        /// How many of the newest rows the result shows, 1 to 100.
        var limit: Int

        private enum CodingKeys: String, CodingKey { case name, limit }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decodeIfPresent(String.self, forKey: .name) ?? "sample"
            limit = try container.decodeIfPresent(Int.self, forKey: .limit) ?? 5
        }
    }

    package init() {}

    package func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        guard (1...100).contains(params.limit) else {
            throw HandlerError.permanent("limit must be 1 to 100, not \(params.limit)")
        }
        let rows = try await context.databases.transaction(Self.databaseName) { tx in
            try await tx.execute(
                """
                CREATE TABLE IF NOT EXISTS sample_data (
                    id INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL, created_at VARCHAR(32) NOT NULL)
                """)
            try await tx.execute(
                "INSERT INTO sample_data (name, created_at) VALUES (\(params.name), \(context.scheduledTime.description))")
            return try await tx.fetchAll(
                "SELECT id, name, created_at FROM sample_data ORDER BY id DESC LIMIT \(params.limit)")
        }
        context.logger.info("row written", metadata: ["rows_read": "\(rows.count)"])
        return .success(
            "created",
            data: [
                "rows": .array(
                    try rows.map { row in
                        .object([
                            "id": .int(try row.int64("id")), "name": .string(try row.text("name")),
                            "created_at": .string(try row.text("created_at")),
                        ])
                    })
            ])
    }
}
