import JobUDatabase

/// What a server's settings mean for transactions over several databases: a decision about values that were read.
struct MySQLAtomicRules {
    var server: [String: String]
    var isMariaDB: Bool

    func refusals(as role: AtomicRole, allowsUnsafeDurability: Bool) -> [String] {
        var refusals: [String] = []
        let version = server["version"] ?? "0"
        if role == .branch, Self.isOlder(version, than: isMariaDB ? [10, 5, 0] : [8, 0, 29]) {
            refusals.append(
                "its version \(version) forgets prepared branches when a session ends; use \(isMariaDB ? "MariaDB 10.5" : "MySQL 8.0.29") or newer"
            )
        }
        if server["wsrep_on"] == "ON" {
            refusals.append("it is a node of a Galera cluster, which cannot take part; use a server without wsrep")
        }
        let isolation = server["transaction_isolation"] ?? server["tx_isolation"]
        if server["log_bin"] == "ON", server["binlog_format"] == "STATEMENT", isolation == "READ-COMMITTED" {
            refusals.append("binlog_format = STATEMENT does not go with READ COMMITTED; set binlog_format = ROW")
        }
        guard !allowsUnsafeDurability else { return refusals }
        if server["innodb_flush_log_at_trx_commit"] != "1" {
            refusals.append("innodb_flush_log_at_trx_commit is not 1, so a commit could be lost in a power cut; set it to 1")
        }
        if server["log_bin"] == "ON", server["sync_binlog"] != "1" {
            refusals.append("sync_binlog is not 1, so a commit could be lost in a power cut; set it to 1")
        }
        return refusals
    }

    static func isOlder(_ version: String, than wanted: [Int]) -> Bool {
        let parts = version.split(whereSeparator: { !$0.isNumber }).prefix(3).compactMap { Int($0) }
        return parts.lexicographicallyPrecedes(wanted)
    }
}
