import JobUDatabase

/// What a server's settings mean for multi-database transactions: a decision about values that were read.
struct MySQLAtomicRules {
    /// Values of the server's variables.
    var variables: [String: String]
    var server: MySQLServer

    func refusals(as role: AtomicRole, allowsUnsafeDurability: Bool) -> [String] {
        var refusals: [String] = []
        if role == .branch, let reason = server.forgetsBranches { refusals.append(reason) }
        if variables["wsrep_on"] == "ON" {
            refusals.append("it is a node of a Galera cluster, which cannot take part; use a server without wsrep")
        }
        if variables["group_replication_group_name"]?.isEmpty == false {
            refusals.append("it is a member of a replication group, which cannot take part; use a server outside of the group")
        }
        let isolation = variables["transaction_isolation"] ?? variables["tx_isolation"]
        if variables["log_bin"] == "ON", variables["binlog_format"] == "STATEMENT", isolation == "READ-COMMITTED" {
            refusals.append("binlog_format = STATEMENT does not go with READ COMMITTED; set binlog_format = ROW")
        }
        guard !allowsUnsafeDurability else { return refusals }
        if variables["innodb_flush_log_at_trx_commit"] != "1" {
            refusals.append("innodb_flush_log_at_trx_commit is not 1, so a commit could be lost in a power cut; set it to 1")
        }
        if variables["log_bin"] == "ON", variables["sync_binlog"] != "1" {
            refusals.append("sync_binlog is not 1, so a commit could be lost in a power cut; set it to 1")
        }
        return refusals
    }
}
