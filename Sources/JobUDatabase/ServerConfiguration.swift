/// A database on a server: where the server is, how to log in, and how long to wait for it.
package struct ServerConfiguration: Sendable, Equatable {
    /// How the connection is encrypted; without effect on a Unix socket.
    package enum SSLMode: String, Sendable, CaseIterable {
        case disable
        /// Encrypted if the server offers it.
        case prefer
        /// Encrypted, without checking the certificate.
        case require
        /// Encrypted, with a certificate of a known authority for this host.
        case verifyFull = "verify-full"
    }

    /// How long a pooler in front of the server lends a connection, in the words of PgBouncer.
    package enum PoolMode: String, Sendable, CaseIterable {
        /// Until it is closed; also for a server without a pooler.
        case session
        /// For one transaction. No setting, prepared statement or LISTEN outlives it: settings are given to each transaction, and
        /// statements outside of a transaction run with the server's own settings.
        case transaction
    }

    package var host: String
    package var port: Int
    /// The Unix socket used instead of host and port: a directory or a file, depending on the engine.
    package var socket: String?
    package var database: String
    package var user: String
    /// Nil if the server asks for none or the engine's own password file has it.
    package var password: Secret?
    package var sslMode = SSLMode.prefer
    /// The file with the authorities that `verify-full` trusts; nil for the system's.
    package var sslCA: String?
    /// How long one step of connecting may take.
    package var connectTimeout: Duration = .seconds(10)
    /// How long the server lets a statement run; nil for the server's own limit.
    package var statementTimeout: Duration?
    package var poolMode = PoolMode.session
    /// How far the clocks of server and machine may differ.
    package var clockSkewMax: Duration = .seconds(5)
    /// The name under which the server lists the connection, where the engine has such a name.
    package var applicationName = "jobu"
    /// Most bytes read of one answer (of one row, if the server sends rows one by one), for statements that people wrote; nil for no limit.
    package var answerBytesMax: Int?
    /// The schema in which unqualified names are looked up and created; nil for the server's own search path.
    package var schema: String?
    /// When the server ends the idle connection of a coordinator that is deciding a multi-database transaction.
    package var atomicIdleTimeout: Duration = .seconds(30)
    /// Lets a server that may lose a commit in a crash take part in multi-database transactions. For tests only.
    package var allowsUnsafeDurability = false

    package init(
        host: String = "localhost", port: Int, socket: String? = nil, database: String = "jobu", user: String = "jobu",
        password: String? = nil
    ) {
        self.host = host
        self.port = port
        self.socket = socket
        self.database = database
        self.user = user
        self.password = password.map { Secret($0) }
    }

    /// Where the server is: the socket, else host and port. An IPv6 address has its brackets.
    package var address: String { socket ?? (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)") }
}
