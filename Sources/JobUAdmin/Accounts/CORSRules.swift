/// Which pages of other origins may call the API from a browser, and how.
package struct CORSRules: Sendable, Equatable {
    /// Every method of the API.
    package static let methodsOfAPI = ["GET", "HEAD", "POST", "PUT", "DELETE"]
    /// Every request header that the API reads.
    package static let headersOfAPI = ["Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Authorization"]

    /// `https://host[:port]` each, or `*` for every page there is, which may send API tokens only.
    package var origins: [String] = []
    /// Whether the origins named may act with the visitor's session. Never those that only `*` names.
    package var allowsCredentials = false
    /// The methods they may use.
    package var methods = methodsOfAPI
    /// The request headers they may send.
    package var headers = headersOfAPI

    package init() {}
}
