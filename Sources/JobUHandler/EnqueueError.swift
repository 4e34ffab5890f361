public import JobUModel

/// Why an execution was not enqueued. Another attempt would only repeat it: a handler that throws it is not retried.
public struct EnqueueError: RetryableError, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong. There may be more of them in a later version: a `switch` needs a `default`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name of it, such as `invalidOptions`.
        public let rawValue: String

        /// The code of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The options are outside of their limits; `problems` says which.
        public static let invalidOptions = Code(rawValue: "invalidOptions")
        /// The handler's name, the parameters or the unique key cannot be stored; `problems` says which, and names what is wrong with the
        /// options too.
        public static let invalidRequest = Code(rawValue: "invalidRequest")
        /// The transaction is one of another database than that of the executions.
        public static let wrongDatabase = Code(rawValue: "wrongDatabase")
    }

    /// What is wrong.
    public var code: Code
    /// The fields that are wrong, by the names of the API.
    public var problems: [ValidationProblem]
    /// What is wrong, in words.
    public var description: String
    /// False.
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
