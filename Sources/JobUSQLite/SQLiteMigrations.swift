package import JobUDatabase

/// The schema of a store on SQLite, step by step.
package enum SQLiteMigrations {
    package static let all: [Migration] = [
        Migration(version: 1, name: "initial", script: text(PackageResources._001_initial_sql)),
        Migration(version: 2, name: "accounts", script: text(PackageResources._002_accounts_sql)),
        Migration(version: 3, name: "alerts", script: text(PackageResources._003_alerts_sql)),
        Migration(version: 4, name: "lists", script: text(PackageResources._004_lists_sql)),
    ]

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
