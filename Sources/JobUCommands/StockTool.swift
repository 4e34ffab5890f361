import JobU
import JobUModel

/// The tool as it is shipped: the commands with the sample handlers.
package enum StockTool {
    package static func run() async {
        await JobUCommand.run(StockHandlers.list(.system), samples: .included)
    }
}
