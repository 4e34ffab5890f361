/// A place where the tree breaks a rule.
struct Fault: Equatable, CustomStringConvertible {
    var path: String
    /// Counted from one; nil when the whole file is meant.
    var line: Int?
    var problem: String

    var description: String {
        line.map { "\(path):\($0): \(problem)" } ?? "\(path): \(problem)"
    }
}
