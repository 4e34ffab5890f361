import JobUModel
import JobUStore

/// Why a cron did, or did not, run at an instant: in the reader's language, with times on the reader's clock.
struct ExplanationText {
    let texts: Texts
    let zone: PageZone
    let now: Timestamp

    func text(_ explanation: InstantExplanation) -> String {
        switch explanation.reason {
        case .ended(let execution, let delay): ended(execution, delay)
        case .running(let execution): texts.filled("why_running", execution.attempt, time(execution.startedAt))
        case .waiting(_, let reason): waiting(reason)
        case .skipped(let execution): with(execution.errorMessage, texts["why_skipped"])
        case .planned: texts["why_planned"]
        case .willBeDisabled(let reason): with(reason, texts["why_will_be_disabled"])
        case .disabled(let reason): with(reason, texts["why_disabled"])
        case .overdue(let late): texts.filled("why_overdue", length(late))
        case .madeLater(let instant): texts.filled("why_created_later", time(instant))
        case .changedLater(let instant): texts.filled("why_changed_later", time(instant))
        case .removed: texts["why_removed"]
        case .broken(let fault): fault.text(in: texts.language.cron)
        case .outsideBounds: texts["why_outside_bounds"]
        case .notNamed(_, _, let next): texts.filled("why_not_scheduled", next.map { time($0) } ?? texts["never"])
        }
    }

    private func ended(_ execution: Execution, _ delay: Duration?) -> String {
        let why = execution.status == .success ? nil : execution.errorMessage
        guard let delay else { return with(why, texts["why_never_started"]) }
        let start = delay < .seconds(1) ? texts["why_on_time"] : texts.filled("why_late", length(delay))
        let took = Show.duration(from: execution.startedAt, to: execution.finishedAt)
        let attempts = execution.attempt > 1 ? " · " + texts.filled("why_attempts", execution.attempt) : ""
        return with(why, "\(start) · \(texts.filled("why_took", took))\(attempts)")
    }

    private func waiting(_ reason: WaitingReason) -> String {
        switch reason {
        case .time(let instant, let retry, let limit, let error):
            with(error, retry.map { texts.filled("wait_retry", $0, limit, time(instant)) } ?? texts.filled("wait_time", time(instant)))
        case .pausedQueue(let queue, let reason): with(reason, texts.filled("wait_paused", queue))
        case .noWorker: texts["wait_no_worker"]
        case .unknownHandler(let handler): texts.filled("wait_handler", handler)
        case .unservedQueue(let queue, let handler): texts.filled("wait_unserved", queue, handler)
        case .fullWorkers(let running, let capacity): texts.filled("wait_full", running, capacity)
        case .cronLimit(let running, let limit): texts.filled("wait_cron_limit", running, limit)
        case .queueLimit(let queue, let running, let limit): texts.filled("wait_queue_limit", queue, running, limit)
        case .queueRate(let queue, let limit, let seconds): texts.filled("wait_queue_rate", queue, limit, seconds)
        case .nothing: texts["wait_nothing"]
        }
    }

    private func with(_ detail: String?, _ words: String) -> String {
        detail.map { "\(words): \(Show.clipped($0))" } ?? words
    }

    private func time(_ instant: Timestamp?) -> String { instant.map { zone.text($0, now: now) } ?? "–" }

    private func length(_ length: Duration) -> String { Show.duration(length) }
}
