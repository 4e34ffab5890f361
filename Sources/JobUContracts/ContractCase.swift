package import JobUTesting
import Testing

/// One sentence every engine has to keep, with the code that checks it on the engine it is given.
package struct ContractCase<Subject: Sendable>: Sendable, CustomTestStringConvertible {
    package let sentence: String
    private let body: @Sendable (Subject) async throws -> Void

    init(_ sentence: String, _ body: @escaping @Sendable (Subject) async throws -> Void) {
        self.sentence = sentence
        self.body = body
    }

    package var testDescription: String { sentence }

    /// Checks the sentence; what fails is recorded as an issue of the running test.
    package func check(_ subject: Subject) async throws {
        try await body(subject)
    }
}

/// What the store's sentences are checked on: a migrated store that nobody else uses.
package typealias StoreCase = ContractCase<TestStore>

/// What the driver's sentences are checked on: an empty database that nobody else uses.
package typealias DriverCase = ContractCase<TestDatabase>
