/// What a process does. One process may do all of it.
package enum Role: String, Sendable, CaseIterable {
    /// Turns due crons into executions, and looks after the store.
    case dispatcher
    /// Claims executions and runs them.
    case worker
    /// Serves the REST API and the pages.
    case admin
}
