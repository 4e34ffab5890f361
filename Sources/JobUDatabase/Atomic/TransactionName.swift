package import JobUTime

/// The name of a multi-database transaction: `jobu1.<cluster>.<site of the last agent>.<time and random>`.
///
/// Fresh for every attempt and never used again. The last part begins with the time of its making, so that everybody can tell a
/// branch's age; nothing is ever decided by it.
package struct TransactionName: Sendable, Hashable {
    package var cluster: String
    /// The database whose register decides.
    package var site: String
    package var unique: String

    package init(cluster: String, site: String, startedAt: Timestamp, randomHex: String) {
        self.cluster = cluster
        self.site = site
        let time = String(UInt64(max(0, startedAt.microseconds / 1_000)) & 0xFFFF_FFFF_FFFF, radix: 16)
        unique = String(repeating: "0", count: 12 - time.count) + time + randomHex
    }

    /// Nil for a text that is no such name.
    package init?(_ gtrid: String) {
        let parts = gtrid.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "jobu1", Self.isHex(parts[1], 8), Self.isHex(parts[2], 8), Self.isHex(parts[3], 32) else {
            return nil
        }
        (cluster, site, unique) = (parts[1], parts[2], parts[3])
    }

    package var gtrid: String { "jobu1.\(cluster).\(site).\(unique)" }

    /// What all names of a cluster begin with.
    package static func prefix(cluster: String) -> String { "jobu1.\(cluster)." }

    /// When the transaction began, to the millisecond.
    package var startedAt: Timestamp { Timestamp(microseconds: (Int64(unique.prefix(12), radix: 16) ?? 0) * 1_000) }

    private static func isHex(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
