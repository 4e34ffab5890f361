public import JobUModel

/// Why an execution was not enqueued. A retry would only repeat it, so an execution whose handler throws it fails at once.
public struct EnqueueError: RetryableError, Sendable, Equatable, CustomStringConvertible {
    /// The kind of the problem. Later versions may add kinds, so a `switch` needs a `default`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name of the code, such as `invalidOptions`.
        public let rawValue: String

        /// Creates a code from its name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Options are outside their limits; `problems` lists them.
        public static let invalidOptions = Code(rawValue: "invalidOptions")
        /// The handler's name, the parameters or the unique key cannot be stored; `problems` lists them, and invalid options too.
        public static let invalidRequest = Code(rawValue: "invalidRequest")
        /// The transaction belongs to another database than the executions.
        public static let wrongDatabase = Code(rawValue: "wrongDatabase")
    }

    /// The kind of the problem.
    public var code: Code
    /// The invalid fields, by the API's names; empty for a wrong database.
    public var problems: [ValidationProblem]
    /// The message for the caller.
    public var description: String
    /// Always false.
    public var isRetryable: Bool { false }

    /// - Parameters:
    ///   - request: what is wrong with handler, parameters and key.
    ///   - options: what is wrong with the options.
    package init(request: [ValidationProblem], options: [ValidationProblem]) {
        code = request.isEmpty ? .invalidOptions : .invalidRequest
        problems = request + options
        description = problems.map { "\($0.field) \($0.message)" }.joined(separator: "; ")
    }

    /// A transaction of `database`, where executions are stored in `executionDatabase`.
    package init(wrongDatabase database: String, executionDatabase: String) {
        code = .wrongDatabase
        problems = []
        description = "executions are stored in database '\(executionDatabase)'; the transaction is one of '\(database)'"
    }
}
