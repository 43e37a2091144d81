import JSONValue
import KubernetesTypes

/// The faults that a pod's annotations ask for (read whenever they are asked, so they may change at any time)
/// or, where an annotation is absent, by the name of an image.
///
/// The same annotations as those of the fake kubelet that stands beside a real control plane, so that the same
/// manifests behave alike there and here.
struct PodBehaviour: Sendable, Hashable {
    /// `fake/ready: "false"`, image `fake-notready`.
    var isNeverReady: Bool
    /// `fake/crash: "true"`, image `fake-crash`.
    var crashes: Bool
    /// `fake/oom: "true"`, image `fake-oom`: crashes as a container that needs more memory than it may have.
    var runsOutOfMemory: Bool
    /// `fake/nopull: "true"`, image `fake-nopull`.
    var cannotPull: Bool
    /// `fake/unschedulable: "true"`, image `fake-unschedulable`. A real scheduler does not know it.
    var isUnschedulable: Bool
    /// `fake/start-seconds`: pending for so long.
    var startSeconds: Double
    /// `fake/ready-seconds`: not ready for so long after the start.
    var readySeconds: Double
    /// `fake/term-seconds`: terminating for so long, within the grace period.
    var terminationSeconds: Double
    /// `fake/exit`: ends with this code, `fake/run-seconds` (1) after the start.
    var exitCode: Int?
    var runSeconds: Double

    init(of pod: KubernetesObject, _ settings: ControllerSettings) {
        let annotations = pod.annotations
        let images = pod.containers.compactMap { $0["image"]?.stringValue }.filter(Self.isFake)
        func flag(_ name: String, image mark: String, when word: String = "true") -> Bool {
            annotations["fake/\(name)"].map { $0 == word } ?? images.contains { $0.contains(mark) }
        }
        func seconds(_ name: String, _ preset: Double) -> Double {
            let given = annotations["fake/\(name)"].flatMap { Double($0) } ?? preset
            return given.isFinite ? min(max(given, 0), 1e9) : preset
        }
        isNeverReady = flag("ready", image: "fake-notready", when: "false")
        crashes = flag("crash", image: "fake-crash")
        runsOutOfMemory = flag("oom", image: "fake-oom")
        cannotPull = flag("nopull", image: "fake-nopull")
        isUnschedulable = flag("unschedulable", image: "fake-unschedulable")
        startSeconds = seconds("start-seconds", settings.startSeconds)
        readySeconds = seconds("ready-seconds", settings.readySeconds)
        terminationSeconds = seconds("term-seconds", settings.terminationSeconds)
        exitCode = annotations["fake/exit"].map { Int($0) ?? 0 }
        runSeconds = seconds("run-seconds", 1)
    }

    /// Whether `fake-` occurs: most images say nothing, and every reconciliation of every pod asks.
    private static func isFake(_ image: String) -> Bool {
        let mark: [UInt8] = Array("fake-".utf8)
        var matched = 0
        for byte in image.utf8 {
            matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
            if matched == mark.count { return true }
        }
        return false
    }
}
