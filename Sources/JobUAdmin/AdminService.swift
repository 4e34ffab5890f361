import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import JobUDatabase
package import JobUModel
package import JobUStore
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves the REST API and the pages until shutdown.
package struct AdminService: Service {
    private let store: any AdminStore
    private let transactions: (any TransactionOperations)?
    private let editor: CronJobEditor
    private let signals: ChangeSignals
    private let time: TimeSource
    private let configuration: AdminConfiguration
    private let logger: Logger
    private let storeFault: @Sendable () async -> StoreFault?
    private let metrics: @Sendable () -> String
    private let onListening: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - storeFault: what is wrong with the store; `/ready` asks it.
    ///   - metrics: what this process counted, as Prometheus reads it.
    ///   - onListening: told the port once requests are answered.
    package init(
        store: any AdminStore, transactions: (any TransactionOperations)? = nil, editor: CronJobEditor,
        signals: ChangeSignals, time: TimeSource,
        configuration: AdminConfiguration, logger: Logger, storeFault: @escaping @Sendable () async -> StoreFault? = { nil },
        metrics: @escaping @Sendable () -> String = { "" },
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.store = store
        self.transactions = transactions
        self.editor = editor
        self.signals = signals
        self.time = time
        self.configuration = configuration
        self.logger = logger
        self.storeFault = storeFault
        self.metrics = metrics
        self.onListening = onListening
    }

    /// Returns when shutdown was asked for and open requests have ended; event streams end at once.
    /// - Throws: when the address cannot be bound.
    package func run() async throws {
        let router = try AdminApplication.router(
            store: store, transactions: transactions, editor: editor, signals: signals, time: time, configuration: configuration,
            logger: logger,
            storeFault: storeFault, metrics: metrics)
        var quiet = logger
        // Hummingbird tells at this level what ours tells in `onListening`.
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            responder: AdminApplication.responder(router, configuration),
            server: try configuration.server(logger: logger),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: .maximum(configuration.connections.total + ConnectionLimits.slack, logger: quiet)),
            onServerRunning: { [configuration, onListening] channel in
                await onListening(channel.localAddress?.port ?? configuration.port)
            },
            logger: quiet)
        do {
            try await application.run()
        } catch let error as IOError {
            throw ListenError(host: configuration.host, port: configuration.port, reason: error.description)
        }
    }
}

extension AdminConfiguration {
    fileprivate func server(logger: Logger) throws -> HTTPServerBuilder {
        let open = Connections(limits: connections, trustedProxies: trustedProxies, logger: logger)
        let timeout = TimeAmount(connections.requestTimeout)
        var http = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionHandler(connections: open, timeout: timeout)],
            idleTimeout: TimeAmount(connections.idleTimeout))
        http.httpDecoder = .init(maxHeaderFieldSize: headerBytesMax, maxHeaderListSize: headerBytesMax, maxHeaderFieldCount: 100)
        guard let tls else { return .http1(configuration: http) }
        return try .tls(.http1(configuration: http), tlsConfiguration: tls.configuration)
    }
}

/// The address cannot be used.
package struct ListenError: Error, Sendable, CustomStringConvertible {
    var host: String
    var port: Int
    var reason: String

    package var description: String {
        "cannot listen on \(host) port \(port): \(reason); stop what uses it, or set admin.port in admin.yaml"
    }
}
