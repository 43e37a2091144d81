/// What a machine's table says about a state that meets an event, in names. Tables are switches without a default: a state
/// or an event without a row does not compile.
enum Cell<State: Hashable & Sendable, Action: Hashable & Sendable>: Hashable, Sendable {
    /// Nothing changes, and nothing is done.
    case ignored
    case becomes(State, Action? = nil)
}
