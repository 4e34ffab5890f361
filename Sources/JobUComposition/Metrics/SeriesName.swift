/// The label of a series and its dimensions, as Prometheus writes them.
struct SeriesName: Hashable, Comparable, Sendable {
    let label: String
    /// `a="1",b="2"`.
    private let dimensions: String

    init(label: String, dimensions: [(String, String)]) {
        self.label = Self.name(label)
        self.dimensions = dimensions.map(Self.pair).joined(separator: ",")
    }

    var text: String { text("") }

    func text(_ suffix: String, and extra: (String, String)? = nil) -> String {
        let inside = [dimensions, extra.map(Self.pair) ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
        return label + suffix + (inside.isEmpty ? "" : "{\(inside)}")
    }

    static func < (left: SeriesName, right: SeriesName) -> Bool {
        (left.label, left.dimensions) < (right.label, right.dimensions)
    }

    private static func pair(_ dimension: (String, String)) -> String {
        let value = dimension.1.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\(name(dimension.0))=\"\(value)\""
    }

    /// Replaces the points and dashes of libraries' series names, which Prometheus rejects.
    private static func name(_ text: String) -> String {
        let clean = text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" }
        return (clean.first?.isNumber ?? true ? "_" : "") + String(clean)
    }
}
