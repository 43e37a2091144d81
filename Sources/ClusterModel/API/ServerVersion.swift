import JSONValue

/// The Kubernetes version whose behaviour this API follows.
enum ServerVersion {
    static let json: JSON = [
        "major": "1", "minor": "33", "gitVersion": "v1.33.0+evenkeel", "gitCommit": "", "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swiftc", "platform": "linux/amd64",
    ]
}
