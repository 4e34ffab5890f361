/// What one execution writes to standard output and error: lines for its log up to a size, and the end of standard error, which
/// kept in any case.
package struct OutputLines: Sendable {
    package enum Stream: String, Sendable, CaseIterable { case stdout, stderr }

    package struct Line: Sendable, Equatable {
        package var stream: Stream
        package var text: String
    }

    /// Bytes of an execution's output that are kept.
    package static let sizeMax = 1 << 20
    /// Bytes of a line; a longer one is taken as several.
    package static let lineMax = 8_000
    private static let tailSize = 16_384
    private static let tailLines = 20
    /// Letters of a last line.
    private static let lastWordMax = 300

    private var left: Int
    private var leftOut = 0
    private var partial: [Stream: [UInt8]] = [:]
    private var tail: [UInt8] = []

    package init(sizeMax: Int = sizeMax) {
        left = sizeMax
    }

    /// Takes what was written and returns the lines that are whole by now.
    package mutating func take(_ bytes: some RandomAccessCollection<UInt8>, from stream: Stream) -> [Line] {
        if stream == .stderr { tail = Array((tail + bytes.suffix(Self.tailSize)).suffix(Self.tailSize)) }
        let kept = bytes.prefix(left)
        left -= kept.count
        leftOut += bytes.count - kept.count
        guard !kept.isEmpty else { return [] }
        var line = partial[stream] ?? []
        var lines: [Line] = []
        for byte in kept {
            if byte == UInt8(ascii: "\n") {
                lines.append(Line(stream: stream, text: Self.text(line)))
                line.removeAll(keepingCapacity: true)
            } else {
                line.append(byte)
                // Cut between characters: the bytes that go on with one begin with the bits 10.
                if line.count >= Self.lineMax, let cut = line.lastIndex(where: { $0 & 0xC0 != 0x80 }), cut > 0 {
                    lines.append(Line(stream: stream, text: Self.text(line[..<cut])))
                    line.removeFirst(cut)
                }
            }
        }
        partial[stream] = line
        return lines
    }

    /// What is left at the end of the execution: lines without an end, and how much was left out.
    package mutating func finish() -> [Line] {
        var lines: [Line] = []
        for stream in Stream.allCases {
            if let line = partial[stream], !line.isEmpty { lines.append(Line(stream: stream, text: Self.text(line))) }
        }
        partial = [:]
        if leftOut > 0 { lines.append(Line(stream: .stderr, text: "… \(leftOut) more bytes of output dropped")) }
        leftOut = 0
        return lines
    }

    /// The last lines of standard error; where Swift has printed a fatal error and the calls that led to it, the lines from there on.
    package var lastWords: String {
        let lines = Self.text(tail.drop { $0 & 0xC0 == 0x80 }).split(whereSeparator: \.isNewline)
        let fatal = lines.lastIndex { $0.contains("Fatal error:") }.map { lines[$0...].prefix(Self.tailLines) }
        return (fatal ?? lines.suffix(Self.tailLines)).map { String($0.prefix(Self.lastWordMax)) }.joined(separator: "\n")
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        // Broken UTF-8 becomes U+FFFD.
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasSuffix("\r") { text.removeLast() }
        return text
    }
}
