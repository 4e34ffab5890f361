import JobU
import JobUMySQL
import JobUPostgres

/// The handlers of this project. Crons refer to them by their names.
///
/// `swift run PROJECT_PRODUCT` starts dispatcher, worker and admin; `swift run PROJECT_PRODUCT worker` one of them, and
/// `swift run PROJECT_PRODUCT --help` tells of the other commands.
@main
struct App: JobUApp {
    /// The kinds of databases in `config/database.yaml`; SQLite is always there.
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
