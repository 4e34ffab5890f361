/// The number of a row in `cron_jobs`.
public struct CronJobID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The number.
    public var rawValue: Int64
    /// The row of this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
    /// The number as text.
    public var description: String { String(rawValue) }
}

/// The number of a row in `job_executions`.
public struct ExecutionID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The number.
    public var rawValue: Int64
    /// The row of this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
    /// The number as text.
    public var description: String { String(rawValue) }
}

/// The number of a row in `workers`; a worker that lost its lease comes back under a new one.
public struct WorkerID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The number.
    public var rawValue: Int64
    /// The row of this number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
    /// The number as text.
    public var description: String { String(rawValue) }
}

/// The number of a row in `users`.
package struct UserID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    package var rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package var description: String { String(rawValue) }
}

/// The number of a row in `api_tokens`.
package struct APITokenID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    package var rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package var description: String { String(rawValue) }
}
