import JobUDatabase

extension ServerConfiguration {
    /// Server, database and user as messages name them.
    var target: String {
        "PostgreSQL \(user)@\(socket ?? (host.contains(":") ? "[\(host)]" : host)):\(port)/\(database)"
    }
}

extension Duration {
    /// Rounded down.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
