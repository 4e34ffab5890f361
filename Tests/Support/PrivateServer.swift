import Foundation
package import JobUTesting
import Subprocess
import Synchronization

/// A database server of one test, which is killed again and again, and always started anew.
package final class PrivateServer: Sendable {
    private struct State {
        var kill: (@Sendable () throws -> Void)?
        var isStopping = false
        var isDown = false
        var starts = 0
    }

    private let command: String
    private let state = Mutex(State())

    private init(command: String) {
        self.command = command
    }

    package var starts: Int { state.withLock(\.starts) }

    /// Makes a server's data, and says how it is started.
    package static func postgres(in directory: TemporaryDirectory, port: Int, isEncrypted: Bool = false) async throws -> PrivateServer {
        let (fixture, name) = (directory.path + "/pg", named("POSTGRES", else: "postgresql"))
        try await shell("mkdir -p \(fixture); own \(fixture); engine_make \(name) \(fixture) --auth=trust")
        let tls = isEncrypted ? " -c ssl=on -c ssl_cert_file=\(directory.path)/server.pem -c ssl_key_file=\(directory.path)/server.key" : ""
        return PrivateServer(
            command: "engine_serve \(name) \(fixture) \(port) -c unix_socket_directories= -c max_prepared_transactions=100 "
                + "-c max_connections=100 -c fsync=off\(tls)")
    }

    /// MariaDB, or MySQL when that is what the tests run on. Its `root` needs no password, and it has a database `test`.
    package static func mysql(in directory: TemporaryDirectory, port: Int, isEncrypted: Bool = false) async throws -> PrivateServer {
        let (fixture, name) = (directory.path + "/my", named("MYSQL", else: "mariadb"))
        try await shell("mkdir -p \(fixture); own \(fixture); engine_make \(name) \(fixture)")
        let tls = isEncrypted ? " --ssl-cert=\(directory.path)/server.pem --ssl-key=\(directory.path)/server.key" : ""
        return PrivateServer(
            command: "engine_serve \(name) \(fixture) \(port) --max-connections=100\(tls)")
    }

    /// The server of `script/lib/engines.sh` that the tests run on.
    private static func named(_ kind: String, else installed: String) -> String {
        ProcessInfo.processInfo.environment["JOBU_TEST_\(kind)_SERVER"] ?? installed
    }

    /// Makes an authority `ca.pem`, a certificate for `localhost` by it, and another authority `other.pem`.
    package static func makeCertificates(in directory: TemporaryDirectory) async throws {
        try await shell(
            """
            cd '\(directory.path)'
            for name in ca other; do
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -keyout $name.key -out $name.pem
            done
            openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
            printf 'subjectAltName=DNS:localhost' > names
            openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem
            chmod a+r server.pem ca.pem other.pem; chmod 600 server.key; own "$PWD/server.key"
            """)
    }

    /// Two ports nobody listens on.
    package static func freePorts() async throws -> [Int] {
        try await shell("databases_free_ports").split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    /// Runs the server, and starts it again when it has died, until `stop`.
    package func run() async throws {
        while !state.withLock(\.isStopping) {
            if state.withLock(\.isDown) {
                try await ContinuousClock().sleep(for: .milliseconds(50))
                continue
            }
            _ = try await Subprocess.run(
                .name("bash"), arguments: ["-c", Self.prelude + command], input: .none, output: .discarded, error: .discarded
            ) { execution in
                self.state.withLock { state in
                    state.starts += 1
                    state.kill = { try execution.send(signal: .kill) }
                }
            }
            state.withLock { $0.kill = nil }
            try await ContinuousClock().sleep(for: .milliseconds(100))
        }
    }

    /// Kills it without a warning, as it stands.
    package func kill() throws {
        try state.withLock(\.kill)?()
    }

    /// Kills it, and starts it again only after `pause`.
    package func takeDown(for pause: Duration) async throws {
        state.withLock { $0.isDown = true }
        try kill()
        try await ContinuousClock().sleep(for: pause)
        state.withLock { $0.isDown = false }
    }

    package func stop() throws {
        state.withLock { $0.isStopping = true }
        try kill()
    }

    /// The functions of `script/lib` run a program as the servers' user.
    private static var prelude: String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
        return """
            source '\(root)/script/lib/common.sh'; source '\(root)/script/lib/databases.sh'
            own() { if ((EUID == 0)); then chmod a+rx "$(dirname "$1")"; chown -R nobody "$1"; fi; }

            """
    }

    @discardableResult
    private static func shell(_ text: String) async throws -> String {
        let result = try await Subprocess.run(
            .name("bash"), arguments: ["-c", prelude + text], input: .none, output: .string(limit: 1_000_000),
            error: .string(limit: 1_000_000))
        guard result.terminationStatus.isSuccess else { throw Failure(text: result.standardError) }
        return result.standardOutput
    }

    package struct Failure: Error {
        var text: String?

        package init(text: String?) { self.text = text }
    }
}
