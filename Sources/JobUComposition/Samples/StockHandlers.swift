package import JobUHandler
package import JobUModel

/// The handlers of the stock `jobu`.
package enum StockHandlers {
    package static func list(_ time: TimeSource) -> JobHandlerList {
        JobHandlerList([SampleHandler(clock: time.clock), SQLiteCRUDHandler()])
    }

    /// Adds the database the samples work in where the settings have none of that name.
    package static func addDatabase(to settings: inout JobUSettings) {
        let name = SQLiteCRUDHandler.databaseName
        if settings.databases[name] == nil {
            settings.databases[name] = .file("data/\(name).db")
        }
        if !settings.worker.databases.contains(name) { settings.worker.databases.append(name) }
    }
}
