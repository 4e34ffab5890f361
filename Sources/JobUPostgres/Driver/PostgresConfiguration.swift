/// Where a PostgreSQL server is, and how to log in.
package struct PostgresConfiguration: Sendable {
    /// How far the connection is encrypted.
    package enum SSLMode: String, Sendable, CaseIterable {
        case disable
        /// Encrypted where the server offers it.
        case prefer
        /// Encrypted, with whoever answers.
        case require
        /// Encrypted, and the certificate must be good for the host's name.
        case verifyFull = "verify-full"
    }

    package var host: String
    package var port: Int
    /// The folder of the server's Unix socket, used instead of the host.
    package var socketFolder: String?
    package var database: String
    package var user: String
    package var password: String?
    package var sslMode = SSLMode.prefer
    /// The file with the authorities that `verify-full` trusts; nil for the user's own.
    package var sslCA: String?
    package var connectTimeout: Duration = .seconds(10)
    /// Nil for as long as it takes.
    package var statementTimeout: Duration?
    /// The schema tables are looked up in; nil for the server's own rule.
    package var schema: String?
    package var applicationName = "jobu"
    /// Lets a server that could lose commits in a power cut take part in transactions over several databases: for tests.
    package var allowsUnsafeDurability = false
    /// When the server ends a deciding session that has fallen silent.
    package var atomicIdleTimeout: Duration = .seconds(30)

    package init(host: String, port: Int = 5432, database: String, user: String, password: String? = nil) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
    }

    /// Keywords of libpq with their values.
    var parameters: [(String, String)] {
        var options = "-c TimeZone=UTC -c DateStyle=ISO -c client_min_messages=warning"
        if let statementTimeout { options += " -c statement_timeout=\(statementTimeout.milliseconds)" }
        if let schema { options += " -c search_path=\(schema)" }
        var parameters = [
            ("host", socketFolder ?? host), ("port", "\(port)"), ("dbname", database), ("user", user),
            ("sslmode", sslMode.rawValue), ("connect_timeout", "\(max(2, connectTimeout.components.seconds))"),
            ("application_name", applicationName), ("client_encoding", "UTF8"), ("options", options),
            // A peer that is gone without a word is noticed within about a minute.
            ("keepalives", "1"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"),
        ]
        if let password { parameters.append(("password", password)) }
        if let sslCA { parameters.append(("sslrootcert", sslCA)) }
        return parameters
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
