/// Where a MySQL or MariaDB server is, and how to log in.
package struct MySQLConfiguration: Sendable {
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
    /// The server's Unix socket, used instead of the host.
    package var socket: String?
    package var database: String
    package var user: String
    package var password: String?
    package var sslMode = SSLMode.prefer
    /// The file with the authorities that `verify-full` trusts; nil for the system's.
    package var sslCA: String?
    package var connectTimeout: Duration = .seconds(10)
    /// Nil for as long as it takes.
    package var statementTimeout: Duration?
    /// Bytes of one row that are taken in, for statements that people wrote; nil for as many as the server sends.
    package var answerBytesMax: Int?
    /// Lets a server that could lose commits in a power cut take part in transactions over several databases: for tests.
    package var allowsUnsafeDurability = false
    /// When the server ends a deciding session that has fallen silent.
    package var atomicIdleTimeout: Duration = .seconds(30)

    package init(host: String, port: Int = 3306, database: String, user: String, password: String? = nil) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
    }

    var place: String { socket ?? (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)") }
}
