import CommandTestSupport
import Testing

/// A command that failed says so in one sentence that a person understands: no type names, no traces, no output.
func expectSentence(
    _ outcome: Evenkeel.Outcome, code: Int32, says words: String..., location: SourceLocation = #_sourceLocation
) {
    #expect(outcome.code == code, "\(outcome.error)", sourceLocation: location)
    #expect(outcome.output == "", sourceLocation: location)
    #expect(outcome.error.hasPrefix("evenkeel: "), sourceLocation: location)
    #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)", sourceLocation: location)
    expectNoInternals(outcome.error, location: location)
    for word in words {
        #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: location)
    }
}

func expectNoInternals(_ text: String, location: SourceLocation = #_sourceLocation) {
    for internals in ["Error(", "Error Domain", "Optional(", ".swift", "errno", "0x", "Fatal", "NIO", "Swift."] {
        #expect(!text.contains(internals), "\(text)", sourceLocation: location)
    }
}
