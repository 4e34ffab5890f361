import JobUDatabase
import Testing

@testable import JobUMySQL

@Suite("What goes wrong with MySQL is told in words")
struct MySQLErrorTests {
    @Test(
        "a login whose plugin the client library lacks is told what to install, whatever number the library has for it",
        arguments: [
            (2059, "Authentication plugin 'caching_sha2_password' cannot be loaded: no such file"),
            (1045, "Plugin caching_sha2_password could not be loaded: no such file"),
        ] as [(UInt32, String)])
    func plugin(number: UInt32, message: String) {
        let place = MySQLConfiguration(host: "db", database: "jobu", user: "kim", password: "secret")
        let error = MySQLError.cannotConnect(number, message, place)
        #expect(error.code == .cannotOpen)
        #expect(error.message.contains("caching_sha2_password") && error.message.contains("libmariadb3"))
        #expect(!error.message.contains("secret"))
    }

    @Test("a statement that took too long has one class, whichever server ended it", arguments: [3024, 1969, 1317] as [UInt32])
    func timeouts(number: UInt32) {
        #expect(MySQLError.code(number) == .timeout)
    }
}
