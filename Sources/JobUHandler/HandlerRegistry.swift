package import JobUModel

/// A handler with its type erased.
package struct RegisteredHandler: Sendable {
    package let name: String
    /// Where its executions happen.
    package let isolation: HandlerIsolation
    /// What its crons and executions get where nobody says otherwise.
    package let options: ExecutionOptions
    /// Who may write the parameters of its executions.
    package let paramsAuthor: ParamsAuthor
    /// Decodes the parameters and executes the handler.
    package let execute: @Sendable (_ params: String, _ context: JobContext) async throws -> HandlerResult

    /// The mask applied to everything its executions show.
    package let mask: SecretMask

    /// - Parameters:
    ///   - middleware: the app's middleware, which wraps the handler's.
    ///   - mask: hides the secrets of the configuration.
    package init(_ handler: some JobHandler, middleware: [any JobMiddleware] = [], hiding mask: SecretMask = .none) {
        name = type(of: handler).name
        isolation = type(of: handler).isolation
        options = type(of: handler).options
        paramsAuthor = type(of: handler).paramsAuthor
        let layers = middleware + handler.middleware
        self.mask = mask
        execute = { params, context in
            try await mask.around(context) { context in
                try await Self.pass(JobCall(params: params, context: context), through: layers[...]) { call in
                    try await handler.execute(Self.decode(call.params), context: call.context)
                }
            }
        }
    }

    private static func pass(
        _ call: JobCall, through layers: ArraySlice<any JobMiddleware>, to handler: (JobCall) async throws -> HandlerResult
    ) async throws -> HandlerResult {
        guard let outermost = layers.first else { return try await handler(call) }
        return try await outermost.around(call) { inner in
            try await pass(inner, through: layers.dropFirst(), to: handler)
        }
    }

    private static func decode<Params: Decodable>(_ params: String) throws -> Params {
        if let none = NoParams() as? Params { return none }
        do {
            return try JSONText.decode(Params.self, from: params)
        } catch let error as DecodingError {
            throw HandlerError.permanent("invalid handler_params: \(error.explanation(of: params))")
        }
    }
}

/// The handlers of a worker, fixed at start.
package struct HandlerRegistry: Sendable {
    private let handlers: [String: RegisteredHandler]

    /// - Throws: `HandlerRegistryError` for a duplicate, empty or too long name.
    package init(_ handlers: [RegisteredHandler]) throws(HandlerRegistryError) {
        var known: [String: RegisteredHandler] = [:]
        for handler in handlers {
            guard (1...100).contains(handler.name.count) else { throw .badName(handler.name) }
            guard known.updateValue(handler, forKey: handler.name) == nil else { throw .duplicate(handler.name) }
        }
        self.handlers = known
    }

    /// The names, sorted.
    package var names: [String] {
        handlers.keys.sorted()
    }

    /// The declared default options, by handler name.
    package var options: [String: ExecutionOptions] {
        handlers.mapValues(\.options)
    }

    /// The roles that may write parameters, by handler name.
    package var paramsAuthors: [String: ParamsAuthor] {
        handlers.mapValues(\.paramsAuthor)
    }

    package subscript(name: String) -> RegisteredHandler? {
        handlers[name]
    }
}

package enum HandlerRegistryError: Error, Sendable, Equatable, CustomStringConvertible {
    case duplicate(String)
    case badName(String)

    package var description: String {
        switch self {
        case .duplicate(let name): "two handlers are named '\(name)'; names must be unique in a worker"
        case .badName(let name): "the handler name '\(name.prefix(120))' must have 1 to 100 characters"
        }
    }
}
