package import JobUDatabase
package import JobUDispatcher

/// Everything `config/*.yaml` says, checked and complete.
package struct JobUSettings: Sendable, Equatable {
    /// By name; never empty.
    package var databases: [String: DatabaseConfiguration]
    package var dispatcher: DispatcherSettings
    package var worker: WorkerSettings
    package var admin: AdminSettings
    package var maintenance: MaintenanceConfiguration
    package var log: LogSettings
    package var alerts: AlertSettings
    /// Warnings for the log at start: keys and files without effect.
    package var notices: [String]
    /// The files these settings come from.
    package var files: [SettingsFile]

    /// The databases that hold executions, accounts and the audit log, whichever role uses them.
    package var stores: Set<String> { [dispatcher.database, worker.database, admin.database] }

    /// Paths of the databases that are files of this machine, whether or not they are there.
    package var databaseFiles: [String] {
        databases.values.compactMap { database in
            if case .file(let file) = database.location { file.path } else { nil }
        }.sorted()
    }

    /// All secrets of the files, to mask in what executions show.
    package var secrets: [Secret] {
        let passwords = databases.values.compactMap { database -> Secret? in
            if case .server(let server) = database.location { server.password } else { nil }
        }
        let ofAlerts = alerts.webhooks.values.flatMap { [$0.url, $0.secret].compactMap(\.self) }
        return passwords + (worker.builtin.http?.secrets.values.map(\.value) ?? []) + ofAlerts
    }

    /// Reads the files of a directory.
    ///
    /// Without a directory, or where it does not exist or is empty, these are the defaults of the embedded start: one
    /// SQLite database for every role. A file that is missing leaves its section with the defaults.
    /// - Parameters:
    ///   - directory: Where `database.yaml` and its neighbours lie. Paths inside the files are kept as they are given.
    ///   - environment: What `${NAME}` may name.
    /// - Throws: ``ConfigurationError`` for the first thing that is wrong.
    package static func load(
        directory: String?, environment: [String: String]
    ) throws(ConfigurationError) -> JobUSettings {
        let source = try SettingsSource(directory: directory, environment: environment)
        let databases = try DatabaseSettings.read(source.section(ofFile: "database.yaml"))
        let names = databases.keys.sorted()

        let dispatcherFile = try SettingsReader<DispatcherFileKey>(source.section(ofFile: "dispatcher.yaml"))
        let workerFile = try SettingsReader<WorkerFileKey>(source.section(ofFile: "worker.yaml"))
        let adminFile = try SettingsReader<AdminFileKey>(source.section(ofFile: "admin.yaml"))
        let logFile = try SettingsReader<LogFileKey>(source.section(ofFile: "log.yaml"))

        let alertFile = try SettingsReader<AlertFileKey>(source.section(ofFile: "alerts.yaml"))

        var settings = JobUSettings(
            databases: databases,
            dispatcher: try DispatcherSettings(dispatcherFile.section(.dispatcher), databases: names),
            worker: try WorkerSettings(workerFile.section(.worker), databases: names),
            admin: try AdminSettings(adminFile.section(.admin), databases: names),
            maintenance: try MaintenanceConfiguration(dispatcherFile.section(.maintenance)),
            log: try LogSettings(logFile.section(.log)),
            alerts: try AlertSettings(alertFile.section(.alerts)),
            notices: [], files: [])
        if let tls = settings.admin.tls { source.note(file: tls.key.text, holdsSecret: true) }
        (settings.notices, settings.files) = (source.notices, source.files)
        return settings
    }
}

enum DispatcherFileKey: String, SettingsKey { case dispatcher, maintenance }
enum WorkerFileKey: String, SettingsKey { case worker }
enum AdminFileKey: String, SettingsKey { case admin }
enum LogFileKey: String, SettingsKey { case log }
