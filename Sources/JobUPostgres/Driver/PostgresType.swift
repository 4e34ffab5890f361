import CJobULibPQ

/// Type numbers of the server's catalogue, fixed since they were given: see `pg_type.dat` in PostgreSQL's source.
enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let char: Oid = 18
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let xid: Oid = 28
    static let json: Oid = 114
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let unknown: Oid = 705
    static let bpchar: Oid = 1042
    static let varchar: Oid = 1043
    static let date: Oid = 1082
    static let time: Oid = 1083
    static let timestamp: Oid = 1114
    static let timestamptz: Oid = 1184
    static let numeric: Oid = 1700
    static let void: Oid = 2278
    static let uuid: Oid = 2950
    static let jsonb: Oid = 3802
    /// Lets the server infer the type from where the parameter stands.
    static let inferred: Oid = 0

    /// Microseconds from the Unix epoch to the server's own, 2000-01-01.
    static let epochMicroseconds: Int64 = 946_684_800_000_000
}
