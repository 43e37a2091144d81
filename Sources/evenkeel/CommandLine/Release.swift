/// This build, as commands, requests and metrics report it.
enum Release {
    static let version = "0.1.0"
    static let userAgent = "evenkeel/\(version)"
}
