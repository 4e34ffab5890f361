import JobUDatabase

extension ServerConfiguration {
    /// Server, database and user as messages name them.
    var target: String {
        "PostgreSQL \(user)@\(socket ?? (host.contains(":") ? "[\(host)]" : host)):\(port)/\(database)"
    }
}
