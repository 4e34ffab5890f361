extension Texts {
    /// Texts that explain what became of a scheduled time, and why a job waits.
    static let explanations: [Row] = [
        ("why_running", "attempt {0} running since {1}", "시도 {0}: {1}부터 실행 중"),
        ("why_skipped", "skipped", "건너뛰었습니다"),
        ("why_planned", "will run at this time", "이 시각에 실행됩니다"),
        ("why_will_be_disabled", "will not run: the cron is disabled", "크론이 비활성 상태이므로 실행되지 않습니다"),
        ("why_disabled", "the cron is disabled", "크론이 비활성 상태입니다"),
        ("why_overdue", "due for {0} but not dispatched; check that a dispatcher is running", "{0} 동안 디스패치되지 않았습니다. 디스패처가 실행 중인지 확인하세요"),
        ("why_created_later", "the cron was created later, at {0}", "크론이 이후({0})에 등록되었습니다"),
        (
            "why_changed_later",
            "no record; the cron was changed later, at {0}, and may have been disabled or on another schedule",
            "기록이 없습니다. 이후({0}) 크론이 변경되었으며, 당시에는 비활성이거나 일정이 달랐을 수 있습니다"
        ),
        (
            "why_removed",
            "no record: deleted by retention or by hand, or counted in the SKIPPED job of a later time",
            "기록이 없습니다. 보존 기간이 지났거나 삭제되었거나, 이후 시각의 건너뜀 기록에 함께 집계되었습니다"
        ),
        ("why_outside_bounds", "outside the cron's start and end", "크론의 시작·종료 시각 범위를 벗어났습니다"),
        ("why_not_scheduled", "not a scheduled time of the expression; the next one is {0}", "표현식에 해당하지 않는 시각입니다. 다음 예정 시각: {0}"),
        ("why_never_started", "finished without starting", "시작하지 않고 끝났습니다"),
        ("why_on_time", "started on time", "제때 시작"),
        ("why_late", "last attempt started {0} late", "마지막 시도가 {0} 늦게 시작"),
        ("why_took", "took {0}", "{0} 걸림"),
        ("why_attempts", "{0} attempts", "시도 {0}회"),
        ("wait_time", "waiting until {0}", "{0}까지 대기합니다"),
        ("wait_retry", "waiting for retry {0} of {1}, at {2}", "재시도 {0}/{1}: {2}까지 대기합니다"),
        ("wait_paused", "waiting: queue “{0}” is paused", "“{0}” 큐가 일시 중지되어 대기합니다"),
        ("wait_no_worker", "waiting: no worker is running", "실행 중인 워커가 없어 대기합니다"),
        ("wait_handler", "waiting: no live worker has the handler “{0}”", "“{0}” 핸들러를 처리할 워커가 없어 대기합니다"),
        (
            "wait_unserved",
            "waiting: no live worker with the handler “{1}” serves the queue “{0}”",
            "“{1}” 핸들러를 처리하면서 “{0}” 큐를 담당하는 워커가 없어 대기합니다"
        ),
        ("wait_full", "waiting: all matching workers are at capacity, {0} of {1}", "처리할 수 있는 워커의 동시 실행 수가 모두 찼습니다({0}/{1})"),
        ("wait_cron_limit", "waiting: {0} jobs of the cron are running, and its limit is {1}", "이 크론의 작업 {0}건이 실행 중이며 동시 실행 제한은 {1}건입니다"),
        (
            "wait_queue_limit",
            "waiting: {1} jobs of queue “{0}” are running, and its limit is {2}",
            "“{0}” 큐의 작업 {1}건이 실행 중이며 동시 실행 제한은 {2}건입니다"
        ),
        ("wait_queue_rate", "waiting: queue “{0}” has reached its rate limit, {1} jobs in {2} s", "“{0}” 큐가 속도 제한({2}초에 {1}건)에 도달해 대기합니다"),
        ("wait_nothing", "waiting; a worker will claim it shortly", "곧 워커가 가져갑니다"),
        ("verdict_running", "running", "실행 중"),
        ("verdict_waiting", "waiting", "대기"),
        ("verdict_skipped", "skipped", "건너뜀"),
        ("verdict_planned", "planned", "예정"),
        ("verdict_disabled", "disabled", "비활성"),
        ("verdict_overdue", "overdue", "기한 지남"),
        ("verdict_broken", "invalid schedule", "일정 오류"),
        ("verdict_no_trace", "no record", "기록 없음"),
        ("verdict_not_scheduled", "not scheduled", "예정 없음"),
        ("verdict_late", "late", "지연"),
    ]
}
