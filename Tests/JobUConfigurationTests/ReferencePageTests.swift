import Foundation
import Testing

@testable import JobUComposition

@Suite("docs/configuration.md")
struct ReferencePageTests {
    private struct Section {
        /// The name of the enum that holds its keys.
        let keys: String
        /// Full paths of its keys, other spellings included.
        let paths: [String]

        init<Key: SettingsKey>(_ path: String, _ keys: Key.Type, without nested: [Key] = []) {
            self.keys = String(describing: keys)
            let names = Key.allCases.filter { !nested.contains($0) }.map(\.rawValue) + Key.otherSpellings.keys
            paths = names.map { path.isEmpty ? $0 : "\(path).\($0)" }
        }
    }

    /// Keys that only hold further keys stand on the page as headings, not as rows.
    private static let sections = [
        Section("", DatabaseFileKey.self, without: [.databases]),
        Section("databases.NAME", DatabaseKey.self, without: [.pool, .options]),
        Section("databases.NAME.pool", PoolKey.self),
        Section("databases.NAME.options", SQLiteOptionKey.self),
        Section("databases.NAME.options", ServerOptionKey.self),
        Section("", DispatcherFileKey.self, without: [.dispatcher, .maintenance]),
        Section("dispatcher", DispatcherKey.self),
        Section("maintenance", MaintenanceKey.self),
        Section("", WorkerFileKey.self, without: [.worker]),
        Section("worker", WorkerKey.self, without: [.builtin, .isolation]),
        Section("worker.isolation", IsolationKey.self),
        Section("worker.builtin", BuiltinKey.self, without: [.shell, .http, .sql]),
        Section("worker.builtin.shell", ShellKey.self, without: [.named]),
        Section("worker.builtin.shell.named.NAME", NamedCommandKey.self, without: [.params]),
        Section("worker.builtin.shell.named.NAME.params.NAME", NamedParameterKey.self),
        Section("worker.builtin.http", HTTPKey.self, without: [.secrets]),
        Section("worker.builtin.http.secrets.NAME", HTTPSecretKey.self),
        Section("worker.builtin.sql", SQLKey.self, without: [.named]),
        Section("worker.builtin.sql.named.NAME", NamedStatementKey.self, without: [.params]),
        Section("worker.builtin.sql.named.NAME.params.NAME", NamedParameterKey.self),
        Section("", AdminFileKey.self, without: [.admin]),
        Section("admin", AdminKey.self, without: [.cors, .tls, .connections]),
        Section("admin.tls", TLSKey.self),
        Section("admin.cors", CORSKey.self),
        Section("admin.connections", ConnectionKey.self),
        Section("", LogFileKey.self, without: [.log]),
        Section("log", LogKey.self),
        Section("", AlertFileKey.self, without: [.alerts]),
        Section("alerts", AlertKey.self, without: [.webhooks]),
        Section("alerts.webhooks.NAME", WebhookSettingsKey.self),
    ]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The key in the first column of each row of its tables.
    private func rows() throws -> [String] {
        let page = try String(contentsOf: Self.root.appending(path: "docs/configuration.md"), encoding: .utf8)
        return page.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: /\| `([A-Za-z0-9_.]+)` \|.*/).map { String($0.1) }
        }
    }

    @Test("lists every key the readers know, once, and no other")
    func everyKey() throws {
        let rows = try rows()
        let known = Set(Self.sections.flatMap(\.paths))
        #expect(known.subtracting(rows).sorted() == [])
        #expect(Set(rows).subtracting(known).sorted() == [])
        #expect(Dictionary(grouping: rows) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
    }

    private func sources() throws -> [String] {
        let folder = Self.root.appending(path: "Sources/JobUComposition/Configuration")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
    }

    @Test("is compared with every key there is")
    func everySection() throws {
        let declared = try sources().flatMap { $0.matches(of: /enum (\w+): String, SettingsKey/).map { String($0.1) } }
        #expect(declared.sorted() == Set(Self.sections.map(\.keys)).sorted())
    }

    @Test("every key that is known is read, or is told to have no effect")
    func everyKeyIsRead() throws {
        let sources = try sources()
        let declaration = /enum (\w+): String, SettingsKey \{( [^\n]*\}|.*?\n\})/.dotMatchesNewlines()
        var count = 0
        for found in sources.flatMap({ $0.matches(of: declaration) }) {
            let readers = sources.filter { $0.contains(found.1) }.map { $0.replacing(found.0, with: "") }
            for line in found.2.split(separator: "\n") {
                guard let names = line.firstMatch(of: /^\s*case (.+)/)?.1 else { continue }
                for name in names.matches(of: /(\w+)(?: = "\w+")?(?:, | \}|$)/).map(\.1) {
                    count += 1
                    let use = try Regex("(?:[(,:]\\s*|Key)\\.\(name)(?![A-Za-z0-9_])")
                    #expect(readers.contains { $0.contains(use) }, "\(found.1).\(name) is read by nobody")
                }
            }
        }
        #expect(count > 120)
    }
}
