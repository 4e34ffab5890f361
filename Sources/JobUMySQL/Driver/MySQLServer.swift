import JobUDatabase
import JobUTime

/// The server of a session, MariaDB or MySQL, as its greeting names it. All in which the two differ is decided here and nowhere else.
struct MySQLServer: Sendable, Equatable {
    enum Product: String, Sendable { case mariadb = "MariaDB", mysql = "MySQL" }

    let product: Product
    /// Its numbers, the greatest first: `[10, 11, 19]`.
    let version: [Int]

    /// - Parameter greeting: the version that the server sends when a session begins, such as `9.7.4-2` or `10.11.19-MariaDB-1`.
    init(greeting: String) {
        product = greeting.contains("MariaDB") ? .mariadb : .mysql
        // MariaDB puts this before its own, for replicas that know no number above it.
        let own = product == .mariadb && greeting.hasPrefix("5.5.5-") ? greeting.dropFirst(6) : greeting[...]
        let numbers = own.prefix { $0.isNumber || $0 == "." }
        version = numbers.split(separator: ".").prefix(3).compactMap { Int($0) }
    }

    /// As in "MySQL 9.7.4".
    var name: String { "\(product.rawValue) \(version.map(String.init).joined(separator: "."))" }

    /// Whether many rows of parameters may travel in one message.
    var takesBulks: Bool { product == .mariadb }

    /// Whether the server heeds the longest that a statement may take for statements that write as well.
    var endsEveryStatement: Bool { product == .mariadb }

    /// Sets the longest a statement of the session may take; see `endsEveryStatement`.
    func statementTimeout(_ timeout: Duration) -> String {
        switch product {
        case .mariadb: "max_statement_time = \(Double(timeout.milliseconds) / 1_000)"
        case .mysql: "max_execution_time = \(timeout.milliseconds)"
        }
    }

    /// The setting after so many seconds of silence in which the server ends a session that is in a transaction: its transaction is
    /// rolled back then.
    var idleTransactionTimeout: String {
        switch product {
        case .mariadb: "idle_write_transaction_timeout"
        case .mysql: "wait_timeout"
        }
    }

    /// Why it cannot keep a prepared branch when the session ends; nil when it can.
    var forgetsBranches: String? {
        let (least, words) = product == .mariadb ? ([10, 5, 0], "MariaDB 10.5") : ([8, 0, 29], "MySQL 8.0.29")
        guard version.lexicographicallyPrecedes(least) else { return nil }
        return "\(name) forgets prepared branches when a session ends; use \(words) or newer"
    }

    /// Whether `error` means that the account may not list prepared branches: MySQL says no more than that something is wrong.
    func lacksGrantToList(_ error: SQLError) -> Bool {
        product == .mysql && ["1401", "1227"].contains(error.serverCode)
    }

    /// - Parameter account: as the server names it, `kim@%`.
    static func missingGrant(of account: String) -> SQLError {
        let parts = account.split(separator: "@", omittingEmptySubsequences: false)
        let name = "'\(parts.dropLast().joined(separator: "@"))'@'\(parts.last ?? "%")'"
        return SQLError(
            .permission,
            "the account cannot list prepared branches; as an administrator run: GRANT XA_RECOVER_ADMIN ON *.* TO \(name)")
    }
}
