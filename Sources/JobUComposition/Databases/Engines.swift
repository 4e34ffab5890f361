import Foundation
import JobUDatabase
import JobUSQLite
import JobUStore

extension EngineParts {
    /// Finds the engine of a database among those the program was built with.
    /// - Throws: `StartError` that says how to add a missing one.
    init(of name: String, _ database: DatabaseConfiguration, among engines: [DatabaseEngine]) throws {
        guard let parts = ([.sqlite] + engines).lazy.compactMap({ $0.parts(database) }).first else {
            throw StartError.configuration(
                "database.yaml: '\(name)' is of type \(database.type), but this program is built without it; add the product "
                    + "\(DatabaseType.product(of: database.type)) to Package.swift, import it and list .\(database.type) in 'engines' of the app"
            )
        }
        self = parts
    }

    /// Makes the folder of a file that is to be made, for its owner alone; one that is there keeps its rights.
    /// - Throws: `StartError` when it cannot be.
    func makeFolder() throws {
        guard let folder else { return }
        do {
            if FileManager.default.fileExists(atPath: folder) { return }
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartError.failure("the folder \(folder) cannot be created: \(error.localizedDescription)")
        }
    }

    /// Opening makes a file that is missing, which a mere question must not do.
    /// - Throws: `StartError` when there is none.
    func requireFile(of name: String) throws {
        guard let file, !FileManager.default.fileExists(atPath: file) else { return }
        throw StartError.failure("database '\(name)' does not exist: there is no file \(file); create it with 'jobu migrate' or 'jobu run'")
    }
}
