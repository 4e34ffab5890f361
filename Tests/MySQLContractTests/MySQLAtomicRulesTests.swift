import JobUDatabase
import Testing

@testable import JobUMySQL

@Suite("What a server must keep to in a transaction over several databases")
struct MySQLAtomicRulesTests {
    private static let good = [
        "innodb_flush_log_at_trx_commit": "1", "log_bin": "ON", "sync_binlog": "1", "binlog_format": "ROW", "wsrep_on": "OFF",
        "transaction_isolation": "REPEATABLE-READ",
    ]

    private func refusals(
        _ change: [String: String], on greeting: String = "9.7.4", as role: AtomicRole = .branch, unsafe: Bool = false
    ) -> [String] {
        let variables = Self.good.merging(change) { $1 }
        return MySQLAtomicRules(variables: variables, server: MySQLServer(greeting: greeting))
            .refusals(as: role, allowsUnsafeDurability: unsafe)
    }

    @Test("a server that keeps to all of it is taken", arguments: ["9.7.4", "8.0.29", "10.11.19-MariaDB"])
    func good(greeting: String) {
        #expect(refusals([:], on: greeting) == [])
        // As it is while group replication is loaded and not set up.
        #expect(refusals(["group_replication_group_name": ""], on: greeting) == [])
    }

    @Test(
        "each fault is named, with what to do",
        arguments: [
            (["wsrep_on": "ON"], "Galera"), (["group_replication_group_name": "aaaaaaaa-0000"], "replication group"),
            (["innodb_flush_log_at_trx_commit": "2"], "set it to 1"), (["sync_binlog": "0"], "sync_binlog"),
            (["binlog_format": "STATEMENT", "transaction_isolation": "READ-COMMITTED"], "binlog_format = ROW"),
        ])
    func faults(change: [String: String], words: String) {
        let found = refusals(change)
        #expect(found.count == 1 && found[0].contains(words), "\(found)")
    }

    @Test("a version that forgets branches may decide, but not prepare")
    func versions() {
        #expect(refusals([:], on: "8.0.28").count == 1)
        #expect(refusals([:], on: "8.0.28", as: .lastAgent) == [])
        #expect(refusals(["sync_binlog": "0", "innodb_flush_log_at_trx_commit": "0"], unsafe: true) == [])
    }
}
