extension Texts {
    /// Texts of the page of queues.
    static let queues: [Row] = [
        ("queues", "Queues", "큐"),
        (
            "queues_text",
            "A queue needs no entry here unless it has limits. Limits and pauses apply to the whole cluster.",
            "제한이 없는 큐는 등록할 필요가 없습니다. 제한과 일시 중지는 클러스터 전체에 적용됩니다."
        ),
        ("waiting", "Waiting", "대기"),
        ("running_short", "Running", "실행 중"),
        ("next_due", "Next due", "다음 실행 시각"),
        ("concurrency", "Concurrency limit", "동시 실행 제한"),
        ("rate", "Rate limit", "속도 제한"),
        ("rate_of", "{0} per {1} s", "{1}초에 {0}건"),
        ("rate_limit", "Rate limit (jobs)", "속도 제한 (건)"),
        ("rate_period_seconds", "per (seconds)", "기간 (초)"),
        ("no_limit", "no limit", "제한 없음"),
        ("active", "active", "활성"),
        ("pause", "Pause", "일시 중지"),
        ("resume", "Resume", "재개"),
        ("remove_limits", "Remove limits", "제한 해제"),
        ("limits", "Limits", "제한"),
        ("limit_a_queue", "Limit a queue", "큐 제한 설정"),
        ("ask_remove_limits", "Remove all limits of the queue “{0}”?", "“{0}” 큐의 제한을 모두 해제할까요?"),
        ("ask_remove_limits_short", "Remove all limits of this queue?", "이 큐의 제한을 모두 해제할까요?"),
        ("no_queues", "No queues to show", "표시할 큐가 없습니다"),
        ("no_queues_text", "A queue appears here when jobs wait in it, or when it has limits.", "작업이 대기 중이거나 제한이 있는 큐가 여기에 표시됩니다."),
        ("notice_queue_saved", "Limits saved.", "제한을 저장했습니다."),
        ("notice_queue_paused", "Queue paused: no new jobs start.", "큐를 일시 중지했습니다. 새 작업이 시작되지 않습니다."),
        ("notice_queue_resumed", "Queue resumed.", "큐를 재개했습니다."),
        ("notice_limits_removed", "Limits removed.", "제한을 해제했습니다."),
    ]
}
