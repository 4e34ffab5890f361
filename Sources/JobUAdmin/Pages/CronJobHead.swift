import JobUStore

/// The headings of `/crons` that sort it.
enum CronJobHead {
    private static let columns: [(key: String, rising: CronJobSort, falling: CronJobSort)] = [
        ("name", .name, .nameBackwards), ("next_run", .nextRun, .nextRunBackwards), ("last_run", .lastRun, .lastRunBackwards),
    ]

    /// Each leads to the list sorted by it, and the one that sorts now to the other direction.
    static func all(_ sort: CronJobSort, _ frame: PageFrame) -> View {
        var heads: View = [:]
        for (key, rising, falling) in columns {
            let isSorted = sort == rising || sort == falling
            let next = sort == rising ? falling : rising
            heads[key] =
                [
                    "label": frame.texts[key], "sorted": isSorted ? sort == rising ? "ascending" : "descending" : false,
                    "arrow": isSorted ? sort == rising ? "↑" : "↓" : "",
                    "href": frame.address([("page", nil), ("after", nil), ("before", nil), ("sort", next.rawValue)]),
                ] as View
        }
        return heads
    }
}
