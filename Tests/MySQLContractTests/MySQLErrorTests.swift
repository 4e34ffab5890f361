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
        let place = ServerConfiguration(host: "db", port: 3306, database: "jobu", user: "kim", password: "secret")
        let error = MySQLError.cannotConnect(number, message, place)
        #expect(error.code == .cannotOpen)
        #expect(error.message.contains("caching_sha2_password") && error.message.contains("libmariadb3"))
        #expect(!error.message.contains("secret"))
    }

    @Test("a server that lets only some in says why, and is not taken for one that is away")
    func refused() {
        let place = ServerConfiguration(host: "db", port: 3306, database: "jobu", user: "kim", password: "secret")
        for number: UInt32 in [1130, 1820, 1862, 3118, 3955, 4151] {
            let error = MySQLError.cannotConnect(number, "the server's words", place)
            #expect(error.code == .permission && error.message.contains("the server's words"), "\(number)")
        }
        let plain = MySQLError.cannotConnect(3159, "Connections using insecure transport are prohibited", place)
        #expect(plain.code == .cannotOpen && plain.message.contains("sslmode"))
    }

    @Test(
        "a transaction that lost against another can be run again, whichever way the server tells it",
        arguments: [1020, 1213, 1614] as [UInt32])
    func lost(number: UInt32) {
        #expect(MySQLError.code(number) == .serialization)
    }

    @Test("a statement that took too long has one class, whichever server ended it", arguments: [3024, 1969, 1317] as [UInt32])
    func timeouts(number: UInt32) {
        #expect(MySQLError.code(number) == .timeout)
    }

    @Test(
        "errors that mean a full disk or a server that accepts no writes are told apart from others",
        arguments: [
            (1021, "Disk full (/tmp/#sql); waiting for someone to free some space... (errno: 28 \"No space left on device\")", .diskFull),
            (1114, "The table 'job_executions' is full", .diskFull),
            (1026, "Error writing file 'x' (errno: 28 \"No space left on device\")", .diskFull),
            (1030, "Got error 28 \"No space left on device\" from storage engine InnoDB", .diskFull),
            (3, "Error writing file '/tmp/x' (OS errno 28 - No space left on device)", .diskFull),
            (1030, "Got error 122 \"Internal (unspecified) error in handler\" from storage engine", .other),
            (1005, "Can't create table `a`.`b` (errno: 30 \"Read-only file system\")", .readOnlyTransaction),
            (1290, "The MariaDB server is running with the --read-only option so it cannot execute this statement", .readOnlyTransaction),
            (
                1290, "The MySQL server is running with the --super-read-only option so it cannot execute this statement",
                .readOnlyTransaction
            ),
            (1290, "The MySQL server is running with the --secure-file-priv option so it cannot execute this statement", .permission),
            (1836, "Running in read-only mode", .readOnlyTransaction),
            (1792, "Cannot execute statement in a READ ONLY transaction", .readOnlyTransaction),
        ] as [(UInt32, String, SQLError.Code)])
    func classes(number: UInt32, message: String, code: SQLError.Code) {
        #expect(MySQLError.classify(number, message, statement: nil).code == code)
    }
}
