import KubernetesTypes

/// What is to happen at which time: a binary heap. What comes due together happens in the order in which it was planned.
///
/// The work itself lies beside the heap, so that sifting moves three numbers and no effect with all that it holds.
struct Agenda<Work> {
    private struct Entry {
        var at: Timestamp
        var sequence: UInt64
        /// Where its work lies.
        var slot: Int

        func isBefore(_ other: Entry) -> Bool { (at, sequence) < (other.at, other.sequence) }
    }

    private var heap: [Entry] = []
    private var works: [Work?] = []
    private var freeSlots: [Int] = []
    private var sequence: UInt64 = 0

    var next: Timestamp? { heap.first?.at }
    var count: Int { heap.count }

    mutating func plan(_ work: Work, at time: Timestamp) {
        sequence += 1
        heap.append(Entry(at: time, sequence: sequence, slot: store(work)))
        rise(from: heap.count - 1)
    }

    private mutating func store(_ work: Work) -> Int {
        guard let slot = freeSlots.popLast() else {
            works.append(work)
            return works.count - 1
        }
        works[slot] = work
        return slot
    }

    /// The first that is due by `now`.
    mutating func take(by now: Timestamp) -> Work? {
        guard let first = heap.first, first.at <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        freeSlots.append(first.slot)
        return works[first.slot].take()
    }

    private mutating func rise(from start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard heap[index].isBefore(heap[parent]) else { return }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func sink() {
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != index else { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
