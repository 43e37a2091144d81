import EvenkeelAPI
import KubernetesTypes

/// The GitOps controller that keeps an object as a repository says it, as far as the object itself tells.
public struct GitOps: Sendable, Hashable, Codable {
    public enum Tool: Sendable, Hashable, Codable {
        case argoCD, fluxKustomization, fluxHelmRelease
    }

    public var tool: Tool
    /// Of the Application, Kustomization or HelmRelease; empty where the object does not say.
    public var name: String

    /// Field managers under which the controllers write.
    static let managers: [String: Tool] = [
        "argocd-controller": .argoCD, "argocd-application-controller": .argoCD,
        "kustomize-controller": .fluxKustomization, "helm-controller": .fluxHelmRelease,
    ]

    /// - Flux labels what it applies, and leaves alone what is annotated so (fluxcd.io/flux/components/kustomize,
    ///   "Controlling the apply behavior of resources"; helm-controller, "Ignore annotation").
    /// - Argo CD annotates what it tracks, by default since 3.0; the label `app.kubernetes.io/instance` of earlier versions
    ///   is also set by many charts, so that it counts only where Argo CD has written the object
    ///   (argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking).
    static func find(_ object: KubernetesObject, writers: [Ownership.Writer]) -> GitOps? {
        let (labels, annotations) = (object.labels, object.annotations)
        func word(_ key: String) -> String { (annotations[key] ?? labels[key] ?? "").lowercased() }
        let tools = Set(writers.compactMap { managers[$0.manager] })
        if let name = labels["kustomize.toolkit.fluxcd.io/name"] ?? (tools.contains(.fluxKustomization) ? "" : nil) {
            let isLeft =
                word("kustomize.toolkit.fluxcd.io/reconcile") == "disabled"
                || ["ignore", "ifnotpresent"].contains(word("kustomize.toolkit.fluxcd.io/ssa"))
            return isLeft ? nil : GitOps(tool: .fluxKustomization, name: name)
        }
        if let name = labels["helm.toolkit.fluxcd.io/name"] ?? (tools.contains(.fluxHelmRelease) ? "" : nil) {
            let isLeft = word("helm.toolkit.fluxcd.io/driftDetection") == "disabled"
            return isLeft ? nil : GitOps(tool: .fluxHelmRelease, name: name)
        }
        if let tracking = annotations["argocd.argoproj.io/tracking-id"] {
            return GitOps(tool: .argoCD, name: String(tracking.prefix { $0 != ":" }))
        }
        guard tools.contains(.argoCD) else { return nil }
        return GitOps(tool: .argoCD, name: labels["app.kubernetes.io/instance"] ?? "")
    }
}

extension GitOps: CustomStringConvertible {
    public var description: String {
        let (kind, noun) =
            switch tool {
            case .argoCD: ("Argo CD", "application")
            case .fluxKustomization: ("Flux", "Kustomization")
            case .fluxHelmRelease: ("Flux", "HelmRelease")
            }
        return name.isEmpty ? kind : "\(kind) (\(noun) \(name))"
    }
}
