/// A database as `database.yaml` describes it: which engine opens it, where it is, and how many connections its pool keeps.
package struct DatabaseConfiguration: Sendable, Equatable {
    /// Where the database is.
    package enum Location: Sendable, Equatable {
        case file(FileConfiguration)
        case server(ServerConfiguration)
    }

    /// The name of the engine, as the file's `type` has it. An engine opens only configurations of its own type.
    package var type: String
    package var location: Location
    package var pool: PoolConfiguration

    package init(type: String, _ location: Location, pool: PoolConfiguration = PoolConfiguration()) {
        self.type = type
        self.location = location
        self.pool = pool
    }

    /// The file, if the database is one and of this type.
    package func file(ofType type: String) -> FileConfiguration? {
        guard self.type == type, case .file(let file) = location else { return nil }
        return file
    }

    /// The server, if the database is on one of this type.
    package func server(ofType type: String) -> ServerConfiguration? {
        guard self.type == type, case .server(let server) = location else { return nil }
        return server
    }
}
