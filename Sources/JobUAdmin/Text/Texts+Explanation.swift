extension Texts {
    /// Why a cron did, or did not, run.
    static let explanationWords: [Word] = [
        ("never", "never", "없음"),
        ("why_running", "attempt {0} runs since {1}", "시도 {0}이(가) {1}부터 실행 중입니다"),
        ("why_skipped", "skipped", "건너뛰었습니다"),
        ("why_planned", "it will run then", "이때 실행됩니다"),
        ("why_will_be_disabled", "it will not run: the cron is disabled", "크론이 비활성이라 실행되지 않습니다"),
        ("why_disabled", "the cron is disabled", "크론이 비활성입니다"),
        ("why_overdue", "due for {0}, and no dispatcher has taken it; is one running?", "{0} 동안 디스패처가 가져가지 않았습니다. 디스패처가 실행 중인가요?"),
        ("why_made_later", "the cron was made later, at {0}", "크론이 나중에({0}) 등록되었습니다"),
        (
            "why_changed_later", "nothing is stored; the cron was changed later, at {0}, and may have been disabled or scheduled otherwise",
            "기록이 없습니다. 크론이 나중에({0}) 변경되어, 그때는 비활성이거나 일정이 달랐을 수 있습니다"
        ),
        (
            "why_removed",
            "nothing is stored: removed by retention or by hand, or a skipped row of a later instant stands for this one, too",
            "기록이 없습니다. 보존 기간이 지났거나 삭제되었거나, 뒤 시각의 건너뜀 기록이 이 시각도 대신합니다"
        ),
        ("why_outside_bounds", "outside the cron's start and end", "크론의 시작과 종료 시각을 벗어납니다"),
        ("why_not_named", "the expression does not name this instant; the next one is {0}", "표현식에 없는 시각입니다. 다음 시각: {0}"),
        ("why_never_started", "ended before it started", "시작하기 전에 끝났습니다"),
        ("why_on_time", "began on time", "제때 시작"),
        ("why_late", "its last attempt began {0} after its instant", "마지막 시도가 예정보다 {0} 늦게 시작"),
        ("why_took", "took {0}", "{0} 걸림"),
        ("why_attempts", "{0} attempts", "시도 {0}회"),
        ("wait_time", "waits until {0}", "{0}까지 대기합니다"),
        ("wait_retry", "waits for retry {0} of {1}, until {2}", "재시도 {0}/{1}을(를) {2}까지 기다립니다"),
        ("wait_paused", "waits: queue {0} is paused", "큐 {0}이(가) 일시 중지되어 대기합니다"),
        ("wait_no_worker", "waits: no worker is alive", "살아 있는 워커가 없어 대기합니다"),
        ("wait_handler", "waits: no live worker knows the handler {0}", "핸들러 {0}을(를) 아는 워커가 없어 대기합니다"),
        ("wait_unserved", "waits: no live worker that knows {1} serves the queue {0}", "{1}을(를) 알고 큐 {0}을(를) 맡는 워커가 없어 대기합니다"),
        ("wait_full", "waits: all workers for it are full, {0} of {1}", "맡을 수 있는 워커가 모두 찼습니다({0}/{1})"),
        ("wait_cron_limit", "waits: {0} runs of the cron are at work, and its limit is {1}", "이 크론의 실행 {0}건이 진행 중이며 한도는 {1}건입니다"),
        ("wait_queue_limit", "waits: {1} runs of queue {0} are at work, and its limit is {2}", "큐 {0}의 실행 {1}건이 진행 중이며 한도는 {2}건입니다"),
        ("wait_queue_rate", "waits: queue {0} may begin {1} runs in {2} s, and has", "큐 {0}은(는) {2}초에 {1}건까지 시작할 수 있고 이미 다 썼습니다"),
        ("wait_nothing", "waits; a worker should take it at any moment", "곧 워커가 가져갑니다"),
        ("verdict_running", "running", "실행 중"),
        ("verdict_waiting", "waiting", "대기"),
        ("verdict_skipped", "skipped", "건너뜀"),
        ("verdict_planned", "planned", "예정"),
        ("verdict_disabled", "disabled", "비활성"),
        ("verdict_overdue", "overdue", "지연"),
        ("verdict_no_trace", "no trace", "기록 없음"),
        ("verdict_not_scheduled", "not scheduled", "일정 아님"),
        ("verdict_late", "late", "늦음"),
    ]
}
