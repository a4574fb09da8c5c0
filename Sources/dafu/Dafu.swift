import ArgumentParser

@main
struct Dafu: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "dafu")
}
