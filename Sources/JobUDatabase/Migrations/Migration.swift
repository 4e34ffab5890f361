import Crypto

/// One numbered step of a schema. Steps only move forward; one that has been applied never changes.
package struct Migration: Sendable, Equatable {
    /// Counted from 1 without gaps.
    package var version: Int
    package var name: String
    package var script: String

    package init(version: Int, name: String, script: String) {
        self.version = version
        self.name = name
        self.script = script
    }

    /// SHA-256 of the script, hexadecimal: shows that an applied step is the one we know.
    package var checksum: String { Self.checksum(of: script) }

    static func checksum(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// A step as the database remembers it.
package struct AppliedMigration: Sendable, Equatable {
    package var version: Int
    package var name: String
    package var checksum: String

    init(version: Int, name: String, checksum: String) {
        self.version = version
        self.name = name
        self.checksum = checksum
    }

    init(row: ResultRow) throws {
        self.init(version: try row.int("version"), name: try row.text("name"), checksum: try row.text("checksum"))
    }
}

/// A step with what the database says of it.
package struct MigrationStatus: Sendable, Equatable {
    package var migration: Migration
    package var isApplied: Bool
}
