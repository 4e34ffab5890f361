import JobUModel

/// A handler with its parameters' type forgotten.
package struct RegisteredHandler: Sendable {
    package let name: String
    /// Where its runs happen.
    package let isolation: HandlerIsolation
    /// Decodes the parameters and does the work.
    package let execute: @Sendable (_ params: String, _ context: JobContext) async throws -> HandlerResult

    package init(_ handler: some JobHandler) {
        name = type(of: handler).name
        isolation = type(of: handler).isolation
        execute = { params, context in
            try await handler.execute(Self.decode(params), context: context)
        }
    }

    private static func decode<Params: Decodable>(_ params: String) throws -> Params {
        if let none = NoParams() as? Params { return none }
        do {
            return try JSONText.decode(Params.self, from: params)
        } catch let error as DecodingError {
            throw HandlerError.permanent("handler_params do not fit: \(error.explanation)")
        }
    }
}

/// The handlers a worker knows, frozen at start.
package struct HandlerRegistry: Sendable {
    private let handlers: [String: RegisteredHandler]

    /// - Throws: `HandlerRegistryError` for a name that is used twice, is empty or too long.
    package init(_ handlers: [RegisteredHandler]) throws(HandlerRegistryError) {
        var known: [String: RegisteredHandler] = [:]
        for handler in handlers {
            guard (1...100).contains(handler.name.count) else { throw .badName(handler.name) }
            guard known.updateValue(handler, forKey: handler.name) == nil else { throw .duplicate(handler.name) }
        }
        self.handlers = known
    }

    /// Sorted.
    package var names: [String] {
        handlers.keys.sorted()
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
        case .duplicate(let name): "two handlers are named '\(name)'; a name must be unique in a worker"
        case .badName(let name): "the handler name '\(name.prefix(120))' must have 1 to 100 characters"
        }
    }
}

extension DecodingError {
    /// Which parameter, and what is wrong with it. The value itself is left out: it may be secret.
    fileprivate var explanation: String {
        switch self {
        case .keyNotFound(let key, let context): "'\(Self.path(context.codingPath + [key]))' is missing"
        case .typeMismatch(let type, let context): "'\(Self.path(context.codingPath))' must be \(Self.name(of: type))"
        case .valueNotFound(let type, let context): "'\(Self.path(context.codingPath))' must be \(Self.name(of: type)), not null"
        case .dataCorrupted(let context): "'\(Self.path(context.codingPath))' \(context.debugDescription)"
        @unknown default: "they cannot be read"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "handler_params" : keys.map(\.stringValue).joined(separator: ".")
    }

    private static func name(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is any FixedWidthInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        default: "a \(type)"
        }
    }
}
