import JobUCommands

@main
enum Main {
    static func main() async {
        await StockTool.run()
    }
}
