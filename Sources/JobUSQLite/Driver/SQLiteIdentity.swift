import Foundation
import JobUDatabase

/// Whether two sessions are with one file, whatever its names, links among them.
enum SQLiteIdentity {
    static func isSame(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        let (first, second) = (try await file(of: one), try await file(of: other))
        return first == second
    }

    /// Device and number of the file that a session has open.
    private static func file(of connection: any DatabaseConnection) async throws -> [UInt64] {
        let path = try await connection.fetchAll("PRAGMA database_list").first { try $0.text("name") == "main" }?.text("file") ?? ""
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return [.systemNumber, .systemFileNumber].map { (attributes[$0] as? NSNumber)?.uint64Value ?? 0 }
    }
}
