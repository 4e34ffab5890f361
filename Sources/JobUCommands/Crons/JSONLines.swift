import Foundation
import JobUCron

/// Answers questions line by line, in order; many at a time, for a line of output costs more than its answer.
enum JSONLines {
    static func answerAll() {
        var answers = ""
        while let line = readLine(strippingNewline: true) {
            answers += CronLines.answer(line)
            answers += "\n"
            if answers.utf8.count > 65_536 { flush(&answers) }
        }
        flush(&answers)
    }

    private static func flush(_ answers: inout String) {
        FileHandle.standardOutput.write(Data(answers.utf8))
        answers = ""
    }
}
