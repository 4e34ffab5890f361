import JobUCommands
public import JobUHandler
public import JobUStore

/// A program with its own handlers and the command line of `jobu`.
///
/// ```swift
/// import JobU
///
/// @main struct App: JobUApp {
///     var handlers: some JobHandlers {
///         SendReport()
///         Cleanup()
///     }
/// }
/// ```
/// `swift run NAME` starts dispatcher, worker and admin; `swift run NAME worker` one of them; `swift run NAME cron list` and all other
/// commands are those of `jobu`. If two handlers have the same name, the program exits with code 78 and a message.
public protocol JobUApp: Sendable {
    /// The type of `handlers`; inferred.
    associatedtype Handlers: JobHandlers

    /// The handlers of the program's workers, one per line.
    @JobHandlersBuilder var handlers: Handlers { get }

    /// The engines it uses besides SQLite, such as `.postgresql` of the product `JobUPostgres`. None by default.
    var engines: [DatabaseEngine] { get }

    /// The middleware of all handlers, outermost first. None by default.
    var middleware: [any JobMiddleware] { get }

    /// Creates the app; called once, when the program starts.
    init()
}

extension JobUApp {
    /// SQLite alone.
    public var engines: [DatabaseEngine] { [] }

    /// None.
    public var middleware: [any JobMiddleware] { [] }

    /// Parses the program's arguments and executes the command. Does not return after an error.
    @concurrent  // Required by `@main`, which rejects a function that stays on its caller's actor.
    public static func main() async {
        let app = Self()
        await JobUCommand.runApp(app.handlers, middleware: app.middleware, engines: app.engines, arguments: CommandLine.arguments)
    }
}
