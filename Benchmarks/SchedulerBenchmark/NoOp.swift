import JobUHandler

/// Does nothing, and tells that it was called.
struct NoOp: JobHandler {
    static let name = "no_op"

    let onCall: @Sendable () -> Void

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
        onCall()
        return .success
    }
}
