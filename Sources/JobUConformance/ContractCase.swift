/// One sentence every engine has to keep, with the code that checks it on the engine it is given.
package struct ContractCase<Subject: Sendable>: Sendable {
    package let sentence: String
    private let body: @Sendable (Subject) async throws -> Void

    package init(_ sentence: String, _ body: @escaping @Sendable (Subject) async throws -> Void) {
        self.sentence = sentence
        self.body = body
    }

    /// Checks the sentence. What does not hold is given to `record`, and the check goes on as far as it can.
    /// - Throws: what the subject throws, and the end of a check that cannot go on.
    package func check(_ subject: Subject, record: @escaping @Sendable (Expectation.Failure) -> Void)
        async throws
    {
        try await Expectation.$record.withValue(record) { try await body(subject) }
    }
}

/// What the store's sentences are checked on: a migrated store that nobody else uses.
package typealias StoreCase = ContractCase<any StoreFixture>
