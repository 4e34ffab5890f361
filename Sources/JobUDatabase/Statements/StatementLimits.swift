/// How much of an answer a statement that people wrote may bring into memory at once.
package enum StatementLimits {
    /// Bytes: of one row, or of the rows that the server sends together.
    package static let answerBytesMax = 16 * 1_024 * 1_024
    /// Rows that are asked for together.
    package static let rowsAtOnceMax = 10
}

extension SQLError {
    /// An answer that was not taken in. Another attempt would meet the same.
    package static func answerTooLarge(_ bytesMax: Int, statement: String?) -> SQLError {
        SQLError(
            .decoding,
            "the answer is larger than the \(bytesMax / 1_048_576) MiB that a statement can read at once; select fewer columns or shorter texts",
            statement: statement)
    }
}
