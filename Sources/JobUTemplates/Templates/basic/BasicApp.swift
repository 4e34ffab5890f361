import JobU

/// The handlers of this project. Crons refer to them by their names.
///
/// `swift run PROJECT_PRODUCT` starts dispatcher, worker and admin; `swift run PROJECT_PRODUCT worker` one of them, and
/// `swift run PROJECT_PRODUCT --help` tells of the other commands.
@main
struct App: JobUApp {
    var handlers: some JobHandlers {
        Hello()
    }
}
