extension BuiltinDefinitions {
    /// The types of the groups apps and batch, in the notation of `BuiltinSchemas`.
    static let workloads = """
        apps.v1.ControllerRevision
          apiVersion:string data:any kind:string metadata:meta.v1.ObjectMeta revision!:int64
        apps.v1.DaemonSet
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:apps.v1.DaemonSetSpec
          status:apps.v1.DaemonSetStatus
        apps.v1.DaemonSetCondition
          lastTransitionTime:time message:string reason:string status!:string type!:string
        apps.v1.DaemonSetSpec
          minReadySeconds:int32 revisionHistoryLimit:int32 selector!:meta.v1.LabelSelector
          template!:core.v1.PodTemplateSpec updateStrategy:apps.v1.DaemonSetUpdateStrategy
        apps.v1.DaemonSetStatus
          collisionCount:int32 conditions:[apps.v1.DaemonSetCondition]|map=type|patch=merge=type
          currentNumberScheduled!:int32 desiredNumberScheduled!:int32 numberAvailable:int32
          numberMisscheduled!:int32 numberReady!:int32 numberUnavailable:int32 observedGeneration:int64
          updatedNumberScheduled:int32
        apps.v1.DaemonSetUpdateStrategy
          rollingUpdate:apps.v1.RollingUpdateDaemonSet type:string
        apps.v1.Deployment
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:apps.v1.DeploymentSpec
          status:apps.v1.DeploymentStatus
        apps.v1.DeploymentCondition
          lastTransitionTime:time lastUpdateTime:time message:string reason:string status!:string type!:string
        apps.v1.DeploymentSpec
          minReadySeconds:int32 paused:bool progressDeadlineSeconds:int32 replicas:int32
          revisionHistoryLimit:int32 selector!:meta.v1.LabelSelector
          strategy:apps.v1.DeploymentStrategy|patch=retainKeys template!:core.v1.PodTemplateSpec
        apps.v1.DeploymentStatus
          availableReplicas:int32 collisionCount:int32
          conditions:[apps.v1.DeploymentCondition]|map=type|patch=merge=type observedGeneration:int64
          readyReplicas:int32 replicas:int32 terminatingReplicas:int32 unavailableReplicas:int32
          updatedReplicas:int32
        apps.v1.DeploymentStrategy
          rollingUpdate:apps.v1.RollingUpdateDeployment type:string
        apps.v1.ReplicaSet
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:apps.v1.ReplicaSetSpec
          status:apps.v1.ReplicaSetStatus
        apps.v1.ReplicaSetCondition
          lastTransitionTime:time message:string reason:string status!:string type!:string
        apps.v1.ReplicaSetSpec
          minReadySeconds:int32 replicas:int32 selector!:meta.v1.LabelSelector template:core.v1.PodTemplateSpec
        apps.v1.ReplicaSetStatus
          availableReplicas:int32 conditions:[apps.v1.ReplicaSetCondition]|map=type|patch=merge=type
          fullyLabeledReplicas:int32 observedGeneration:int64 readyReplicas:int32 replicas!:int32
          terminatingReplicas:int32
        apps.v1.RollingUpdateDaemonSet
          maxSurge:intorstring maxUnavailable:intorstring
        apps.v1.RollingUpdateDeployment
          maxSurge:intorstring maxUnavailable:intorstring
        apps.v1.RollingUpdateStatefulSetStrategy
          maxUnavailable:intorstring partition:int32
        apps.v1.StatefulSet
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:apps.v1.StatefulSetSpec
          status:apps.v1.StatefulSetStatus
        apps.v1.StatefulSetCondition
          lastTransitionTime:time message:string reason:string status!:string type!:string
        apps.v1.StatefulSetOrdinals
          start:int32
        apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
          whenDeleted:string whenScaled:string
        apps.v1.StatefulSetSpec
          minReadySeconds:int32 ordinals:apps.v1.StatefulSetOrdinals
          persistentVolumeClaimRetentionPolicy:apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
          podManagementPolicy:string replicas:int32 revisionHistoryLimit:int32 selector!:meta.v1.LabelSelector
          serviceName:string template!:core.v1.PodTemplateSpec updateStrategy:apps.v1.StatefulSetUpdateStrategy
          volumeClaimTemplates:[core.v1.PersistentVolumeClaim]
        apps.v1.StatefulSetStatus
          availableReplicas:int32 collisionCount:int32
          conditions:[apps.v1.StatefulSetCondition]|map=type|patch=merge=type currentReplicas:int32
          currentRevision:string observedGeneration:int64 readyReplicas:int32 replicas!:int32
          updateRevision:string updatedReplicas:int32
        apps.v1.StatefulSetUpdateStrategy
          rollingUpdate:apps.v1.RollingUpdateStatefulSetStrategy type:string
        batch.v1.CronJob
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec!:batch.v1.CronJobSpec
          status:batch.v1.CronJobStatus
        batch.v1.CronJobSpec
          concurrencyPolicy:string failedJobsHistoryLimit:int32 jobTemplate!:batch.v1.JobTemplateSpec
          schedule!:string startingDeadlineSeconds:int64 successfulJobsHistoryLimit:int32 suspend:bool
          timeZone:string
        batch.v1.CronJobStatus
          active:[core.v1.ObjectReference] lastScheduleTime:time lastSuccessfulTime:time
        batch.v1.Job
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:batch.v1.JobSpec
          status:batch.v1.JobStatus
        batch.v1.JobCondition
          lastProbeTime:time lastTransitionTime:time message:string reason:string status!:string type!:string
        batch.v1.JobSpec
          activeDeadlineSeconds:int64 backoffLimit:int32 backoffLimitPerIndex:int32 completionMode:string
          completions:int32 managedBy:string manualSelector:bool maxFailedIndexes:int32 parallelism:int32
          podFailurePolicy:batch.v1.PodFailurePolicy podReplacementPolicy:string selector:meta.v1.LabelSelector
          successPolicy:batch.v1.SuccessPolicy suspend:bool template!:core.v1.PodTemplateSpec
          ttlSecondsAfterFinished:int32
        batch.v1.JobStatus
          active:int32 completedIndexes:string completionTime:time
          conditions:[batch.v1.JobCondition]|patch=merge=type failed:int32 failedIndexes:string ready:int32
          startTime:time succeeded:int32 terminating:int32
          uncountedTerminatedPods:batch.v1.UncountedTerminatedPods
        batch.v1.JobTemplateSpec
          metadata:meta.v1.ObjectMeta spec:batch.v1.JobSpec
        batch.v1.PodFailurePolicy
          rules!:[batch.v1.PodFailurePolicyRule]
        batch.v1.PodFailurePolicyOnExitCodesRequirement
          containerName:string operator!:string values!:[int32]|set
        batch.v1.PodFailurePolicyOnPodConditionsPattern
          status:string type!:string
        batch.v1.PodFailurePolicyRule
          action!:string onExitCodes:batch.v1.PodFailurePolicyOnExitCodesRequirement
          onPodConditions:[batch.v1.PodFailurePolicyOnPodConditionsPattern]
        batch.v1.SuccessPolicy
          rules!:[batch.v1.SuccessPolicyRule]
        batch.v1.SuccessPolicyRule
          succeededCount:int32 succeededIndexes:string
        batch.v1.UncountedTerminatedPods
          failed:[string]|set succeeded:[string]|set
        """
}
