extension Texts {
    /// Words of the frame around every page.
    static let frameWords: [Word] = [
        ("display", "Display", "화면"),
        ("language", "Language", "언어"),
        ("theme", "Theme", "테마"),
        ("theme_auto", "System", "시스템"),
        ("theme_light", "Light", "밝게"),
        ("theme_dark", "Dark", "어둡게"),
        ("zone_browser", "Local", "내 시간대"),
        ("times_in", "Times in", "시간대"),
        (
            "no_such_zone", "There is no time zone named {0}. An IANA name is needed, such as Asia/Seoul.",
            "{0}(이)라는 시간대가 없습니다. Asia/Seoul 같은 IANA 이름을 쓰세요."
        ),
        ("apply", "Apply", "적용"),
        ("close", "Close", "닫기"),
        ("keep", "No, go back", "아니요, 그대로 둡니다"),
        ("confirm", "Yes, do it", "네, 실행합니다"),
        ("confirm_title", "Are you sure?", "계속하시겠습니까?"),
        ("ask_delete_cron", "Delete this cron and all its runs? This cannot be undone.", "이 크론과 모든 실행 이력을 삭제할까요? 되돌릴 수 없습니다."),
        ("ask_cancel_job", "Cancel this job?", "이 Job을 취소할까요?"),
        ("ask_delete_job", "Delete this job and its log?", "이 Job과 로그를 삭제할까요?"),
        ("ask_retry_jobs", "Retry {0} jobs?", "Job {0}건을 재시도할까요?"),
        ("ask_cancel_jobs", "Cancel {0} jobs?", "Job {0}건을 취소할까요?"),
        ("ask_delete_jobs", "Delete {0} jobs and their logs?", "Job {0}건과 로그를 삭제할까요?"),
        ("keys", "Keys", "단축키"),
        ("schedule", "Schedule", "일정"),
        ("transactions_short", "Transactions", "트랜잭션"),
        ("store_away", "The database does not answer", "데이터베이스가 응답하지 않습니다"),
        (
            "store_away_text",
            "Runs that are at work go on. This page comes back by itself as soon as the database does; the log of the admin tells why.",
            "실행 중인 작업은 계속됩니다. 데이터베이스가 돌아오면 이 화면도 저절로 돌아옵니다. 원인은 admin 로그에 있습니다."
        ),
        ("store_read_only", "The database is read-only", "데이터베이스가 읽기 전용입니다"),
        (
            "store_read_only_text", "Nothing was changed. Try again when the database accepts writes again.",
            "변경하지 못했습니다. 데이터베이스가 다시 쓰기를 받으면 다시 시도하세요."
        ),
        ("store_full", "The disk of the database is full", "데이터베이스의 디스크가 가득 찼습니다"),
        ("store_full_text", "Nothing was stored. Free some room and try again.", "저장하지 못했습니다. 디스크 공간을 확보한 뒤 다시 시도하세요."),
        ("store_file_gone", "The file of the database is gone", "데이터베이스 파일이 없어졌습니다"),
        (
            "store_file_gone_text", "It was deleted or replaced while JobU was running. Put it back, or restart JobU.",
            "JobU가 실행되는 동안 파일이 삭제되거나 바뀌었습니다. 파일을 되돌려 놓거나 JobU를 다시 시작하세요."
        ),
        ("try_again", "Try again", "다시 시도"),
    ]
}
