import JobUCron
import Testing

/// What an author is told about a valid expression.
struct NoteTests {
    @Test(
        "notes name what surprises",
        arguments: [
            ("*/15 9-17 * * MON-FRI", []), ("*/7 * * * *", [.unevenStep(.minute, step: 7)]), ("0 */5 * * *", [.unevenStep(.hour, step: 5)]),
            ("0 0 1,15 * 5", [.eitherDay]), ("0 0 */2 * 1", [.unevenStep(.dayOfMonth, step: 2), .steppedDay]),
            ("0 0 L * *", [.notPortable]),
            ("0 0 * * * 30", [.notPortable]), ("0 0 LW * 5#1", [.eitherDay, .notPortable]), ("@reboot", []), ("0 0 1 */3 *", []),
        ] as [(String, [CronNote])])
    func notes(text: String, notes: [CronNote]) throws {
        let expression = try CronExpression(text)
        #expect(expression.notes == notes)
        for note in notes { #expect(note.message(in: .korean) != note.message(in: .english)) }
    }
}
