import Foundation
import JobUDatabase
import JobUStore

extension TrialMaker {
    /// A file of its own in the same folder.
    static func sqlite(_ configuration: FileConfiguration) -> TrialMaker {
        TrialMaker(grants: "the right to write the folder of \(configuration.path)") { name in
            var own = configuration
            own.path =
                URL(fileURLWithPath: configuration.path).deletingLastPathComponent().appendingPathComponent(
                    name + ".db"
                ).path
            let path = own.path
            return TrialDatabase(name: path, driver: SQLiteDriver(own)) {
                for file in [path, path + "-wal", path + "-shm"]
                where FileManager.default.fileExists(atPath: file) {
                    try FileManager.default.removeItem(atPath: file)
                }
            }
        }
    }
}
