/// Takes frames out of bytes that come in any portions.
package struct FrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    private var start = 0

    package init() {}

    package mutating func append(_ bytes: some Collection<UInt8>) {
        // What was taken goes before the buffer grows.
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next whole frame; nil when more bytes are needed.
    ///
    /// A header is judged as soon as it is there, so that a wrong one never makes anybody wait for, or keep, what it announces.
    /// - Throws: `FrameError`; the decoder is of no use after it.
    package mutating func next() throws(FrameError) -> Frame? {
        let there = buffer.count - start
        guard there >= Frame.headerSize else { return nil }
        let length = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        guard buffer[start + 4] == Frame.version else { throw .unknownVersion(buffer[start + 4]) }
        guard let kind = Frame.Kind(rawValue: buffer[start + 5]) else { throw .unknownKind(buffer[start + 5]) }
        guard length <= Frame.payloadMax else { throw .tooLong(length) }
        guard there >= Frame.headerSize + length else { return nil }
        let payload = start + Frame.headerSize
        start = payload + length
        return Frame(kind, payload: Array(buffer[payload..<start]))
    }
}
