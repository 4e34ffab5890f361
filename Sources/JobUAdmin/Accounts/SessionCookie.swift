import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The cookies of a login: out of reach of scripts, never sent along by other sites' forms, and over TLS only where there is TLS.
enum SessionCookie {
    static func name(isSecure: Bool) -> String { prefix(isSecure) + "jobu_session" }

    /// Of the form that asks for a password, before there is a session.
    static func formName(isSecure: Bool) -> String { prefix(isSecure) + "jobu_login" }

    /// Of a browser that somebody has logged in with.
    static func deviceName(isSecure: Bool) -> String { prefix(isSecure) + "jobu_device" }

    /// The mark a browser shows, whomever it is of.
    static func device(of request: Request, isSecure: Bool) -> DeviceMark? {
        request.cookies[deviceName(isSecure: isSecure)].flatMap { DeviceMark(cookie: $0.value) }
    }

    /// Kept as long as browsers keep a cookie: 400 days.
    static func setDevice(_ mark: DeviceMark, isSecure: Bool) -> String {
        "\(deviceName(isSecure: isSecure))=\(mark.cookie); Max-Age=34560000" + attributes(isSecure)
    }

    /// Gone with the browser's own session at the latest; how long it holds is the store's business.
    static func set(_ secret: SessionSecret, isSecure: Bool) -> String {
        "\(name(isSecure: isSecure))=\(secret.text)" + attributes(isSecure)
    }

    static func clear(isSecure: Bool) -> String { "\(name(isSecure: isSecure))=; Max-Age=0" + attributes(isSecure) }

    static func setForm(_ secret: SessionSecret, isSecure: Bool) -> String {
        "\(formName(isSecure: isSecure))=\(secret.text)" + attributes(isSecure)
    }

    /// The session a browser shows, whether or not it holds.
    static func secret(of request: Request, isSecure: Bool) -> SessionSecret? {
        request.cookies[name(isSecure: isSecure)].flatMap { SessionSecret(cookie: $0.value) }
    }

    private static func attributes(_ isSecure: Bool) -> String {
        "; Path=\(BasePath.current.cookiePath); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    /// With TLS the name's prefix makes browsers refuse a cookie that plain HTTP has planted, or also a neighbour host, where the cookie is
    /// for the whole host. Below a base path it is for that path alone: whatever else the host serves does not get it.
    private static func prefix(_ isSecure: Bool) -> String {
        isSecure ? (BasePath.current.isRoot ? "__Host-" : "__Secure-") : ""
    }
}
