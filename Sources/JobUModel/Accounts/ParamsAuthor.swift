/// Who may write the parameters of a handler's jobs.
public enum ParamsAuthor: String, Sendable, Codable, CaseIterable {
    /// Operators and admins: the parameters say what the handler works on.
    case `operator`
    /// Admins only: the parameters say what is executed, such as a command or a statement. An operator can still run a cron as it is, and
    /// retry a job with the parameters that it has.
    case admin
}
