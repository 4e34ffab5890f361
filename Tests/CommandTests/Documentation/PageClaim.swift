/// A sentence or a row of a page, with the tests that show that it is true.
struct PageClaim: Sendable {
    var text: String
    /// Names of tests; empty for advice and for what is not promised.
    var tests: [String]

    init(_ text: String, _ tests: String...) {
        self.text = text
        self.tests = tests
    }
}
