/// Where a PostgreSQL database is, who we are there, and how long we wait for it.
package struct PostgresConfiguration: Sendable, Equatable {
    /// How the way to the server is protected; without effect on a Unix socket.
    package enum SSLMode: String, Sendable, CaseIterable {
        case disable
        /// TLS where the server offers it.
        case prefer
        case require
        /// TLS with a certificate of a known authority, made out to this host.
        case verifyFull = "verify-full"
    }

    /// How whatever stands between us and the server lends sessions, in the words of PgBouncer.
    package enum PoolMode: String, Sendable, CaseIterable {
        /// For as long as we stay; also where nothing stands in between.
        case session
        /// For one transaction. Nothing outlives it: no setting, no prepared statement, no listening. Settings are then given to each
        /// transaction, and statements outside of one run with the server's own.
        case transaction
    }

    package var host: String
    package var port: Int
    /// The folder of the server's Unix socket; it is then used in place of `host`.
    package var socketFolder: String?
    package var database: String
    package var user: String
    /// Nil where the server asks for none, or the file `~/.pgpass` has it.
    package var password: String?
    package var sslMode = SSLMode.prefer
    /// The file with the certificate authority, for `verifyFull`.
    package var sslCA: String?
    /// How long one step of connecting may take: reaching the server, TLS, each message of signing in.
    package var connectTimeout = Duration.seconds(10)
    /// How long the server lets a statement run; nil for the server's own limit.
    package var statementTimeout: Duration?
    package var poolMode = PoolMode.session
    package var applicationName = "jobu"
    /// Bytes of one answer that are taken in, for statements that people wrote; nil for as many as come.
    package var answerBytesMax: Int?
    /// The schema in which unqualified names are looked up and created; nil for the server's own search path.
    package var schema: String?
    /// When the server ends a transaction that decides over several databases, once its session has fallen silent.
    package var atomicIdleTimeout = Duration.seconds(30)
    /// Lets a server that may lose a commit in a crash take part in transactions over several databases. For tests only.
    package var allowsUnsafeDurability = false

    package init(
        host: String = "localhost", port: Int = 5432, socketFolder: String? = nil, database: String, user: String, password: String? = nil
    ) {
        self.host = host
        self.port = port
        self.socketFolder = socketFolder
        self.database = database
        self.user = user
        self.password = password
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomReflectable {
    /// Where and who; the password is never shown.
    package var description: String {
        "PostgreSQL \(user)@\(socketFolder ?? (host.contains(":") ? "[\(host)]" : host)):\(port)/\(database)"
    }

    /// What `dump` shows: the same.
    package var customMirror: Mirror {
        Mirror(self, children: ["target": description])
    }
}

extension Duration {
    /// Rounded down.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
