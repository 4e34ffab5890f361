import CJobULibPQ
import JobUDatabase

/// A connection of libpq with its prepared statements.
///
/// @unchecked Sendable: used on the queue of its session only, but for `canceller`, which libpq allows on any thread.
final class PostgresLink: @unchecked Sendable {
    private(set) var handle: OpaquePointer?
    private let canceller: OpaquePointer?
    var statements = PreparedStatements()
    private var cursors = 0

    /// Connects; blocks until that is done.
    init(_ configuration: PostgresConfiguration) throws {
        let parameters = configuration.parameters
        let handle = withCStrings(parameters.map(\.0)) { keywords in
            withCStrings(parameters.map(\.1)) { values in PQconnectdbParams(keywords, values, 0) }
        }
        guard let handle, PQstatus(handle) == CONNECTION_OK else {
            let error = PostgresError.cannotConnect(handle, configuration)
            PQfinish(handle)
            throw error
        }
        self.handle = handle
        canceller = PQgetCancel(handle)
    }

    deinit {
        PQfreeCancel(canceller)
    }

    func open() throws -> OpaquePointer {
        guard let handle else { throw DatabaseError(.connectionLost, "the session is closed") }
        return handle
    }

    func close() {
        PQfinish(handle)
        handle = nil
    }

    /// From any thread; returns when the server has taken note.
    func cancelRunningStatement() {
        var reason = [CChar](repeating: 0, count: 256)
        // A request that does not get through leaves the statement running until it ends by itself.
        _ = PQcancel(canceller, &reason, Int32(reason.count))
    }

    func absorbCancellation() {
        PQclear(PQexec(handle, ""))
    }

    func isInTransaction() throws -> Bool {
        PQtransactionStatus(try open()) != PQTRANS_IDLE
    }

    func nextCursorName() -> String {
        cursors += 1
        return "jobu_\(cursors)"
    }

    /// Runs a script; for errors of a statement in it the rest is not run.
    @discardableResult
    func script(_ text: String) throws -> PostgresResult {
        try check(PQexec(open(), text), statement: text)
    }

    /// Runs one statement: at once when it is new, prepared from its second time on.
    func query(_ text: String, _ binds: [SQLValue]) throws -> PostgresResult {
        let parameters = try PostgresParameters(binds)
        let handle = try open()
        switch statements.use(text, parameters.types) {
        case .unprepared:
            return try check(
                parameters.withPointers { values in
                    PQexecParams(handle, text, values.count, parameters.types, values.pointers, values.lengths, values.formats, 1)
                }, statement: text)
        case .prepare(let name):
            for evicted in statements.takeEvicted() { try script("DEALLOCATE \(evicted)") }
            try check(PQprepare(handle, name, text, Int32(parameters.types.count), parameters.types), statement: text)
            statements.prepared(text, parameters.types)
            return try execute(name, parameters, text)
        case .prepared(let name):
            return try execute(name, parameters, text)
        }
    }

    private func execute(_ name: String, _ parameters: PostgresParameters, _ text: String) throws -> PostgresResult {
        let handle = try open()
        return try check(
            parameters.withPointers { values in
                PQexecPrepared(handle, name, values.count, values.pointers, values.lengths, values.formats, 1)
            }, statement: text)
    }

    @discardableResult
    func check(_ result: OpaquePointer?, statement: String?) throws -> PostgresResult {
        let result = PostgresResult(result)
        guard result.isGood else { throw PostgresError.classify(result, handle, statement: statement) }
        return result
    }
}

/// Calls `body` with a null-terminated list of C strings.
private func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
    let bytes = strings.map { Array($0.utf8CString) }
    var offsets: [Int] = []
    var all: [CChar] = []
    for string in bytes {
        offsets.append(all.count)
        all += string
    }
    return all.withUnsafeBufferPointer { all in
        let pointers: [UnsafePointer<CChar>?] = offsets.map { offset in all.baseAddress.map { $0 + offset } } + [nil]
        return pointers.withUnsafeBufferPointer { pointers in
            // Never empty: it ends with nil.
            pointers.baseAddress.map(body)!
        }
    }
}
