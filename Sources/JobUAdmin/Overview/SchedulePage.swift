import Hummingbird
import HummingbirdCore
import JobUCron
import JobUModel
import JobUStore

/// `/schedule`: what will run in the next 24 hours, hour by hour.
struct SchedulePage {
    let admin: AdminContext
    let renderer: PageRenderer

    /// Crons that are looked at, rows of a page, and instants that are counted in all: however many crons there are, this is the work.
    private static let (cronsMax, size, instantsMax) = (500, 50, 400_000)

    func add(to router: Router<some RequestContext>) {
        router.get("schedule") { request, _ in try await show(request) }
    }

    private struct Row {
        var cron: CronJob
        /// Nil where counting was given up.
        var counts: [Int]?
    }

    private func show(_ request: Request) async throws -> Response {
        let frame = PageFrame(request, title: "schedule")
        let now = admin.now
        let crons = try await admin.store.soonestCronJobs(limit: Self.cronsMax + 1)
        let span = Self.span(at: now, frame.zone)
        let rows = Self.rows(Array(crons.prefix(Self.cronsMax)), span, now)
        let pages = max(1, (rows.count + Self.size - 1) / Self.size)
        let number = min(pages, max(1, Int(Pairs(request.uri.query ?? "")["page"] ?? "") ?? 1))
        let shown = rows.dropFirst((number - 1) * Self.size).prefix(Self.size)
        let totals = (0..<span.slots).map { slot in rows.reduce(0) { $0 + ($1.counts?[slot] ?? 0) } }
        return try renderer.page(
            "schedule",
            [
                "has_rows": !rows.isEmpty, "hours": (0..<span.slots).map { hour(span, $0, frame.zone) },
                "totals": cells(totals, span, frame), "total": String(totals.reduce(0, +)),
                "rows": shown.map { row in
                    [
                        "name": row.cron.definition.name, "href": "/crons/\(row.cron.id)", "next": Show.time(row.cron.nextRunAt),
                        "cells": row.counts.map { cells($0, span, frame) } ?? [View](), "uncounted": row.counts == nil,
                    ] as View
                },
                "cut": crons.count > Self.cronsMax ? frame.texts.filled("schedule_cut", Self.cronsMax) : false,
                "pager": pages < 2
                    ? false
                    : [
                        "previous": number > 1 ? frame.address([("page", String(number - 1))]) : false,
                        "next": number < pages ? frame.address([("page", String(number + 1))]) : false,
                        "next_label": frame.texts["next"],
                        "range": frame.texts.filled(
                            "range", (number - 1) * Self.size + 1, (number - 1) * Self.size + shown.count, rows.count),
                    ] as View,
            ], frame: frame)
    }

    /// 24 hours that begin with the reader's present one.
    private static func span(at now: Timestamp, _ zone: PageZone) -> TimeSlots {
        let intoHour = (now.epochSeconds + zone.zone.offset(at: now.epochSeconds)) % 3_600
        return TimeSlots(from: Timestamp(epochSeconds: now.epochSeconds - intoHour), slotSeconds: 3_600, slots: 25)
    }

    private static func rows(_ crons: [CronJob], _ span: TimeSlots, _ now: Timestamp) -> [Row] {
        var budget = instantsMax
        return crons.map { cron in
            guard budget > 0, let schedule = CronJobSchedule.reading(cron.definition) else { return Row(cron: cron, counts: nil) }
            let counts = schedule.counts(in: span, after: now, budget: &budget)
            return Row(cron: cron, counts: budget > 0 ? counts : nil)
        }
    }

    private func hour(_ span: TimeSlots, _ slot: Int, _ zone: PageZone) -> View {
        let clock = zone.clock(span.start(of: slot))
        return ["text": String(clock.prefix(2)), "midnight": clock.hasPrefix("00:")]
    }

    private func cells(_ counts: [Int], _ span: TimeSlots, _ frame: PageFrame) -> [View] {
        counts.enumerated().map { slot, count in
            let clock = frame.zone.clock(span.start(of: slot))
            return ["count": count == 0 ? "" : String(count), "density": Self.density(count), "midnight": clock.hasPrefix("00:")]
        }
    }

    private static func density(_ count: Int) -> String {
        switch count {
        case 0: ""
        case 1: "d1"
        case ..<6: "d2"
        case ..<13: "d3"
        case ..<61: "d4"
        default: "d5"
        }
    }
}
