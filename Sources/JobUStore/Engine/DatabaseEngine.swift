package import JobUDatabase

/// A kind of database a program can open.
///
/// SQLite is always there. The others come with products of their own, `JobUPostgres` and `JobUMySQL`, so that a program which does
/// without them needs no client library of theirs:
///
/// ```swift
/// import JobU
/// import JobUPostgres
///
/// @main struct App: JobUApp {
///     var engines: [DatabaseEngine] { [.postgresql] }
///     var handlers: some JobHandlers { SendReport() }
/// }
/// ```
public struct DatabaseEngine: Sendable {
    /// What it takes to work with a database; nil for one of another engine's type.
    package let parts: @Sendable (DatabaseConfiguration) -> EngineParts?

    package init(parts: @escaping @Sendable (DatabaseConfiguration) -> EngineParts?) {
        self.parts = parts
    }
}
