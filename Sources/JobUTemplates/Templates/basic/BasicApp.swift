import JobU

/// The handlers of this project. Crons refer to them by name.
///
/// `swift run PROJECT_PRODUCT` starts dispatcher, worker and admin; `swift run PROJECT_PRODUCT worker` one of them, and
/// `swift run PROJECT_PRODUCT --help` lists all commands.
@main
struct App: JobUApp {
    var handlers: some JobHandlers {
        Hello()
    }
}
