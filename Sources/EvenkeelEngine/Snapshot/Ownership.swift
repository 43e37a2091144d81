import EvenkeelAPI
import JSONValue
public import KubernetesTypes

/// Who else keeps an object's fields as they are, as far as the object itself tells: its labels, annotations, controller and
/// `managedFields`. Of the latter only the few fields that plans change are kept.
public struct Ownership: Sendable, Hashable, Codable {
    public struct Writer: Sendable, Hashable, Codable {
        public var manager: String
        /// By server-side apply: what it declares once it will declare again.
        public var applies: Bool
        public var subresource: String?
        /// Members of `spec`.
        public var fields: Set<String>
    }

    /// Members of `spec` that plans may change.
    static let fields: Set<String> = ["replicas", "template", "minReplicas", "minReplicaCount", "rules"]

    public var gitOps: GitOps?
    public var writers: [Writer]
    /// The members of `spec` that the last `kubectl apply`, or Argo CD's, declared; `nil` where nothing says so.
    public var declared: Set<String>?
    /// The object that made this one and keeps it, such as an operator's custom resource.
    public var controller: OwnerReference?
    /// The owner says that its GitOps controller leaves Evenkeel's changes alone.
    public var isIgnored: Bool
    /// The owner says that nothing but Evenkeel and people changes the replica count.
    public var isReplicaCountFree: Bool

    public init(_ object: KubernetesObject) {
        let writers = (object.json.at("metadata", "managedFields")?.arrayValue ?? []).compactMap(Writer.init)
        self.writers = writers
        gitOps = GitOps.find(object, writers: writers)
        controller = object.controller
        isIgnored = object.annotations[EvenkeelAPIGroup.Annotation.gitOps] == "Ignored"
        isReplicaCountFree = object.annotations[EvenkeelAPIGroup.Annotation.replicaOwner] == "Nobody"
        // Read only where it is asked for: it is the whole object once more.
        guard gitOps?.tool == .argoCD,
            let text = object.annotations["kubectl.kubernetes.io/last-applied-configuration"],
            let applied = try? JSON(parsing: text)
        else { return }
        declared = Self.fields.intersection(applied["spec"]?.objectValue.map { Set($0.keys) } ?? [])
    }

    public static let none = Ownership(KubernetesObject([:]))
}

extension Ownership.Writer {
    init?(_ json: JSON) {
        guard let manager = json["manager"]?.stringValue,
            let spec = json.at("fieldsV1", "f:spec")?.objectValue
        else { return nil }
        self.manager = manager
        applies = json["operation"]?.stringValue == "Apply"
        subresource = json["subresource"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        fields = Ownership.fields.filter { spec["f:\($0)"] != nil }
        // Who has written nothing that plans change is of no interest, unless it is what shows a GitOps controller.
        if fields.isEmpty, GitOps.managers[manager] == nil { return nil }
    }
}

extension Ownership {
    /// The GitOps controller that would put the field back; `nil` where nothing says that one would.
    ///
    /// - Flux applies each interval by server-side apply and puts back whatever it declares, which `managedFields` lists;
    ///   helm-controller does with drift detection, and at the latest with the next upgrade.
    /// - Argo CD compares with what it applied last, so that a field that its manifest leaves out is never out of sync
    ///   ("Leaving room for imperativeness", argo-cd.readthedocs.io/en/stable/user-guide/best_practices); whether it heals
    ///   by itself and what `ignoreDifferences` says is in the Application, not here, hence `evenkeel.dev/gitops: Ignored`.
    ///
    /// - Parameter field: a member of `spec`.
    func reverter(of field: String) -> GitOps? {
        guard let gitOps, !isIgnored else { return nil }
        let own = writers.filter { GitOps.managers[$0.manager] == gitOps.tool }
        if own.contains(where: { $0.fields.contains(field) }) { return gitOps }
        if let declared { return declared.contains(field) ? gitOps : nil }
        // Without any record of what it wrote, it may have declared everything.
        return own.isEmpty ? gitOps : nil
    }
}
