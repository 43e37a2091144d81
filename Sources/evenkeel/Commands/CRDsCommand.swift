import ArgumentParser
import EvenkeelAPI
import JSONValue
import YAML

struct CRDsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crds", abstract: "Print the custom resource definitions.",
        discussion: "evenkeel crds | kubectl apply -f -")

    func run() async throws {
        print(YAML.write(CustomResourceDefinitions.all()), terminator: "")
    }
}
