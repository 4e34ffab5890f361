import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUTesting
import TestSupport
import Testing

@Suite("Limits of time on MySQL", .enabled(if: TestServers.hasMySQL), .inTurn, .timeLimit(.minutes(5)))
struct MySQLTimeoutTests {
    private static let endless: SQLQuery = """
        INSERT INTO things
        WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 900)
        SELECT 2, SUM(a.n + b.n + c.n + d.n) FROM many a, many b, many c, many d
        """

    private static let endlessText = """
        WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 900)
        SELECT 5, SUM(a.n + b.n + c.n + d.n) FROM many a, many b, many c, many d
        """

    private func failure(_ body: () async throws -> Void) async -> SQLError? {
        await #expect(throws: SQLError.self) { try await body() }
    }

    @Test("a statement that writes, or waits for another, ends at its limit, and the session goes on")
    func slowWrites() async throws {
        let fixture = try await TestDatabase.mysql { $0.statementTimeout = .milliseconds(300) }
        let driver = fixture.database.driver
        let (one, two) = (try await driver.connect(.readWrite), try await driver.connect(.readWrite))
        try await one.executeScript("CREATE TABLE things (id INT PRIMARY KEY, amount DECIMAL(30)); INSERT INTO things VALUES (1, 1)")
        try await one.begin(.readWrite, isolation: nil)
        #expect(try await one.execute("UPDATE things SET amount = 2 WHERE id = 1") == 1)
        try await two.begin(.readWrite, isolation: nil)
        #expect(try await two.execute("INSERT INTO things VALUES (3, 3)") == 1)
        for _ in 0..<2 {
            let error = await failure { _ = try await two.execute("UPDATE things SET amount = 3 WHERE id = 1") }
            #expect(error?.code == .timeout)
            // The statement alone is undone.
            #expect(try await two.fetchAll("SELECT amount FROM things WHERE id = 3").count == 1)
        }
        try await two.commit()
        try await one.commit()
        let endless = await failure { _ = try await two.execute(Self.endless) }
        #expect(endless?.code == .timeout)
        let script = await failure { try await two.executeScript("INSERT INTO things \(Self.endlessText)") }
        #expect(script?.code == .timeout)
        #expect(try await two.execute("UPDATE things SET amount = 4 WHERE id = 1") == 1)
        #expect(
            try await one.fetchAll("SELECT amount FROM things ORDER BY id").map { try $0.value("amount") } == [
                .decimal("4"), .decimal("3"),
            ])
        try await one.close()
        try await two.close()
    }
}
