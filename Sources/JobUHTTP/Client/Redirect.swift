/// What becomes of a request that is sent somewhere else.
struct Redirect {
    let request: OutboundRequest
    let url: OutboundURL

    /// Nil for an answer that is no redirect.
    /// - Throws: `OutboundError` for one that may not be followed.
    init?(_ response: OutboundResponse, of request: OutboundRequest, from url: OutboundURL) throws(OutboundError) {
        guard [301, 302, 303, 307, 308].contains(response.status), let location = response.header("Location") else { return nil }
        let next = try url.following(location)
        guard url.scheme == .http || next.scheme == .https else {
            throw OutboundError(.badRequest, "\(url) leads to \(next), which is not encrypted")
        }
        self.url = next
        self.request = Self.request(request, after: response.status, isSameOrigin: next.isSameOrigin(as: url))
    }

    private static func request(_ request: OutboundRequest, after status: Int, isSameOrigin: Bool) -> OutboundRequest {
        var next = request
        let method = request.method.uppercased()
        // As browsers do it: the answer to a form is fetched.
        if (status == 303 && method != "HEAD") || ([301, 302].contains(status) && method == "POST") {
            next.method = "GET"
            next.body = nil
            next.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        // What a stranger would not need to know: credentials go by many names.
        if !isSameOrigin {
            next.headers.removeAll { !["accept", "accept-language", "content-type", "user-agent"].contains($0.name.lowercased()) }
        }
        return next
    }
}
