/// A binary heap of keys by deadline; of equal deadlines the one that was added first comes first.
struct DeadlineHeap<Key: Sendable>: Sendable {
    struct Element: Sendable {
        var deadline: Duration
        var order: UInt64
        var key: Key
    }

    private var elements: [Element] = []

    var first: Element? { elements.first }
    var count: Int { elements.count }

    mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(child, parent) else { return }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let first = elements.first else { return last }
        elements[0] = last
        sink(0)
        return first
    }

    mutating func removeAll(where isObsolete: (Element) -> Bool) {
        elements.removeAll(where: isObsolete)
        for index in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(index) }
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count && precedes(child, smallest) {
                smallest = child
            }
            guard smallest != parent else { return }
            elements.swapAt(parent, smallest)
            parent = smallest
        }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (elements[left].deadline, elements[left].order) < (elements[right].deadline, elements[right].order)
    }
}
