import JobUContracts
import JobUDatabase
import Testing

@Suite("PostgreSQL's values are read as they are", .needsPostgres, .inTurn)
struct PostgresValueTests {
    // Keeps the schema while a test runs.
    private let bench: Bench

    init() async throws {
        bench = try await Bench()
    }

    @Test(
        "exact numbers keep every digit",
        arguments: [
            "0", "0.00", "-0.1", "1", "10000", "9999.9999", "12345678901234567890.10", "-0.00000000000000000001", "100000000", "0.0001",
            "0.00010", "1000000000000000000000000000000000000000000.5", "NaN", "Infinity", "-Infinity", "-12340000.0500",
        ])
    func numeric(_ text: String) async throws {
        let row = try await bench.connect().row("SELECT \(SQLValue.decimal(text)) AS number, \(SQLValue.decimal(text))::text AS words")
        #expect(try row.value("number") == .decimal(text))
        #expect(try row.text("words") == text)
    }

    @Test("instants keep their microseconds, before 2000 and before 1970 too")
    func timestamps() async throws {
        let connection = try await bench.connect()
        for microseconds in [Int64](arrayLiteral: 0, 1, -1, 946_684_800_000_000, 1_795_000_000_123_456, -62_135_596_800_000_000) {
            let row = try await connection.row("SELECT \(SQLValue.timestamp(microseconds: microseconds)) AS at")
            #expect(try row.value("at") == .timestamp(microseconds: microseconds))
        }
        let row = try await connection.row(
            """
            SELECT '1970-01-01 09:00:00+09'::timestamptz AS epoch, '1970-01-01 00:00:01'::timestamp AS plain,
                   '1970-01-01 00:00:02'::timestamptz AS utc, 'infinity'::timestamptz AS last, '-infinity'::timestamptz AS first
            """)
        #expect(try row.value("epoch") == .timestamp(microseconds: 0))
        #expect(try row.value("plain") == .timestamp(microseconds: 1_000_000))
        #expect(try row.value("utc") == .timestamp(microseconds: 2_000_000))
        #expect(try row.value("last") == .timestamp(microseconds: .max))
        #expect(try row.value("first") == .timestamp(microseconds: .min))
        let tooEarly = await failure { _ = try await connection.fetchAll("SELECT \(SQLValue.timestamp(microseconds: .min)) AS at") }
        #expect(tooEarly?.message.contains("timestamp") == true)
    }

    @Test(
        "dates are text, as PostgreSQL writes them",
        arguments: [
            "2000-01-01", "2000-02-29", "2026-11-23", "1999-12-31", "1900-03-01", "0001-01-01", "0044-03-15 BC", "12026-12-31",
            "infinity", "-infinity",
        ])
    func dates(_ text: String) async throws {
        let row = try await bench.connect().row("SELECT \(text)::date AS day, \(text)::date::text AS words")
        #expect(try row.text("day") == text)
        #expect(try row.text("words") == text)
    }

    @Test("all other types that are known")
    func others() async throws {
        let row = try await bench.connect().row(
            """
            SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS uuid, '{"b": [1, null]}'::jsonb AS document, '{"a":  1}'::json AS written,
                   (-7)::smallint AS small, 2147483647::integer AS medium, 4294967295::oid AS oid, 1.5::real AS real, 'NaN'::double precision AS nan,
                   'ab '::char(3) AS padded, 'n'::name AS name, 'c'::"char" AS letter, ''::bytea AS empty, ''::text AS nothing,
                   false AS no, NULL::jsonb AS absent
            """)
        #expect(try row.text("uuid") == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
        #expect(try row.value("document") == .json(#"{"b": [1, null]}"#))
        #expect(try row.value("written") == .json(#"{"a":  1}"#))
        #expect(try row.int("small") == -7)
        #expect(try row.int("medium") == 2_147_483_647)
        #expect(try row.int("oid") == 4_294_967_295)
        #expect(try row.doubleIfPresent("real") == 1.5)
        #expect(try row.doubleIfPresent("nan")?.isNaN == true)
        #expect(try row.text("padded") == "ab ")
        #expect(try row.text("name") + row.text("letter") == "nc")
        #expect(try row.value("empty") == .bytes([]))
        #expect(try row.text("nothing") == "")
        #expect(try row.value("no") == .bool(false))
        #expect(try row.value("absent") == .null)
    }

    @Test("bound values find the column's own type")
    func inferred() async throws {
        let connection = try await bench.connect()
        try await connection.executeScript(
            """
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE things (small SMALLINT, document JSONB, mood mood, day DATE, at TIMESTAMP, amount NUMERIC(10, 2), raw BYTEA, code CHAR(3))
            """)
        let changed = try await connection.execute(
            """
            INSERT INTO things VALUES
                (\(7), \(SQLValue.json("[1]")), \("good"), \("2026-11-23"), \(SQLValue.timestamp(microseconds: 5)), \(SQLValue.decimal("1.5")),
                 \([UInt8]()), \("ab"))
            """)
        #expect(changed == 1)
        let row = try await connection.row("SELECT small, document, mood::text, day, at, amount, raw FROM things WHERE code = \("ab")")
        #expect(try row.int("small") == 7)
        #expect(try row.value("document") == .json("[1]"))
        #expect(try row.text("mood") == "good")
        #expect(try row.value("at") == .timestamp(microseconds: 5))
        #expect(try row.text("amount") == "1.50")
        #expect(try row.value("raw") == .bytes([]))
    }

    @Test("an unknown type is named, with what to do")
    func unknown() async throws {
        let connection = try await bench.connect()
        let error = await failure { _ = try await connection.fetchAll("SELECT ARRAY[1, 2] AS many") }
        #expect(error?.code == .decoding)
        #expect(error?.message.contains("'many'") == true)
        #expect(error?.message.contains("1007") == true)
        #expect(error?.message.contains("cast it to text") == true)
    }
}
