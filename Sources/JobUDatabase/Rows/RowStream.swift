/// The rows of a query that is being read. Good inside the closure of `withRows`, for one reader.
public struct RowStream: AsyncSequence, Sendable {
    let session: TransactionSession
    let cursor: any RowCursor
    let pieceSize: Int

    /// Reads on where the last reader stopped.
    public func makeAsyncIterator() -> Iterator {
        Iterator(session: session, cursor: cursor, pieceSize: pieceSize)
    }

    /// Rows one by one, fetched piece by piece.
    public struct Iterator: AsyncIteratorProtocol {
        let session: TransactionSession
        let cursor: any RowCursor
        let pieceSize: Int
        private var piece: ArraySlice<ResultRow> = []

        init(session: TransactionSession, cursor: any RowCursor, pieceSize: Int) {
            self.session = session
            self.cursor = cursor
            self.pieceSize = pieceSize
        }

        /// The next row, or nil at the end.
        /// - Throws: `SQLError`; `CancellationError` when the task is cancelled.
        public mutating func next() async throws -> ResultRow? {
            if let row = piece.popFirst() { return row }
            try Task.checkCancellation()
            piece = try await session.run { [cursor, pieceSize] _ in try await cursor.next(limit: pieceSize) }[...]
            return piece.popFirst()
        }
    }
}
