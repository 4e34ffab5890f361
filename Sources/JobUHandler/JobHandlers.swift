/// A list of handlers, as `JobHandlersBuilder` builds it.
public protocol JobHandlers: Sendable {
    /// The handlers in the order they were written.
    var handlers: [any JobHandler] { get }
}

/// The list that `JobHandlersBuilder` builds.
public struct JobHandlerList: JobHandlers {
    /// The handlers in the order they were written.
    public let handlers: [any JobHandler]

    /// Creates a list of these handlers.
    public init(_ handlers: [any JobHandler] = []) {
        self.handlers = handlers
    }
}

/// A result builder for lists of handlers, one per line, with `if` and `for`.
@resultBuilder
public enum JobHandlersBuilder {
    /// One handler.
    public static func buildExpression(_ handler: any JobHandler) -> [any JobHandler] { [handler] }
    /// Several handlers.
    public static func buildExpression(_ list: any JobHandlers) -> [any JobHandler] { list.handlers }
    /// The lines together.
    public static func buildBlock(_ parts: [any JobHandler]...) -> [any JobHandler] { parts.flatMap(\.self) }
    /// `if` without `else`.
    public static func buildOptional(_ part: [any JobHandler]?) -> [any JobHandler] { part ?? [] }
    /// `if` … `else`.
    public static func buildEither(first part: [any JobHandler]) -> [any JobHandler] { part }
    /// `if` … `else`.
    public static func buildEither(second part: [any JobHandler]) -> [any JobHandler] { part }
    /// `for`.
    public static func buildArray(_ parts: [[any JobHandler]]) -> [any JobHandler] { parts.flatMap(\.self) }
    /// The list.
    public static func buildFinalResult(_ parts: [any JobHandler]) -> JobHandlerList { JobHandlerList(parts) }
}

extension HandlerRegistry {
    /// - Throws: as the other initialiser.
    package init(
        _ list: some JobHandlers, middleware: [any JobMiddleware] = [], hiding mask: SecretMask = .none
    ) throws(HandlerRegistryError) {
        try self.init(list.handlers.map { RegisteredHandler($0, middleware: middleware, hiding: mask) })
    }
}
