import JobUComposition
import JobUModel
package import JobUStore

/// The tool as it is shipped: the commands with the sample handlers.
package enum StockTool {
    /// - Parameter engines: the kinds of databases it knows besides SQLite.
    package static func run(engines: [DatabaseEngine]) async {
        await JobUCommand.run(StockHandlers.list(.system), engines: engines, samples: .included)
    }
}
