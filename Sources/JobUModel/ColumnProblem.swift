/// A column that holds what no program of ours would have written: rows can be changed by anybody who may speak SQL.
package struct ColumnProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package var column: String
    /// What it holds, shortened.
    package var value: String
    /// What it may hold.
    package var wanted: String

    package init(column: String, value: String, wanted: String) {
        self.column = column
        self.value = value
        self.wanted = wanted
    }

    package var description: String { "column '\(column)' holds \(value), not \(wanted)" }
}
