import ArgumentParser
import JobUStore

/// Which part of a list is shown.
struct ListOptions: ParsableArguments {
    @Option(help: "The page, counted from 1, within the first 10,000 rows.") var page: Int?
    @Option(help: "Continue after a list: the value printed below it.") var after: String?

    /// - Throws: `ValidationError` that names the option.
    func page(size: Int, accepting accepts: (ListKey) -> Bool) throws -> Page {
        guard (1...100).contains(size) else { throw ValidationError("--size must be 1 to 100") }
        guard let after else {
            let page = Page(number: page ?? 1, size: size)
            guard page.isReachable else {
                throw ValidationError(
                    "--page reaches the first \(Page.skippedMax) rows only; continue with the --after printed below a list")
            }
            return page
        }
        guard page == nil else { throw ValidationError("give --page or --after, not both") }
        guard let key = ListKey(text: after), accepts(key) else {
            throw ValidationError("--after: '\(after)' is not a place in this list; use the value printed below the list")
        }
        return Page(.after(key), size: size)
    }

    static func sayRest<Item>(of found: PageOf<Item>) {
        guard let next = found.next else { return }
        Terminal.say("Showing \(found.items.count) of \(found.totalText) (next: --after \(next.text))")
    }
}
