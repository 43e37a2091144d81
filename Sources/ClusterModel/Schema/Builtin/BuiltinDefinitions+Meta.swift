extension BuiltinDefinitions {
    /// The types of metadata, in the notation of `BuiltinSchemas`.
    static let meta = """
        meta.v1.Condition
          lastTransitionTime!#4:time message!#6:string observedGeneration#3:int64 reason!#5:string
          status!#2:string type!#1:string
        meta.v1.DeleteOptions
          apiVersion:string dryRun#5:[string] gracePeriodSeconds#1:int64
          ignoreStoreReadErrorWithClusterBreakingPotential#6:bool kind:string orphanDependents#3:bool
          preconditions#2:meta.v1.Preconditions propagationPolicy#4:string
        meta.v1.FieldSelectorRequirement
          key!#1:string operator!#2:string values#3:[string]
        meta.v1.LabelSelector |atomic
          matchExpressions#2:[meta.v1.LabelSelectorRequirement] matchLabels#1:{string}
        meta.v1.LabelSelectorRequirement
          key!#1:string operator!#2:string values#3:[string]
        meta.v1.ManagedFieldsEntry
          apiVersion#3:string fieldsType#6:string fieldsV1#7:any manager#1:string operation#2:string
          subresource#8:string time#4:time
        meta.v1.ObjectMeta
          annotations#12:{string} creationTimestamp#8:time deletionGracePeriodSeconds#10:int64
          deletionTimestamp#9:time finalizers#14:[string]|set|patch=merge generateName#2:string generation#7:int64
          labels#11:{string} managedFields#17:[meta.v1.ManagedFieldsEntry] name#1:string namespace#3:string
          ownerReferences#13:[meta.v1.OwnerReference]|map=uid|patch=merge=uid resourceVersion#6:string
          selfLink#4:string uid#5:string
        meta.v1.OwnerReference |atomic
          apiVersion!#5:string blockOwnerDeletion#7:bool controller#6:bool kind!#1:string name!#3:string
          uid!#4:string
        meta.v1.Preconditions
          resourceVersion#2:string uid#1:string
        """
}
