import JSONValue
import KubernetesTypes

/// `spec.template` of a Deployment or ReplicaSet, compared and hashed without the label that the hash itself becomes.
struct PodTemplate: Sendable, Hashable {
    static let hashLabel = "pod-template-hash"

    let json: JSON

    init(of object: KubernetesObject) {
        var json = (object.spec["template"] ?? .object([:])).withoutNulls
        json.set(nil, at: "metadata", "labels", Self.hashLabel)
        if json.at("metadata", "labels")?.objectValue?.isEmpty == true { json.set(nil, at: "metadata", "labels") }
        if json["metadata"]?.objectValue?.isEmpty == true { json["metadata"] = nil }
        self.json = json
    }

    /// The value of `pod-template-hash`, in the letters that Kubernetes uses for it. Kubernetes hashes a dump of Go
    /// structures, so its values are others; they are as stable.
    func hash(collisionCount: Int) -> String {
        var bytes = json.serialized
        if collisionCount > 0 { bytes += Array("\(collisionCount)".utf8) }
        return SafeEncoding.encode("\(StableHash.fnv32(bytes))")
    }

    func json(withHash hash: String) -> JSON {
        var json = json
        json.set(.string(hash), at: "metadata", "labels", Self.hashLabel)
        return json
    }
}

/// `rand.SafeEncodeString`: letters that spell no words.
enum SafeEncoding {
    private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

    static func encode(_ text: String) -> String {
        String(text.utf8.map { alphabet[Int($0) % alphabet.count] })
    }
}
