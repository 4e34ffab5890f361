/// Why a request was not sent, or has no answer. Its text is for the person who asked for the request; it never holds the query of
/// a URL, credentials, headers or bodies.
package struct OutboundError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        /// The request itself is not valid.
        case badRequest
        /// The host is not on the list.
        case hostRefused
        /// The host is at an address that is not public.
        case addressRefused
        /// The name leads nowhere.
        case unresolvable
        /// Nobody answers at the address.
        case unreachable
        /// Nobody knows who answers there: its certificate is not good.
        case untrusted
        case timeout
        case redirectsExceeded
        /// The connection broke, or what came is no HTTP.
        case brokenAnswer

        /// Whether another try may end differently.
        package var isTransient: Bool {
            switch self {
            case .unresolvable, .unreachable, .timeout, .brokenAnswer: true
            case .badRequest, .hostRefused, .addressRefused, .untrusted, .redirectsExceeded: false
            }
        }
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
