import JobUCron
import Testing

/// Expressions as people say them.
struct WordsTests {
    @Test(
        "words in English and Korean",
        arguments: [
            ("*/15 9-17 * * MON-FRI", "Every 15 minutes from 09:00 through 17:59, Monday through Friday", "월~금요일 09:00~17:59에 15분마다"),
            ("30 4 1,15 * 5", "At 04:30 on day 1 and 15 of the month, or on Friday", "매월 1일·15일 또는 금요일 04:30"),
            ("0 0 L * *", "At 00:00 on the last day of the month", "매월 마지막 날 00:00"),
            ("* * * * *", "Every minute", "1분마다"), ("@hourly", "Every hour", "매시간 정각"), ("0 2 * * *", "At 02:00 every day", "매일 02:00"),
            (
                "0 0 1-9 * */2", "At 00:00 on days 1 through 9 of the month and only on Tuesday, Thursday, Saturday and Sunday",
                "매월 1~9일이면서 화·목·토·일요일인 날 00:00"
            ),
            ("*/25 * * * *", "At minutes 0, 25 and 50 of every hour", "매시간 0분·25분·50분"),
            ("0 9 * 1,3 MON#1", "At 09:00 on the first Monday of the month in January and March", "1월·3월 첫째 월요일 09:00"),
            ("0 9 LW * *", "At 09:00 on the last weekday (Monday to Friday) of the month", "매월 마지막 평일 09:00"),
            ("* * * * * */10", "Every 10 seconds", "10초마다"), ("30 9 * * 1 15", "At 09:30:15 on Monday", "월요일 09:30:15"),
            ("59 23 31 12 5", "At 23:59 on day 31 of the month, or on Friday, in December", "12월 중 31일 또는 금요일 23:59"),
            ("5 */2 * * *", "At minute 5 of every 2nd hour", "2시간마다 5분"), ("@reboot", "Once when the scheduler starts", "스케줄러가 시작될 때 한 번"),
        ])
    func words(text: String, english: String, korean: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.words(in: .english) == english)
        #expect(expression.words(in: .korean) == korean)
    }

    @Test("the zone is named when it is given")
    func zone() throws {
        let zone = try CronZone(named: "Asia/Seoul")
        #expect(try CronExpression("0 2 * * *").words(in: .english, zone: zone) == "At 02:00 every day (Asia/Seoul)")
    }
}
