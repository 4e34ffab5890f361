import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The form that asks for name and password: at `/login`, and in the place of any page that needs a login.
struct LoginForm: Sendable {
    let pages: PageRenderer
    let secrets: SecretSource

    init(pages: PageRenderer, secrets: SecretSource = .system) {
        self.pages = pages
        self.secrets = secrets
    }

    /// What stands above the form.
    enum Message {
        case none, welcomeBack, wrong, stale
        case wait(seconds: String)
    }

    /// Asks for a login where a page was wanted.
    func page(for request: Request, _ error: AdminError) throws -> Response {
        let isPage = request.method == .get || request.method == .head
        var response = try page(
            request, next: ReturnPath(isPage ? request.uri.string : nil).path,
            message: Principal.current.isStranger ? .welcomeBack : .none, status: error.status)
        response.headers.append(contentsOf: error.headers)
        return response
    }

    func page(
        _ request: Request, next: String, name: String = "", message: Message, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let frame = PageFrame(request, title: "login")
        let isSecure = Principal.current.isSecure
        // A cookie and a field that belong together: nobody logs a visitor in under a name of somebody else's choice.
        let secret = secret(of: request) ?? SessionSecret(secrets)
        let text: Any =
            switch message {
            case .none: false
            case .welcomeBack: frame.texts["login_again"]
            case .wrong: frame.texts["login_wrong"]
            case .stale: frame.texts["login_stale"]
            case .wait(let seconds): frame.texts.filled("login_wait", seconds)
            }
        var response = try pages.page(
            "login", ["next": next, "name": name, "message": text, "csrf": secret.formToken], frame: frame, status: status)
        response.headers.append(HTTPField(name: .setCookie, value: SessionCookie.setForm(secret, isSecure: isSecure)))
        return response
    }

    /// Whether a posted form is one that was shown to this browser.
    func isOwn(_ form: Pairs, _ request: Request) -> Bool {
        guard let secret = secret(of: request), let sent = form["csrf"] else { return false }
        return Fingerprint.areEqual(sent, secret.formToken)
    }

    private func secret(of request: Request) -> SessionSecret? {
        request.cookies[SessionCookie.formName(isSecure: Principal.current.isSecure)].flatMap { SessionSecret(cookie: $0.value) }
    }
}
