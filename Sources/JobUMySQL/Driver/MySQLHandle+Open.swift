import CJobULibMariaDB
import Foundation
import JobUDatabase

extension MySQLHandle {
    // Initialised once, before the first connection of any thread.
    private static let isLibraryReady = mysql_server_init(0, nil, nil) == 0

    /// Blocks until the session is open.
    /// - Throws: `SQLError` with the server's words and what to do about them, without the password.
    static func connect(_ configuration: ServerConfiguration) throws -> UnsafeMutablePointer<MYSQL> {
        guard isLibraryReady, let handle = mysql_init(nil) else { throw SQLError(.other, "the client library cannot start") }
        var timeout = UInt32(max(1, configuration.connectTimeout.components.seconds))
        mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &timeout)
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        // The library refuses a larger message when it has read its head.
        if var bytes = configuration.answerBytesMax.map({ UInt($0) }) { mysql_options(handle, MYSQL_OPT_MAX_ALLOWED_PACKET, &bytes) }
        chooseEncryption(handle, configuration)
        var tcp = MYSQL_PROTOCOL_TCP.rawValue
        if configuration.socket == nil { mysql_options(handle, MYSQL_OPT_PROTOCOL, &tcp) }
        let flags = UInt(CLIENT_FOUND_ROWS) | UInt(CLIENT_MULTI_STATEMENTS) | UInt(CLIENT_MULTI_RESULTS)
        let connected = mysql_real_connect(
            handle, configuration.socket == nil ? configuration.host : nil, configuration.user, configuration.password?.reveal() ?? "",
            configuration.database, UInt32(configuration.port), configuration.socket, flags)
        if connected == nil, configuration.sslMode == .prefer, [2012, 2026].contains(mysql_errno(handle)) {
            mysql_close(handle)
            var plain = configuration
            plain.sslMode = .disable
            return try connect(plain)
        }
        guard connected != nil else {
            let error = MySQLError.cannotConnect(mysql_errno(handle), String(cString: mysql_error(handle)), configuration)
            mysql_close(handle)
            throw error
        }
        // The library goes on in plain text where the server has no TLS, whatever it was asked for.
        if [.require, .verifyFull].contains(configuration.sslMode), mysql_get_ssl_cipher(handle) == nil {
            mysql_close(handle)
            throw SQLError(
                .cannotOpen, "no encrypted connection with \(configuration.address): the server does not offer TLS; see options.sslmode")
        }
        keepAlive(mysql_get_socket(handle))
        return handle
    }

    private static func chooseEncryption(_ handle: UnsafeMutablePointer<MYSQL>, _ configuration: ServerConfiguration) {
        guard configuration.sslMode != .disable else { return }
        // Without this the library does not even try.
        var enforce: my_bool = 1
        var verify: my_bool = configuration.sslMode == .verifyFull ? 1 : 0
        mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &enforce)
        mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify)
        if let authorities = configuration.sslCA { mysql_options(handle, MYSQL_OPT_SSL_CA, authorities) }
    }

    /// A peer that is gone without a word is noticed within about a minute.
    private static func keepAlive(_ socket: my_socket) {
        var values: [(Int32, Int32, Int32)] = [(SOL_SOCKET, SO_KEEPALIVE, 1)]
        #if os(Linux)
            let tcp = Int32(IPPROTO_TCP)
            values += [(tcp, TCP_KEEPIDLE, 30), (tcp, TCP_KEEPINTVL, 10), (tcp, TCP_KEEPCNT, 3)]
        #endif
        for (level, name, value) in values {
            var value = value
            // Not known to a Unix socket, which needs none.
            setsockopt(socket, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }
}
