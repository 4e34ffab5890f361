import JobUDatabase

/// Turns the `?` of a statement into `$1`, `$2`, …
enum PostgresPlaceholders {
    /// Question marks within strings, quoted names and comments stay as they are.
    static func numbered(_ text: String) -> String {
        var scanner = StatementScanner(text, .postgres)
        var output: [UInt8] = []
        var count = 0
        while let token = scanner.next() {
            if token.kind == .sign("?") {
                count += 1
                output.append(contentsOf: "$\(count)".utf8)
            } else {
                output.append(contentsOf: scanner.bytes[token.range])
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
