import JobUDatabase
import Testing

@testable import JobUMySQL

@Suite("What goes wrong with MySQL is told in words")
struct MySQLErrorTests {
    @Test("a login whose plugin the client library lacks is told what to install")
    func plugin() {
        let place = MySQLConfiguration(host: "db", database: "jobu", user: "kim", password: "secret")
        let error = MySQLError.cannotConnect(2059, "Authentication plugin 'caching_sha2_password' cannot be loaded", place)
        #expect(error.code == .cannotOpen)
        #expect(error.message.contains("caching_sha2_password") && error.message.contains("libmariadb3"))
        #expect(!error.message.contains("secret"))
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
        ] as [(UInt32, String, DatabaseError.Code)])
    func classes(number: UInt32, message: String, code: DatabaseError.Code) {
        #expect(MySQLError.classify(number, message, statement: nil).code == code)
    }
}
