/// How a dispatcher works.
package struct DispatcherConfiguration: Sendable, Equatable {
    /// Crons that become executions in one transaction.
    package var batchSize = 500
    /// It looks at the store at least this often, also when nothing is due for longer.
    package var sleepMax: Duration = .seconds(60)
    /// As `sleepMax`: the maximum delay for changes of a process that cannot send signals here.
    package var pollInterval: Duration = .seconds(5)
    /// The wait when crons are due and another dispatcher holds them.
    package var heldPause: Duration = .milliseconds(200)

    package init() {}

    var sleepLimit: Duration { min(sleepMax, pollInterval) }
}
