import JobUCommands
public import JobUHandler
public import JobUStore

/// A program that runs handlers of its own, with the command line of `jobu`.
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
/// commands are those of `jobu`. Two handlers of one name stop the start with a message and exit code 78.
public protocol JobUApp: Sendable {
    /// What `handlers` is made of; the compiler finds it.
    associatedtype Handlers: JobHandlers

    /// Everything the program's workers can run, one per line.
    @JobHandlersBuilder var handlers: Handlers { get }

    /// The kinds of databases it uses besides SQLite, such as `.postgresql` of the product `JobUPostgres`.
    var engines: [DatabaseEngine] { get }

    /// What happens around the executions of all handlers; the first is the outermost. None unless declared.
    var middleware: [any JobMiddleware] { get }

    /// Called once, when the program starts.
    init()
}

extension JobUApp {
    /// SQLite alone.
    public var engines: [DatabaseEngine] { [] }

    /// None.
    public var middleware: [any JobMiddleware] { [] }

    /// Reads the arguments of the program and does what they say. Does not return after an error.
    @concurrent  // As `@main` wants it: one that keeps its caller's actor is not taken.
    public static func main() async {
        let app = Self()
        await JobUCommand.runApp(app.handlers, middleware: app.middleware, engines: app.engines, arguments: CommandLine.arguments)
    }
}
