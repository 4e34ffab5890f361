import ArgumentParser
import Foundation
import JobUComposition
import JobUModel

/// Options every command has that needs the settings.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder with database.yaml and the other settings (default: config, if it exists).", valueName: "folder"))
    var config: String?

    /// Reads the settings.
    /// - Throws: `ConfigurationError`; `StartError` for a folder that is not there.
    func settings() throws -> JobUSettings {
        let folder = try folder()
        var settings = try JobUSettings.load(directory: folder, environment: ProcessInfo.processInfo.environment)
        if Executable.current.samples == .included { StockHandlers.addDatabase(to: &settings) }
        return settings
    }

    private func folder() throws -> String? {
        var isFolder: ObjCBool = false
        guard let config else {
            return FileManager.default.fileExists(atPath: "config", isDirectory: &isFolder) && isFolder.boolValue ? "config" : nil
        }
        guard FileManager.default.fileExists(atPath: config, isDirectory: &isFolder) else {
            throw StartError.configuration("--config: there is no folder '\(config)'")
        }
        guard isFolder.boolValue else {
            throw StartError.configuration("--config: '\(config)' is a file; give the folder it is in")
        }
        return config
    }
}

/// For commands that answer.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Answer in JSON, for programs.")
    var json = false
}
