import JobU
import JobUMySQL
import JobUPostgres

/// The handlers of this project. Crons refer to them by name.
///
/// `swift run PROJECT_PRODUCT` starts dispatcher, worker and admin; `swift run PROJECT_PRODUCT worker` one of them, and
/// `swift run PROJECT_PRODUCT --help` lists all commands.
@main
struct App: JobUApp {
    /// The engines used in `config/database.yaml`; SQLite is always available.
    var engines: [DatabaseEngine] { [.postgresql, .mysql] }

    var handlers: some JobHandlers {
        Sample()
        // 1. One database.
        SQLiteCRUD()
        PostgresCRUD()
        MySQLCRUD()
        // 2. Several databases, all or nothing.
        SyncSQLiteToPostgres()
        SyncPostgresToMySQL()
        MultiDBReport()
        // 3. How to divide the code.
        ServiceLayer()
        DoWorkPattern()
        // 4. Several things at a time.
        ConcurrentQueries()
    }
}
