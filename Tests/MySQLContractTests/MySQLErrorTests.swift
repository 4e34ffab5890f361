import JobUDatabase
import Testing

@testable import JobUMySQL

@Suite("MySQL's errors")
struct MySQLErrorTests {
    @Test(
        "that mean a full disk or a server that accepts no writes are told apart from others",
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
