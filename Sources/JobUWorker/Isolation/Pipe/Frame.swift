/// One message on the line between a worker and its child.
///
/// On the wire: the length of the payload in four bytes, most significant first, one byte for the version, one for the kind, the payload.
package struct Frame: Sendable, Equatable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        // From the worker.
        case execution = 1
        case cancel = 2
        /// The worker is alive.
        case beat = 3
        // From the child.
        /// The child can run an execution.
        case ready = 16
        case log = 17
        case progress = 18
        /// The execution was finished in its handler's transaction.
        case completed = 19
        case ended = 20
    }

    package static let version: UInt8 = 1
    /// Bytes of a payload: more than sensible parameters and results need, and a bound on what a broken child can make the worker keep.
    package static let payloadMax = 16 << 20
    static let headerSize = 6

    package var kind: Kind
    package var payload: [UInt8]

    package init(_ kind: Kind, payload: [UInt8] = []) {
        self.kind = kind
        self.payload = payload
    }

    /// - Throws: `FrameError.tooLong`.
    package func encoded() throws(FrameError) -> [UInt8] {
        guard payload.count <= Self.payloadMax else { throw .tooLong(payload.count) }
        let length = UInt32(payload.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerSize + payload.count)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: length >> UInt32(shift))) }
        bytes.append(Self.version)
        bytes.append(kind.rawValue)
        bytes += payload
        return bytes
    }
}

/// Why bytes are no frame. After one of these nothing on the line can be trusted.
package enum FrameError: Error, Sendable, Equatable, CustomStringConvertible {
    case tooLong(Int)
    case unknownVersion(UInt8)
    case unknownKind(UInt8)

    package var description: String {
        switch self {
        case .tooLong(let size): "a message of \(size) bytes, more than the maximum of \(Frame.payloadMax)"
        case .unknownVersion(let version): "a message of version \(version) instead of \(Frame.version)"
        case .unknownKind(let kind): "a message of unknown kind \(kind)"
        }
    }
}
