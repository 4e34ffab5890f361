/// What a check of a contract expects. The contract runs in tests and, on a server of whoever asks, in the program itself; so it does
/// not know what becomes of a failure.
package enum Expectation {
    /// Something that does not hold, with its place in the contract.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package var message: String
        package var fileID: String
        package var filePath: String
        package var line: Int
        package var column: Int

        package var description: String { "\(message) (\(fileID):\(line))" }
    }

    /// Takes failures of the check that is running.
    @TaskLocal static var record: @Sendable (Failure) -> Void = { _ in }

    /// The end of a check that cannot go on; its reason is recorded.
    package struct Unmet: Error, Sendable, CustomStringConvertible {
        package var description: String { "the check cannot go on" }
    }
}

/// Notes that something has gone wrong.
package func fail(
    _ message: String, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
) {
    Expectation.record(Expectation.Failure(message: message, fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Notes a failure where the condition does not hold.
package func expect(
    _ holds: Bool, _ comment: @autoclosure () -> String = "does not hold", fileID: String = #fileID, filePath: String = #filePath,
    line: Int = #line, column: Int = #column
) {
    if !holds { fail(comment(), fileID: fileID, filePath: filePath, line: line, column: column) }
}

/// The value; without one the check cannot go on.
package func require<Value>(
    _ value: Value?, _ comment: @autoclosure () -> String = "has no value", fileID: String = #fileID, filePath: String = #filePath,
    line: Int = #line, column: Int = #column
) throws -> Value {
    guard let value else {
        fail(comment(), fileID: fileID, filePath: filePath, line: line, column: column)
        throw Expectation.Unmet()
    }
    return value
}

/// Where the condition does not hold the check cannot go on.
package func require(
    _ holds: Bool, _ comment: @autoclosure () -> String = "does not hold", fileID: String = #fileID, filePath: String = #filePath,
    line: Int = #line, column: Int = #column
) throws {
    guard holds else {
        fail(comment(), fileID: fileID, filePath: filePath, line: line, column: column)
        throw Expectation.Unmet()
    }
}

/// Notes a failure where another error, or none, is thrown.
package func expect<Wanted: Error & Equatable>(
    throws wanted: Wanted, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        fail("throws nothing; \(wanted) was expected", fileID: fileID, filePath: filePath, line: line, column: column)
    } catch let error as Wanted where error == wanted {
        return
    } catch {
        fail("throws \(error); \(wanted) was expected", fileID: fileID, filePath: filePath, line: line, column: column)
    }
}

/// Notes a failure where an error of another type, or none, is thrown; returns the error.
@discardableResult
package func expect<Wanted: Error>(
    throws wanted: Wanted.Type, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column,
    _ body: () async throws -> Void
) async -> Wanted? {
    do {
        try await body()
        fail("throws nothing; \(wanted) was expected", fileID: fileID, filePath: filePath, line: line, column: column)
    } catch let error as Wanted {
        return error
    } catch {
        fail("throws \(error); \(wanted) was expected", fileID: fileID, filePath: filePath, line: line, column: column)
    }
    return nil
}
