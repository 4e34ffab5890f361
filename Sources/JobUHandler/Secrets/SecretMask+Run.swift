package import Logging

extension SecretMask {
    /// Runs a handler and masks its result and errors.
    func around(
        _ context: JobContext, _ handler: (JobContext) async throws -> HandlerResult
    ) async throws -> HandlerResult {
        guard !isEmpty else { return try await handler(context) }
        do {
            return hide(try await handler(context.hiding(self)))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let text = "\(error)"
            let hidden = hide(text)
            guard hidden != text else { throw error }
            throw HiddenError(description: hidden, isRetryable: (error as? any RetryableError)?.isRetryable ?? true)
        }
    }

    func hide(_ result: HandlerResult) -> HandlerResult {
        switch result.choice {
        case .success(let action, let data): HandlerResult.success(hide(action), data: hide(data))
        case .cancel(let reason): .cancel(hide(reason))
        case .snooze: result
        }
    }

    /// Returns a logger that masks its lines.
    package func hide(_ logger: Logger) -> Logger {
        isEmpty ? logger : Logger(label: logger.label, factory: { _ in MaskedLogHandler(inner: logger, mask: self) })
    }
}

/// A handler's error with its text masked.
private struct HiddenError: RetryableError, CustomStringConvertible {
    let description: String
    let isRetryable: Bool
}

/// A log handler that masks lines before another one writes them.
private struct MaskedLogHandler: LogHandler {
    var inner: Logger
    let mask: SecretMask

    var metadata: Logger.Metadata = [:]

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
        inner.log(
            level: event.level, "\(mask.hide(event.message.description))", metadata: facts.mapValues { "\(mask.hide("\($0)"))" },
            source: event.source, file: event.file, function: event.function, line: event.line)
    }
}
