extension BuiltinDefinitions {
    /// The types of metadata, in the notation of `BuiltinSchemas`.
    static let meta = """
        meta.v1.Condition
          lastTransitionTime!:time message!:string observedGeneration:int64 reason!:string status!:string
          type!:string
        meta.v1.DeleteOptions
          apiVersion:string dryRun:[string] gracePeriodSeconds:int64
          ignoreStoreReadErrorWithClusterBreakingPotential:bool kind:string orphanDependents:bool
          preconditions:meta.v1.Preconditions propagationPolicy:string
        meta.v1.FieldSelectorRequirement
          key!:string operator!:string values:[string]
        meta.v1.LabelSelector |atomic
          matchExpressions:[meta.v1.LabelSelectorRequirement] matchLabels:{string}
        meta.v1.LabelSelectorRequirement
          key!:string operator!:string values:[string]
        meta.v1.ManagedFieldsEntry
          apiVersion:string fieldsType:string fieldsV1:any manager:string operation:string subresource:string
          time:time
        meta.v1.ObjectMeta
          annotations:{string} creationTimestamp:time deletionGracePeriodSeconds:int64 deletionTimestamp:time
          finalizers:[string]|set|patch=merge generateName:string generation:int64 labels:{string}
          managedFields:[meta.v1.ManagedFieldsEntry] name:string namespace:string
          ownerReferences:[meta.v1.OwnerReference]|map=uid|patch=merge=uid resourceVersion:string selfLink:string
          uid:string
        meta.v1.OwnerReference |atomic
          apiVersion!:string blockOwnerDeletion:bool controller:bool kind!:string name!:string uid!:string
        meta.v1.Preconditions
          resourceVersion:string uid:string
        """
}
