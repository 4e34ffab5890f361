import JobUDatabase
import Testing

@testable import JobUMySQL

@Suite("The server that a greeting names")
struct MySQLServerTests {
    @Test(
        "is MariaDB or MySQL, with its own numbers",
        arguments: [
            ("10.11.19-MariaDB-0+deb12u1", MySQLServer.Product.mariadb, [10, 11, 19]),
            ("5.5.5-10.6.1-MariaDB", .mariadb, [10, 6, 1]),
            ("11.8.9-MariaDB-0+deb13u1 from Debian", .mariadb, [11, 8, 9]),
            ("9.7.4-2", .mysql, [9, 7, 4]),
            ("8.0.36-0ubuntu0.22.04.1", .mysql, [8, 0, 36]),
            ("", .mysql, []),
        ])
    func greeting(text: String, product: MySQLServer.Product, version: [Int]) {
        let server = MySQLServer(greeting: text)
        #expect((server.product, server.version) == (product, version))
    }

    @Test("can keep prepared branches from a version on")
    func branches() {
        for good in ["10.5.0-MariaDB", "11.8.9-MariaDB", "8.0.29", "8.4.0", "9.7.4-2"] {
            #expect(MySQLServer(greeting: good).forgetsBranches == nil, "\(good)")
        }
        #expect(MySQLServer(greeting: "10.4.34-MariaDB").forgetsBranches?.contains("use MariaDB 10.5") == true)
        #expect(MySQLServer(greeting: "8.0.28").forgetsBranches?.contains("MySQL 8.0.28 forgets") == true)
    }

    @Test("is told of a missing grant by MySQL alone, in a number that means other things elsewhere")
    func grants() {
        let refused = SQLError(.other, "XAER_RMERR", serverCode: "1401")
        #expect(MySQLServer(greeting: "9.7.4").lacksGrantToList(refused))
        #expect(!MySQLServer(greeting: "9.7.4").lacksGrantToList(SQLError(.connectionLost, "gone", serverCode: "2013")))
        #expect(!MySQLServer(greeting: "10.11.19-MariaDB").lacksGrantToList(refused))
        #expect(MySQLServer.missingGrant(of: "kim@home@10.0.%").message.hasSuffix("TO 'kim@home'@'10.0.%'"))
    }
}
