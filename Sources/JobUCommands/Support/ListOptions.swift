import ArgumentParser
import JobUStore

/// Which part of a list is shown.
struct ListOptions: ParsableArguments {
    @Option(help: "The page, counted from 1; it reaches the first 10,000 rows.") var page: Int?
    @Option(help: "Go on behind the last list: what it told at its end.") var after: String?

    /// - Throws: `ValidationError` that names the option.
    func page(size: Int, accepting accepts: (ListKey) -> Bool) throws -> Page {
        guard (1...100).contains(size) else { throw ValidationError("--size must be 1 to 100") }
        guard let after else {
            let page = Page(number: page ?? 1, size: size)
            guard page.isReachable else {
                throw ValidationError("--page reaches the first \(Page.skippedMax) rows only; go on with the --after that a list tells")
            }
            return page
        }
        guard page == nil else { throw ValidationError("give --page or --after, not both") }
        guard let key = ListKey(text: after), accepts(key) else {
            throw ValidationError("'\(after)' is not a place in this list; give --after what a list told at its end")
        }
        return Page(.after(key), size: size)
    }

    static func sayRest<Item>(of found: PageOf<Item>) {
        guard let next = found.next else { return }
        Terminal.say("\(found.items.count) of \(found.totalText); the next: --after \(next.text)")
    }
}
