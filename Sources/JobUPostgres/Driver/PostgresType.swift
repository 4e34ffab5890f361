import CJobULibPQ

/// The numbers by which PostgreSQL knows its own types; they never change.
enum PostgresType {
    static let unknown: Oid = 0
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let json: Oid = 114
    static let float8: Oid = 701
    static let timestamptz: Oid = 1184
    static let numeric: Oid = 1700

    /// 2000-01-01, where PostgreSQL begins to count, in microseconds since the Unix epoch.
    static let epochMicroseconds: Int64 = 946_684_800_000_000
}
