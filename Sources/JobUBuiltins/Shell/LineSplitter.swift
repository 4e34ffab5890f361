/// Makes lines of bytes that come piece by piece: memory holds one line, however long the output is.
struct LineSplitter {
    /// Bytes of a line that are kept; the rest of it is dropped.
    static let sizeMax = 4_096

    private var line: [UInt8] = []
    private var isCut = false

    /// Takes the next bytes, and hands out the lines that end in them.
    mutating func take(_ bytes: some Sequence<UInt8>, _ emit: (String) -> Void) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                emit(text())
            } else if line.count < Self.sizeMax {
                line.append(byte)
            } else {
                isCut = true
            }
        }
    }

    /// Hands out what stands after the last line end.
    mutating func end(_ emit: (String) -> Void) {
        if !line.isEmpty { emit(text()) }
    }

    private mutating func text() -> String {
        defer {
            line.removeAll(keepingCapacity: true)
            isCut = false
        }
        if !isCut, line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: isCut ? line[..<wholeEnd] : line[...], as: UTF8.self).shown + (isCut ? " … (cut)" : "")
    }

    /// Where the last character ends that is whole: a cut in the middle of a letter would leave a sign that nobody wrote.
    private var wholeEnd: Int {
        let continuation = line.reversed().prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
        let lead = line.count - 1 - continuation
        guard lead >= 0 else { return line.count }
        let length = line[lead] >= 0xF0 ? 4 : line[lead] >= 0xE0 ? 3 : line[lead] >= 0xC0 ? 2 : 1
        return lead + length <= line.count ? line.count : lead
    }
}

extension String {
    /// Without signs that move a terminal's cursor or hide text: tabs stay, colours and the like go.
    fileprivate var shown: String {
        // Most lines hold none.
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\t" }) else { return self }
        let plain = replacing(#/\u{1B}\[[0-9;?]*[ -\/]*[@-~]/#, with: "")
        return String(
            String.UnicodeScalarView(plain.unicodeScalars.map { $0.properties.generalCategory == .control && $0 != "\t" ? "\u{FFFD}" : $0 })
        )
    }
}
