import Hummingbird
import HummingbirdCore

/// Light or dark pages.
enum Theme: String, Sendable, CaseIterable {
    /// As the reader's system is.
    case auto
    case light, dark

    static let cookieName = "theme"

    /// What a request wants: `?theme=`, then the cookie of an earlier choice.
    init(of request: Request, _ query: Pairs) {
        self =
            query["theme"].flatMap(Theme.init(rawValue:))
            ?? request.cookies[Self.cookieName].flatMap { Theme(rawValue: $0.value) }
            ?? .auto
    }
}
