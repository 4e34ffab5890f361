import Foundation
import JobUDatabase
import JobUHandler
import JobUModel

/// One execution of a statement, and what is kept of its answer.
struct StatementRunner: Sendable {
    /// Bytes of rows in a result.
    static let bytesMax = 65_536

    private let statement: NamedStatement
    private let sql: SQLQuery
    private let rowsMax: Int

    init(_ statement: NamedStatement, _ values: [String: SQLValue], rowsMax: Int) {
        self.statement = statement
        sql = statement.bound(values)
        self.rowsMax = rowsMax
    }

    func run(in tx: Transaction) async throws -> HandlerResult {
        guard statement.hasRows else {
            let count = try await tx.execute(sql)
            return .success("executed", data: ["row_count": .int(Int64(count))])
        }
        let kept = statement.canStream ? try await someRows(tx) : KeptRows(try await tx.fetchAll(sql), rowsMax)
        return .success(
            "fetched",
            data: [
                "rows": .array(kept.rows.map { .object($0) }), "row_count": .int(Int64(kept.rows.count)), "is_truncated": .bool(kept.isCut),
            ])
    }

    /// Fetches no more than is kept, and one more to know whether there are others.
    private func someRows(_ tx: Transaction) async throws -> KeptRows {
        try await tx.withRows(sql, pieceSize: min(rowsMax + 1, StatementLimits.rowsAtOnceMax)) { stream in
            var kept = KeptRows()
            for try await row in stream {
                if !kept.take(row, rowsMax) { break }
            }
            return kept
        }
    }
}

/// Rows as the result of an execution shows them.
private struct KeptRows {
    var rows: [[String: JSONValue]] = []
    /// Whether there were more.
    var isCut = false
    private var bytes = 0

    init() {}

    init(_ all: [ResultRow], _ rowsMax: Int) {
        for row in all where !take(row, rowsMax) { return }
    }

    /// False when there is no room for it.
    mutating func take(_ row: ResultRow, _ rowsMax: Int) -> Bool {
        let shown = row.shown
        bytes += shown.reduce(0) { $0 + $1.key.utf8.count + $1.value.roughSize }
        guard rows.count < rowsMax, bytes <= StatementRunner.bytesMax else {
            isCut = true
            return false
        }
        rows.append(shown)
        return true
    }
}

extension ResultRow {
    fileprivate var shown: [String: JSONValue] {
        var shown: [String: JSONValue] = [:]
        for (name, value) in cells { shown[name] = value.shown }
        return shown
    }
}

extension SQLValue {
    /// As JSON: exact numbers as texts, instants as RFC 3339, bytes in Base64.
    var shown: JSONValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        // JSON knows no infinities.
        case .double(let value): value.isFinite ? .double(value) : .string("\(value)")
        case .text(let text), .decimal(let text): .string(text)
        case .json(let text): JSONText.stored(text)
        case .bytes(let bytes): .string(Data(bytes).base64EncodedString())
        case .timestamp(let microseconds): .string(Timestamp(microseconds: microseconds).description)
        }
    }
}

extension JSONValue {
    fileprivate var roughSize: Int {
        switch self {
        case .null, .bool, .int, .double: 8
        case .string(let text): text.utf8.count + 2
        case .number(let text): text.utf8.count
        case .array(let values): values.reduce(2) { $0 + $1.roughSize }
        case .object(let values): values.reduce(2) { $0 + $1.key.utf8.count + $1.value.roughSize }
        }
    }
}
