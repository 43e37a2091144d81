import EvenkeelAPI
import EvenkeelEngine
import KubernetesRuntime
import KubernetesTypes

/// Events in the cluster, beside the objects that they are about.
struct ClusterEvents: EventSink {
    let recorder: EventRecorder

    func record(_ record: EventRecord) async {
        recorder.record(
            Event(
                kind: record.kind == .warning ? .warning : .normal, reason: record.reason, action: record.action,
                note: record.message, regarding: reference(record.regarding, uid: record.regardingUID),
                related: record.related.map { reference($0, uid: nil) },
                annotations: record.decision.map { [EvenkeelAPIGroup.Annotation.decision: $0] } ?? [:]))
    }

    private func reference(
        _ reference: EvenkeelEngine.ObjectReference, uid: String?
    ) -> KubernetesRuntime.ObjectReference {
        KubernetesRuntime.ObjectReference(
            apiVersion: reference.apiVersion, kind: reference.kind, namespace: reference.key.namespace,
            name: reference.key.name, uid: uid)
    }
}
