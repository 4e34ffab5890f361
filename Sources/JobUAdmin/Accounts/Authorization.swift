/// The field `Authorization`, where it carries a bearer token, or what looks like one of ours without its scheme.
struct Authorization: Sendable, Equatable {
    let token: String
    /// Whether it is sent as it should be, and begins as our tokens do.
    let isOurs: Bool

    /// Nil for other schemes, such as the `Basic` that a proxy has asked for and hands on.
    init?(_ field: String?) {
        guard let field else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1).map(String.init)
        let isBearer = parts.first?.lowercased() == "bearer"
        guard isBearer || field.hasPrefix(TokenSecret.prefix) else { return nil }
        token = isBearer && parts.count == 2 ? parts[1] : ""
        isOurs = token.hasPrefix(TokenSecret.prefix)
    }
}
