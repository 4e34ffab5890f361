import Hummingbird
import HummingbirdCore

extension PageRenderer {
    /// The question that the page's script would have asked, as a page: what was posted is posted again with `confirmed`.
    /// - Returns: nil when the answer is there already.
    func question(_ words: (Texts) -> String, _ request: Request, _ form: Pairs, back: String) throws -> Response? {
        guard form["confirmed"] != "yes" else { return nil }
        let frame = PageFrame(request, title: "confirm_title")
        return try page(
            "confirm",
            [
                "question": words(frame.texts), "action": request.uri.path, "back": back,
                "fields": form.items.filter { !["confirmed", "csrf"].contains($0.name) }.map {
                    ["name": $0.name, "value": $0.value] as View
                },
            ], frame: frame)
    }
}
