import Foundation

/// The servers of the tests: named by `JOBU_TEST_POSTGRES_HOST`, `_PORT`, `_USER`, `_PASSWORD`, `_DATABASE` and the same with
/// `JOBU_TEST_MYSQL_`. Without these variables the tests that need them are skipped.
enum TestServers {
    /// The values for `config/database.yaml`; nil without servers.
    static let environment: [String: String]? = {
        let given = ProcessInfo.processInfo.environment
        guard given["JOBU_TEST_POSTGRES_PORT"] != nil, given["JOBU_TEST_MYSQL_PORT"] != nil else { return nil }
        let known = given.filter { $0.key.hasPrefix("JOBU_TEST_") }
        return Dictionary(uniqueKeysWithValues: known.map { (String($0.key.dropFirst("JOBU_TEST_".count)), $0.value) })
    }()

    static var areThere: Bool { environment != nil }
}
