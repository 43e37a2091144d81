extension BuiltinDefinitions {
    /// The types of `admissionregistration.k8s.io`, in the notation of `BuiltinSchemas`. This API evaluates no policy;
    /// see `ApprovalAdmission`.
    static let admission = """
        admissionregistration.v1.ApplyConfiguration
          expression:string
        admissionregistration.v1.AuditAnnotation
          key!:string valueExpression!:string
        admissionregistration.v1.ExpressionWarning
          fieldRef!:string warning!:string
        admissionregistration.v1.JSONPatch
          expression:string
        admissionregistration.v1.MatchCondition
          expression!:string name!:string
        admissionregistration.v1.MatchResources |atomic
          excludeResourceRules:[admissionregistration.v1.NamedRuleWithOperations] matchPolicy:string
          namespaceSelector:meta.v1.LabelSelector objectSelector:meta.v1.LabelSelector
          resourceRules:[admissionregistration.v1.NamedRuleWithOperations]
        admissionregistration.v1.MutatingAdmissionPolicy
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec:admissionregistration.v1.MutatingAdmissionPolicySpec
        admissionregistration.v1.MutatingAdmissionPolicyBinding
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec:admissionregistration.v1.MutatingAdmissionPolicyBindingSpec
        admissionregistration.v1.MutatingAdmissionPolicyBindingSpec
          matchResources:admissionregistration.v1.MatchResources paramRef:admissionregistration.v1.ParamRef
          policyName:string
        admissionregistration.v1.MutatingAdmissionPolicySpec
          failurePolicy:string matchConditions:[admissionregistration.v1.MatchCondition]|map=name|patch=merge=name
          matchConstraints:admissionregistration.v1.MatchResources mutations:[admissionregistration.v1.Mutation]
          paramKind:admissionregistration.v1.ParamKind reinvocationPolicy:string
          variables:[admissionregistration.v1.Variable]
        admissionregistration.v1.Mutation
          applyConfiguration:admissionregistration.v1.ApplyConfiguration jsonPatch:admissionregistration.v1.JSONPatch
          patchType!:string
        admissionregistration.v1.NamedRuleWithOperations |atomic
          apiGroups:[string] apiVersions:[string] operations:[string] resourceNames:[string] resources:[string]
          scope:string
        admissionregistration.v1.ParamKind |atomic
          apiVersion:string kind:string
        admissionregistration.v1.ParamRef |atomic
          name:string namespace:string parameterNotFoundAction:string selector:meta.v1.LabelSelector
        admissionregistration.v1.TypeChecking
          expressionWarnings:[admissionregistration.v1.ExpressionWarning]
        admissionregistration.v1.ValidatingAdmissionPolicy
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec:admissionregistration.v1.ValidatingAdmissionPolicySpec
          status:admissionregistration.v1.ValidatingAdmissionPolicyStatus
        admissionregistration.v1.ValidatingAdmissionPolicyBinding
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec!:admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec
        admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec
          matchResources:admissionregistration.v1.MatchResources paramRef:admissionregistration.v1.ParamRef
          policyName!:string validationActions!:[string]|set
        admissionregistration.v1.ValidatingAdmissionPolicySpec
          auditAnnotations:[admissionregistration.v1.AuditAnnotation] failurePolicy:string
          matchConditions:[admissionregistration.v1.MatchCondition]|map=name|patch=merge=name
          matchConstraints:admissionregistration.v1.MatchResources paramKind:admissionregistration.v1.ParamKind
          validations:[admissionregistration.v1.Validation]
          variables:[admissionregistration.v1.Variable]|map=name|patch=merge=name
        admissionregistration.v1.ValidatingAdmissionPolicyStatus
          conditions:[meta.v1.Condition]|map=type observedGeneration:int64
          typeChecking:admissionregistration.v1.TypeChecking
        admissionregistration.v1.Validation
          expression!:string message:string messageExpression:string reason:string
        admissionregistration.v1.Variable |atomic
          expression!:string name!:string
        """
}
