import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("The GitOps owner gate") struct GitOpsOwnerGateTests {
    private func verdict(
        _ deployment: KubernetesObject, path: String = "/spec/replicas", _ action: ActionName = .scale
    ) -> GateVerdict {
        gitOpsOwnerGate(
            .good { situation in
                situation.target.workload = Workload(deployment)
                var plan = try? situation.plan.get()
                plan?.action = action
                plan?.changes[0].path = path
                if let plan { situation.plan = .success(plan) }
            })
    }

    private static let template = "/spec/template/spec/containers/0/image"
    private static let flux = KubernetesObject.healthyDeployment().labelled("kustomize.toolkit.fluxcd.io/name", "apps")
    private static let helm = KubernetesObject.healthyDeployment().labelled("helm.toolkit.fluxcd.io/name", "shop")
    private static let argo = KubernetesObject.healthyDeployment()
        .annotated("argocd.argoproj.io/tracking-id", "shop:apps/Deployment:shop/web")

    private static func applied(_ spec: JSON) -> String { JSON.object(["spec": spec]).serializedString }

    @Test("GitOps put the problem back: what Flux declares is refused, what it leaves out is not")
    func flux() {
        let declares = Self.flux.written(by: "kustomize-controller", ["replicas", "template"], applying: true)
        let leaves = Self.flux.written(by: "kustomize-controller", ["template"], applying: true)
        #expect(verdict(declares).isRefusal)
        #expect(verdict(declares).message.contains("Flux (Kustomization apps) keeps spec.replicas of Deployment web"))
        #expect(verdict(leaves).isPass)
        #expect(verdict(leaves, path: Self.template, .rollback).isRefusal)
        #expect(verdict(leaves, path: Self.template, .rollback).message.contains("revert the release"))
    }

    @Test(
        "what Flux is told to leave alone may be changed",
        arguments: [
            ("kustomize.toolkit.fluxcd.io/reconcile", "disabled"), ("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent"),
            ("kustomize.toolkit.fluxcd.io/ssa", "Ignore"), ("evenkeel.dev/gitops", "Ignored"),
        ])
    func left(_ key: String, _ value: String) {
        let declares = Self.flux.written(by: "kustomize-controller", ["replicas"], applying: true)
        #expect(verdict(declares.annotated(key, value)).isPass)
    }

    @Test("a HelmRelease puts back what its chart declares, unless drift detection leaves the object out")
    func helm() {
        let declares = Self.helm.written(by: "helm-controller", ["replicas", "template"])
        #expect(verdict(declares).message.contains("HelmRelease shop"))
        #expect(verdict(declares.annotated("helm.toolkit.fluxcd.io/driftDetection", "disabled")).isPass)
        #expect(verdict(Self.helm.written(by: "helm-controller", ["template"])).isPass)
    }

    @Test("Argo CD compares with what it applied last: a field that is left out there stays as it is")
    func argo() {
        let key = "kubectl.kubernetes.io/last-applied-configuration"
        let declares = Self.argo.annotated(key, Self.applied(["replicas": 4, "template": [:]]))
            .written(by: "argocd-controller", ["template"])
        let leaves = Self.argo.annotated(key, Self.applied(["template": [:]]))
            .written(by: "argocd-controller", ["template"])
        #expect(verdict(declares).isRefusal)
        #expect(verdict(declares).message.contains("Argo CD (application shop)"))
        #expect(verdict(leaves).isPass)
        #expect(verdict(leaves, path: Self.template, .rollback).isRefusal)
        #expect(verdict(declares.annotated("evenkeel.dev/gitops", "Ignored")).isPass)
    }

    @Test("Argo CD by server-side apply puts back what managedFields says it declares")
    func argoServerSide() {
        #expect(verdict(Self.argo.written(by: "argocd-controller", ["replicas"], applying: true)).isRefusal)
        #expect(verdict(Self.argo.written(by: "argocd-controller", ["template"], applying: true)).isPass)
    }

    @Test("tracked, with no record of what was written, may be declared in full")
    func unknown() { #expect(verdict(Self.argo).isRefusal) }

    @Test("the label app.kubernetes.io/instance alone is every chart's, and means Argo CD only where it has written")
    func label() {
        let labelled = KubernetesObject.healthyDeployment().labelled("app.kubernetes.io/instance", "shop")
        #expect(verdict(labelled.written(by: "helm", ["replicas", "template"])).isPass)
        #expect(
            verdict(labelled.written(by: "argocd-controller", ["replicas", "template"])).message.contains(
                "application shop"))
    }

    @Test("a restart sets an annotation that no repository declares")
    func restart() {
        let declares = Self.flux.written(by: "kustomize-controller", ["template"], applying: true)
        #expect(verdict(declares, path: "/spec/template/metadata/annotations", .restart).isPass)
    }

    @Test("the owner of the knob counts, not the owner of the workload")
    func knob() {
        let free = Situation.good { situation in
            situation.target.workload = Workload(
                Self.flux.written(by: "kustomize-controller", ["replicas"], applying: true))
            let scaler = KubernetesObject.autoscaler().with("uid-hpa", at: "metadata", "uid")
            situation.target.autoscalers = [Autoscaler(scaler)].compactMap(\.self)
            var plan = try? situation.plan.get()
            plan?.object.uid = "uid-hpa"
            plan?.changes[0].path = "/spec/minReplicas"
            if let plan { situation.plan = .success(plan) }
        }
        #expect(gitOpsOwnerGate(free).isPass)
        let kept = KubernetesObject.autoscaler().with("uid-hpa", at: "metadata", "uid")
            .labelled("kustomize.toolkit.fluxcd.io/name", "apps")
            .written(by: "kustomize-controller", ["minReplicas"], applying: true)
        #expect(gitOpsOwnerGate(free.with { $0.target.autoscalers = [Autoscaler(kept)].compactMap(\.self) }).isRefusal)
    }
}
