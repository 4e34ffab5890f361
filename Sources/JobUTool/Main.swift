import JobUCommands
import JobUMySQL
import JobUPostgres

@main
enum Main {
    static func main() async {
        await StockTool.run(engines: [.postgresql, .mysql])
    }
}
