#if canImport(Glibc)
    import Glibc
#endif

/// A question to the user at the terminal.
enum Confirmation {
    /// - Throws: exit 2 if standard input is not a terminal, and exit 1 if the answer is not yes.
    static func ask(_ question: String) throws {
        guard isatty(0) == 1 else {
            throw CommandFailure(
                "standard input is not a terminal, so that nobody can confirm; use --yes", code: .misconfigured)
        }
        print("\(question) [y/N] ", terminator: "")
        fflush(nil)
        let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else { throw CommandFailure("cancelled; nothing was changed", code: .no) }
    }
}
