extension Texts {
    /// Texts of the page of queues.
    static let queues: [Row] = [
        ("queues", "Queues", "큐"),
        (
            "queues_text",
            "A queue without limits needs no entry here. Limits and pauses hold in the whole cluster.",
            "제한이 없는 큐는 등록할 필요가 없습니다. 제한과 일시 중지는 클러스터 전체에 적용됩니다."
        ),
        ("waiting", "Waiting", "대기"),
        ("running_short", "Running", "실행 중"),
        ("first_in_line", "First in line", "다음 차례"),
        ("concurrency", "Runs at the same time", "동시 실행 한도"),
        ("rate", "Rate", "속도 제한"),
        ("rate_of", "{0} in {1} s", "{1}초에 {0}건"),
        ("rate_limit", "Runs that may begin", "시작 가능 건수"),
        ("rate_period_seconds", "within (seconds)", "기간 (초)"),
        ("no_limit", "no limit", "제한 없음"),
        ("open", "open", "열림"),
        ("pause", "Pause", "일시 중지"),
        ("resume", "Resume", "재개"),
        ("lift", "Lift limits", "제한 해제"),
        ("limits", "Limits", "제한"),
        ("limit_a_queue", "Limit a queue", "큐에 제한 두기"),
        ("ask_lift", "Lift all limits of the queue {0}?", "큐 {0}의 제한을 모두 해제할까요?"),
        ("ask_lift_short", "Lift all limits of this queue?", "이 큐의 제한을 모두 해제할까요?"),
        ("no_queues", "Nothing waits", "대기 중인 Job이 없습니다"),
        ("no_queues_text", "Queues appear here when jobs wait in them, or when they have limits.", "Job이 대기하거나 제한이 있는 큐가 여기에 나타납니다."),
        ("notice_queue_saved", "The limits are saved.", "제한을 저장했습니다."),
        ("notice_queue_paused", "The queue is paused: nothing of it is started.", "큐를 일시 중지했습니다. 새 실행이 시작되지 않습니다."),
        ("notice_queue_resumed", "The queue goes on.", "큐를 재개했습니다."),
        ("notice_queue_lifted", "The limits are lifted.", "제한을 해제했습니다."),
    ]
}
