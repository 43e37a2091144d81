extension StringProtocol {
    /// The beginning, with at most so many Unicode scalars, which is what schemas count. What is shown as one character may
    /// consist of any number of them, so that a number of characters is no limit at all.
    public func cut(to limit: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) }
}
