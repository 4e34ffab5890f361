import JobUDatabase

enum ServerOptionKey: String, SettingsKey {
    case sslMode = "sslmode"
    case sslCA = "ssl_ca"
    case socket
    case connectTimeout = "connect_timeout_seconds"
    case statementTimeout = "statement_timeout_seconds"
    case clockSkewMax = "max_clock_skew_seconds"
    case poolMode = "pool_mode"
    case ssl, timezone
    case charset, autocommit

    static let ofPostgreSQL = allCases.filter { $0 != .charset && $0 != .autocommit }
    static let ofMySQL = allCases.filter { $0 != .ssl && $0 != .timezone && $0 != .poolMode }
}

extension ServerConfiguration {
    init(
        _ reader: SettingsReader<DatabaseKey>, port: Int, options keys: [ServerOptionKey]
    ) throws(ConfigurationError) {
        self.init(port: try reader.int(.port, in: 1...65_535, default: port))
        host = try reader.host(.host, default: host)
        database = try reader.name(.database, "the name of a database", default: database)
        user = try reader.text(.user, default: user)
        password = try reader.secret(.password, orFile: .passwordFile)

        let options = try SettingsReader(reader.section(.options), only: keys)
        socket = try options.optionalText(.socket)
        if socket != nil, reader.has(.host) {
            throw options.place(of: .socket).error("cannot be given together with 'host'; remove one of the two")
        }
        sslMode = try options.sslMode(default: sslMode)
        sslCA = try options.optionalText(.sslCA)
        connectTimeout = try options.seconds(
            .connectTimeout, in: .seconds(1) ... .seconds(300), default: connectTimeout)
        let timeout = try options.seconds(.statementTimeout, in: .zero ... .seconds(86_400), default: .zero)
        statementTimeout = timeout == .zero ? nil : timeout
        clockSkewMax = try options.seconds(.clockSkewMax, in: .milliseconds(100) ... .seconds(3600), default: clockSkewMax)
        poolMode = try options.choice(.poolMode, default: poolMode)
        try options.requireIfGiven(.timezone, "utc")
        try options.requireIfGiven(.charset, "utf8mb4")
        try options.requireIfGiven(.autocommit, "false")
    }
}

extension SettingsReader<ServerOptionKey> {
    fileprivate func sslMode(
        default fallback: ServerConfiguration.SSLMode
    ) throws(ConfigurationError) -> ServerConfiguration.SSLMode {
        guard has(.ssl) else { return try choice(.sslMode, default: fallback) }
        if has(.sslMode) { throw place(of: .ssl).error("cannot be given together with 'sslmode'; remove one of the two") }
        return try bool(.ssl, default: false) ? .require : .disable
    }
}
