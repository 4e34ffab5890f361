/// A time zone by its IANA name, with every clock change from 1970 to 2199.
///
/// The changes are read from the system's tzdata once per process and name. Two zones are equal when their names are.
public struct CronZone: Sendable {
    let table: ZoneTable

    /// Coordinated Universal Time. Needs no tzdata.
    public static let utc = CronZone(table: ZoneTable(name: "UTC", offset: 0, changes: []))

    private init(table: ZoneTable) {
        self.table = table
    }

    /// Looks a zone up. May be called concurrently.
    /// - Parameter name: an IANA name in its exact case, such as `Asia/Seoul`.
    /// - Throws: `CronZoneError` for everything that is no such name: paths, abbreviations, `UTC+9`.
    public init(named name: String) throws(CronZoneError) {
        self = name == "UTC" ? .utc : CronZone(table: try ZoneDatabase.system.table(named: name))
    }

    /// The IANA name.
    public var name: String { table.name }

    /// Local time minus UTC at `instant`, in seconds. Before 1970 and after 2199 the nearest known offset.
    public func offset(at instant: Int64) -> Int64 {
        table.segments[table.index(of: min(max(instant, ZoneTable.start), ZoneTable.end))].offset
    }

    /// The version of the tzdata that zones come from, such as `2025b`; nil when it does not say, or there is none.
    public static var databaseVersion: String? { ZoneDatabase.system.version }

    /// All names, sorted; `UTC` alone when there is no tzdata. The first call reads a directory tree.
    public static var allNames: [String] {
        let names = ZoneDatabase.system.names()
        return names.isEmpty ? ["UTC"] : names
    }
}

extension CronZone: Hashable, CustomStringConvertible {
    /// Whether the names are the same.
    public static func == (left: CronZone, right: CronZone) -> Bool { left.name == right.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The IANA name.
    public var description: String { name }
}

extension CronZone: Codable {
    /// - Throws: `DecodingError`, with the `CronZoneError` as its cause when there is no such zone.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        do {
            self = try CronZone(named: name)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: container.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
