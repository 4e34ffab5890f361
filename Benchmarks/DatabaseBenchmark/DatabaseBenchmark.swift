import CLoops
import Foundation
import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUTesting

/// The drivers beside plain C loops on the same servers, and the price of a transaction over two of them.
///
/// Needs the servers of `script/test` in JOBU_TEST_POSTGRES_* and JOBU_TEST_MYSQL_*; see docs/performance.md.
@main
struct DatabaseBenchmark {
    static let selects = 20_000
    static let inserts = 50_000
    static let transactions = 1_000
    static let rounds = 5

    static func main() async throws {
        guard let postgres = TestServers.postgres, let mysql = TestServers.mysql else {
            print("no servers: run script/servers, and this with its variables")
            exit(1)
        }
        let conninfo =
            "host=\(postgres.host) port=\(postgres.port) user=\(postgres.user) password=\(postgres.password?.reveal() ?? "") "
            + "dbname=\(postgres.database) sslmode=disable"
        let pg = Database(name: "pg", driver: PostgresDriver(quiet(postgres)), time: TimeSource.system)
        let my = Database(name: "my", driver: MySQLDriver(mysql), time: TimeSource.system)
        try await compare("PostgreSQL, one row there and back", per: selects) {
            cloop_pq_select(conninfo, Int32(selects))
        } swift: {
            try await select(pg)
        }
        try await compare("PostgreSQL, inserts in a batch", per: inserts) {
            cloop_pq_insert(conninfo, Int32(inserts))
        } swift: {
            try await insert(pg, "CREATE TEMP TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL)", drop: "DROP TABLE things")
        }
        let (host, port, user, password, name) = (mysql.host, Int32(mysql.port), mysql.user, mysql.password?.reveal() ?? "", mysql.database)
        try await compare("MariaDB, one row there and back", per: selects) {
            cloop_mysql_select(host, port, user, password, name, Int32(selects))
        } swift: {
            try await select(my)
        }
        try await compare("MariaDB, inserts in a batch", per: inserts) {
            cloop_mysql_insert(host, port, user, password, name, Int32(inserts))
        } swift: {
            try await insert(
                my, "CREATE TEMPORARY TABLE things (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL)", drop: "DROP TABLE things")
        }
        try await pg.close()
        try await my.close()
        try await atomic()
    }

    private static func quiet(_ configuration: ServerConfiguration) -> ServerConfiguration {
        var configuration = configuration
        configuration.sslMode = .disable
        return configuration
    }

    private static func select(_ database: Database) async throws -> Double {
        try await database.transaction { tx in
            let watch = Stopwatch(ContinuousClock())
            for number in 0..<selects { _ = try await tx.fetchOne("SELECT \(number) AS one")?.int("one") }
            return watch.elapsed.inSeconds
        }
    }

    private static func insert(_ database: Database, _ create: String, drop: String) async throws -> Double {
        let rows: [[SQLValue]] = (0..<inserts).map { [.int(Int64($0)), .text("a name of some length")] }
        return try await database.withConnection(.readWrite) { connection in
            try await connection.executeScript(create)
            let watch = Stopwatch(ContinuousClock())
            try await connection.begin(.readWrite, isolation: nil)
            _ = try await connection.executeBatch("INSERT INTO things (id, name) VALUES (?, ?)", rows)
            try await connection.commit()
            let taken = watch.elapsed.inSeconds
            try await connection.executeScript(drop)
            return taken
        }
    }

    /// Interleaved, so that what else the machine does meets both alike.
    private static func compare(
        _ title: String, per count: Int, c: () -> Double, swift: () async throws -> Double
    ) async throws {
        var (cTimes, swiftTimes, ratios) = ([Double](), [Double](), [Double]())
        for _ in 0..<rounds {
            let (c, swift) = (c(), try await swift())
            guard c > 0 else {
                print("\(title): the C loop failed")
                exit(1)
            }
            cTimes.append(c)
            swiftTimes.append(swift)
            ratios.append(swift / c)
        }
        print("\(title): C \(rate(cTimes, count))/s, JobU \(rate(swiftTimes, count))/s, time ratio \(text(median(ratios)))")
    }

    private static func atomic() async throws {
        let directory = try TemporaryDirectory()
        let world = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "postgres_1"))
        var (plain, whole) = ([Double](), [Double]())
        for round in 0..<rounds {
            var watch = Stopwatch(ContinuousClock())
            for number in 0..<transactions {
                for name in ["postgres_1", "mysql_1"] {
                    try await world.registry.transaction(name) { tx in
                        _ = try await tx.execute("INSERT INTO work (key_text) VALUES (\("plain \(round) \(number)"))")
                    }
                }
            }
            plain.append(watch.elapsed.inSeconds)
            watch = Stopwatch(ContinuousClock())
            for number in 0..<transactions { try await world.write("whole \(round) \(number)", on: ["postgres_1", "mysql_1"]) }
            whole.append(watch.elapsed.inSeconds)
        }
        print(
            "PostgreSQL and MariaDB, two plain commits: \(microseconds(plain)) µs; one transaction over both: \(microseconds(whole)) µs; "
                + "ratio \(text(median(zip(whole, plain).map { $0 / $1 })))")
        try await world.close()
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    private static func rate(_ times: [Double], _ count: Int) -> Int { Int(Double(count) / median(times)) }
    private static func microseconds(_ times: [Double]) -> Int { Int(median(times) / Double(transactions) * 1_000_000) }
    private static func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
