#if canImport(Glibc)
    import Glibc
#endif

/// A question to the person at the terminal.
enum Confirmation {
    /// - Throws: where there is nobody to ask (exit 2), and where the answer is anything but yes (exit 1).
    static func ask(_ question: String) throws {
        guard isatty(0) == 1 else {
            throw CommandFailure(
                "standard input is no terminal, so nobody can confirm; say --yes", code: .misconfigured)
        }
        print("\(question) [y/N] ", terminator: "")
        fflush(nil)
        let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else { throw CommandFailure("nothing was done", code: .no) }
    }
}
