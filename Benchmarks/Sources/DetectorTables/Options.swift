/// `--name value`, as often as there are.
struct Options {
    private var values: [String: String] = [:]

    init(_ arguments: some Sequence<String>) {
        var name: String?
        for argument in arguments {
            if let key = name {
                values[key] = argument
                name = nil
            } else if argument.hasPrefix("--") {
                name = String(argument.dropFirst(2))
            }
        }
    }

    subscript(name: String) -> String? { values[name] }
}
