internal import Synchronization

/// What changed since the reader last asked.
public enum StoreNews<Key: Hashable & Sendable>: Sendable, Hashable {
    case keys(Set<Key>)
    /// So many keys waited that they were dropped: check everything, also what may be gone.
    case everything
}

/// Changes of a store for one reader, each key once, however often it changed since the last evaluation.
///
/// It never ends by itself; cancelling the task ends it. When the last copy is dropped, the store forgets the reader.
public struct StoreChanges<Key: Hashable & Sendable>: AsyncSequence, Sendable {
    public typealias Element = StoreNews<Key>
    public typealias Failure = Never

    let pending: PendingChanges<Key>

    public func makeAsyncIterator() -> Iterator { Iterator(pending: pending) }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        let pending: PendingChanges<Key>

        public mutating func next() async -> StoreNews<Key>? { await pending.next() }

        public mutating func next(isolation actor: isolated (any Actor)?) async -> StoreNews<Key>? {
            await pending.next()
        }
    }
}

final class PendingChanges<Key: Hashable & Sendable>: Sendable {
    private struct State {
        var keys: Set<Key> = []
        var hasOverflowed = false
    }

    private let limit: Int
    private let state = Mutex(State())
    private let signal = Signal()

    init(limit: Int) { self.limit = limit }

    func add(_ keys: [Key]) {
        guard !keys.isEmpty else { return }
        state.withLock { state in
            guard !state.hasOverflowed else { return }
            state.keys.formUnion(keys)
            guard state.keys.count > limit else { return }
            state.keys = []
            state.hasOverflowed = true
        }
        signal.raise()
    }

    func next() async -> StoreNews<Key>? {
        while !Task.isCancelled {
            let generation = signal.generation
            if let news = take() { return news }
            await signal.wait(after: generation)
        }
        return nil
    }

    private func take() -> StoreNews<Key>? {
        state.withLock { state in
            defer { state = State() }
            if state.hasOverflowed { return .everything }
            return state.keys.isEmpty ? nil : .keys(state.keys)
        }
    }
}
