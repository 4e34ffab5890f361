/// What a request may hold, so that it is one request and says itself to whom it goes.
enum RequestCheck {
    /// - Throws: `OutboundError` that names the first thing that is wrong, without its value.
    static func check(_ request: OutboundRequest) throws(OutboundError) {
        guard isToken(request.method), request.method.utf8.count <= 32 else {
            throw OutboundError(.badRequest, "the method must be a word such as GET or POST")
        }
        guard !["CONNECT", "TRACE"].contains(request.method.uppercased()) else {
            throw OutboundError(.badRequest, "the method \(request.method.uppercased()) is not allowed")
        }
        for header in request.headers { try check(header) }
    }

    private static func check(_ header: OutboundHeader) throws(OutboundError) {
        guard isToken(header.name), header.name.utf8.count <= 256 else {
            throw OutboundError(.badRequest, "a header has a name that is none: letters, digits and '-' are allowed")
        }
        guard !ownedByClient.contains(header.name.lowercased()) else {
            throw OutboundError(.badRequest, "the header \(header.name) is set by JobU itself")
        }
        guard header.value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
            throw OutboundError(.badRequest, "the header \(header.name) holds a line end or another control character")
        }
    }

    /// They say where a request goes and where it ends.
    private static let ownedByClient: Set = [
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect", "proxy-connection",
        "proxy-authorization",
    ]

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }
}
