package import JobUConformance
import JobUTesting
package import TestSupport
import Testing

extension ContractCase: CustomTestStringConvertible {
    package var testDescription: String { sentence }

    /// Checks the sentence; what fails is recorded as an issue of the running test.
    package func check(_ subject: Subject) async throws {
        try await check(subject) { failure in
            let place = SourceLocation(fileID: failure.fileID, filePath: failure.filePath, line: failure.line, column: failure.column)
            Issue.record("\(failure.message)", sourceLocation: place)
        }
    }
}

/// What the driver's sentences are checked on: an empty database that nobody else uses.
package typealias DriverCase = ContractCase<TestDatabase>

extension TestStore: StoreFixture {}
