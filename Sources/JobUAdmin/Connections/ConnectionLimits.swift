/// How many connections the admin keeps open, and for how long it waits for them.
package struct ConnectionLimits: Sendable, Equatable {
    /// Connections of everybody together.
    package var total = 2_000
    /// Connections of one address, or of one /64 network of IPv6. A trusted proxy counts toward `total` only.
    package var perAddress = 256
    /// A connection on which no request arrives for this long is closed.
    package var idleTimeout = Duration.seconds(30)
    /// A request whose body has not arrived whole within this time, and a reader who takes nothing for this long, end their connection.
    package var requestTimeout = Duration.seconds(30)

    package init() {}

    /// Accepted connections that may wait for their place or for their end, beside `total`: the accept loop pauses beyond them.
    static let slack = 64

    /// Event streams that may be open: half of all connections, so that pages are always answered.
    var streams: Int { max(1, total / 2) }
    var streamsPerAddress: Int { max(1, min(perAddress, total) / 2) }

    /// These limits where the process has so many descriptors: half of them are kept for databases, runs and files.
    package func within(descriptors: Int) -> ConnectionLimits {
        var limits = self
        limits.total = max(1, min(total, descriptors / 2 - Self.slack))
        return limits
    }
}
