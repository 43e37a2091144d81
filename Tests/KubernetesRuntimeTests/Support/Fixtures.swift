import JSONValue
import KubernetesClient
import KubernetesTypes
import Synchronization

func pod(_ name: String, _ version: Int, namespace: String = "shop") -> JSON {
    [
        "metadata": [
            "name": .string(name), "namespace": .string(namespace), "resourceVersion": .string("\(version)"),
            "managedFields": [["manager": "kubelet"]],
        ]
    ]
}

func line(_ type: String, _ object: JSON) -> [UInt8] {
    (["type": .string(type), "object": object] as JSON).serialized + [0x0A]
}

func bookmark(_ version: Int) -> [UInt8] {
    line("BOOKMARK", ["metadata": ["resourceVersion": .string("\(version)")]])
}

let expired = line("ERROR", ["kind": "Status", "code": 410, "reason": "Expired", "message": "too old"])

func object(_ name: String, _ version: Int, namespace: String = "shop") -> KubernetesObject {
    KubernetesObject(pod(name, version, namespace: namespace))
}

/// Waits, in real time but not by the clock, until something that other tasks bring about is true.
func eventually(_ condition: () async -> Bool) async -> Bool {
    for _ in 0..<100_000 {
        if await condition() { return true }
        await Task.yield()
    }
    return false
}

/// A list that tasks append to.
final class Log<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] { elements.withLock { $0 } }
    func append(_ element: Element) { elements.withLock { $0.append(element) } }
}
