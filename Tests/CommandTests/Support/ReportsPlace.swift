import Foundation
import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUTesting
import TestSupport

/// Where the database `reports` of a test lies.
enum ReportsPlace {
    /// In a file, or a database of the same server, of its own.
    case apart
    /// Where the store lies, by another address.
    case store
}

extension Workplace {
    /// Writes a database.yaml with the store `jobu` and a second database `reports`.
    func addReports(on engine: StoreEngine, _ reports: ReportsPlace) async throws {
        let section = fixture.section ?? "{type: sqlite, path: data/jobu.db}"
        var other = section
        switch (engine, reports) {
        case (.sqlite, .apart): other = "{type: sqlite, path: data/reports.db}"
        case (.sqlite, .store):
            try FileManager.default.linkItem(atPath: folder.file("data/jobu.db"), toPath: folder.file("data/reports.db"))
            other = "{type: sqlite, path: data/reports.db}"
        case (.postgresql, .apart), (.mariadb, .apart):
            let name = "r" + UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(12)
            try await fixture.database.withConnection(.readWrite) { try await $0.executeScript("CREATE DATABASE \(name)") }
            other = section.replacing("database: \(fixture.databaseName ?? "")", with: "database: \(name)")
            guard engine == .mariadb, let server = TestServers.mysql else { break }
            // Databases of one server are names in a statement there: only an account of its own keeps them apart.
            for statement in ["CREATE USER \(name) IDENTIFIED BY 'reports-only'", "GRANT ALL ON \(name).* TO \(name)"] {
                try await fixture.database.withConnection(.readWrite) { try await $0.executeScript(statement) }
            }
            other = "{type: mysql, host: '\(server.host)', port: \(server.port), database: \(name), user: \(name), password: reports-only}"
        case (.postgresql, .store): other = section.replacing("host: '127.0.0.1'", with: "host: localhost")
        case (.mariadb, .store): break
        }
        try "databases:\n  jobu: \(section)\n  reports: \(other)\n"
            .write(toFile: folder.file("config/database.yaml"), atomically: true, encoding: .utf8)
    }
}
