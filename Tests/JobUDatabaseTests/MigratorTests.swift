import Testing

@testable import JobUDatabase

@Suite("Which migrations are applied")
struct MigratorTests {
    private static let known = [
        Migration(version: 2, name: "more", script: "CREATE TABLE b (id INTEGER)"),
        Migration(version: 1, name: "first", script: "CREATE TABLE a (id INTEGER)"),
        Migration(version: 3, name: "last", script: "CREATE TABLE c (id INTEGER)"),
    ]

    private func applied(_ versions: [Int]) -> [AppliedMigration] {
        Self.known.filter { versions.contains($0.version) }
            .map { AppliedMigration(version: $0.version, name: $0.name, checksum: $0.checksum) }
    }

    @Test(
        "those that are missing, in order",
        arguments: [([], [1, 2, 3]), ([1], [2, 3]), ([1, 2], [3]), ([1, 2, 3], []), ([1, 3], [2])] as [([Int], [Int])])
    func pending(done: [Int], missing: [Int]) throws {
        #expect(try Migrator(Self.known).pending(applied: applied(done)).map(\.version) == missing)
    }

    @Test("a database of a newer program is refused, with what to do")
    func newer() throws {
        let newer = AppliedMigration(version: 4, name: "future", checksum: "")
        let error = try #require(throws: SQLError.self) { try Migrator(Self.known).pending(applied: applied([1, 2, 3]) + [newer]) }
        #expect(error.code == .schema)
        #expect(error.message.contains("version 4 (future)"))
        #expect(error.message.contains("run a newer jobu"))
    }

    @Test("a migration that was edited after it was applied is refused")
    func edited() throws {
        var edited = Self.known
        edited[0].script += " "
        let error = try #require(throws: SQLError.self) { try Migrator(edited).pending(applied: applied([1, 2])) }
        #expect(error.code == .schema)
        #expect(error.message.contains("migration 2 (more)"))
    }

    @Test("the checksum is SHA-256 in hexadecimal")
    func checksum() {
        let checksum = Migration(version: 1, name: "any", script: "abc").checksum
        #expect(checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
