/// A request to a server that the operator of this process may not know.
package struct OutboundRequest: Sendable {
    package var method: String
    package var url: String
    package var headers: [OutboundHeader]
    package var body: [UInt8]?
    /// From the question for the address to the last byte that is read, redirects included.
    package var timeout: Duration = .seconds(30)
    /// For each address that is tried.
    package var connectTimeout: Duration = .seconds(10)
    /// Bytes of the answer's body that are read; the rest is left.
    package var responseBytesMax = 65_536
    /// 0 to hand out a redirect as the answer.
    package var redirectsMax = 0

    package init(_ method: String = "GET", _ url: String, headers: [OutboundHeader] = [], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

package struct OutboundHeader: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    func isNamed(_ other: String) -> Bool {
        name.lowercased() == other.lowercased()
    }
}

/// What a server answered.
package struct OutboundResponse: Sendable {
    package var status: Int
    package var headers: [OutboundHeader]
    /// At most `responseBytesMax` bytes.
    package var body: [UInt8]
    /// Whether there was more of the body.
    package var isCut: Bool
    /// The URL that answered, without path and query.
    package var origin: String

    /// The first value of a header, whatever its spelling.
    package func header(_ name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }
}
