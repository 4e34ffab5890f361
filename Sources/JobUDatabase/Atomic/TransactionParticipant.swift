/// A participant of a multi-database transaction: a database by its name in `database.yaml`.
///
/// ```swift
/// try await databases.transaction(on: "orders", "ledger", .readOnly("rates")) { tx in … }
/// ```
public struct TransactionParticipant: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The name in `database.yaml`.
    public var name: String
    /// Whether it is written.
    package var mode: TransactionMode

    /// A database that is written.
    public init(stringLiteral name: String) {
        self.init(name)
    }

    /// A database that is written.
    public init(_ name: String) {
        self.init(name, mode: .readWrite)
    }

    package init(_ name: String, mode: TransactionMode) {
        self.name = name
        self.mode = mode
    }

    /// A database that is only read: a write in it is refused by the engine.
    public static func readOnly(_ name: String) -> TransactionParticipant {
        TransactionParticipant(name, mode: .readOnly)
    }
}
