extension BuiltinDefinitions {
    /// The types of the groups apps and batch, in the notation of `BuiltinSchemas`.
    static let workloads = """
        apps.v1.ControllerRevision
          apiVersion:string data#2:any kind:string metadata#1:meta.v1.ObjectMeta revision!#3:int64
        apps.v1.DaemonSet
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:apps.v1.DaemonSetSpec
          status#3:apps.v1.DaemonSetStatus
        apps.v1.DaemonSetCondition
          lastTransitionTime#3:time message#5:string reason#4:string status!#2:string type!#1:string
        apps.v1.DaemonSetSpec
          minReadySeconds#4:int32 revisionHistoryLimit#6:int32 selector!#1:meta.v1.LabelSelector
          template!#2:core.v1.PodTemplateSpec updateStrategy#3:apps.v1.DaemonSetUpdateStrategy
        apps.v1.DaemonSetStatus
          collisionCount#9:int32 conditions#10:[apps.v1.DaemonSetCondition]|map=type|patch=merge=type
          currentNumberScheduled!#1:int32 desiredNumberScheduled!#3:int32 numberAvailable#7:int32
          numberMisscheduled!#2:int32 numberReady!#4:int32 numberUnavailable#8:int32 observedGeneration#5:int64
          updatedNumberScheduled#6:int32
        apps.v1.DaemonSetUpdateStrategy
          rollingUpdate#2:apps.v1.RollingUpdateDaemonSet type#1:string
        apps.v1.Deployment
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:apps.v1.DeploymentSpec
          status#3:apps.v1.DeploymentStatus
        apps.v1.DeploymentCondition
          lastTransitionTime#7:time lastUpdateTime#6:time message#5:string reason#4:string status!#2:string
          type!#1:string
        apps.v1.DeploymentSpec
          minReadySeconds#5:int32 paused#7:bool progressDeadlineSeconds#9:int32 replicas#1:int32
          revisionHistoryLimit#6:int32 selector!#2:meta.v1.LabelSelector
          strategy#4:apps.v1.DeploymentStrategy|patch=retainKeys template!#3:core.v1.PodTemplateSpec
        apps.v1.DeploymentStatus
          availableReplicas#4:int32 collisionCount#8:int32
          conditions#6:[apps.v1.DeploymentCondition]|map=type|patch=merge=type observedGeneration#1:int64
          readyReplicas#7:int32 replicas#2:int32 terminatingReplicas#9:int32 unavailableReplicas#5:int32
          updatedReplicas#3:int32
        apps.v1.DeploymentStrategy
          rollingUpdate#2:apps.v1.RollingUpdateDeployment type#1:string
        apps.v1.ReplicaSet
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:apps.v1.ReplicaSetSpec
          status#3:apps.v1.ReplicaSetStatus
        apps.v1.ReplicaSetCondition
          lastTransitionTime#3:time message#5:string reason#4:string status!#2:string type!#1:string
        apps.v1.ReplicaSetSpec
          minReadySeconds#4:int32 replicas#1:int32 selector!#2:meta.v1.LabelSelector
          template#3:core.v1.PodTemplateSpec
        apps.v1.ReplicaSetStatus
          availableReplicas#5:int32 conditions#6:[apps.v1.ReplicaSetCondition]|map=type|patch=merge=type
          fullyLabeledReplicas#2:int32 observedGeneration#3:int64 readyReplicas#4:int32 replicas!#1:int32
          terminatingReplicas#7:int32
        apps.v1.RollingUpdateDaemonSet
          maxSurge#2:intorstring maxUnavailable#1:intorstring
        apps.v1.RollingUpdateDeployment
          maxSurge#2:intorstring maxUnavailable#1:intorstring
        apps.v1.RollingUpdateStatefulSetStrategy
          maxUnavailable#2:intorstring partition#1:int32
        apps.v1.StatefulSet
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:apps.v1.StatefulSetSpec
          status#3:apps.v1.StatefulSetStatus
        apps.v1.StatefulSetCondition
          lastTransitionTime#3:time message#5:string reason#4:string status!#2:string type!#1:string
        apps.v1.StatefulSetOrdinals
          start#1:int32
        apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
          whenDeleted#1:string whenScaled#2:string
        apps.v1.StatefulSetSpec
          minReadySeconds#9:int32 ordinals#11:apps.v1.StatefulSetOrdinals
          persistentVolumeClaimRetentionPolicy#10:apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
          podManagementPolicy#6:string replicas#1:int32 revisionHistoryLimit#8:int32
          selector!#2:meta.v1.LabelSelector serviceName#5:string template!#3:core.v1.PodTemplateSpec
          updateStrategy#7:apps.v1.StatefulSetUpdateStrategy
          volumeClaimTemplates#4:[core.v1.PersistentVolumeClaim]
        apps.v1.StatefulSetStatus
          availableReplicas#11:int32 collisionCount#9:int32
          conditions#10:[apps.v1.StatefulSetCondition]|map=type|patch=merge=type currentReplicas#4:int32
          currentRevision#6:string observedGeneration#1:int64 readyReplicas#3:int32 replicas!#2:int32
          updateRevision#7:string updatedReplicas#5:int32
        apps.v1.StatefulSetUpdateStrategy
          rollingUpdate#2:apps.v1.RollingUpdateStatefulSetStrategy type#1:string
        batch.v1.CronJob
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec!#2:batch.v1.CronJobSpec
          status#3:batch.v1.CronJobStatus
        batch.v1.CronJobSpec
          concurrencyPolicy#3:string failedJobsHistoryLimit#7:int32 jobTemplate!#5:batch.v1.JobTemplateSpec
          schedule!#1:string startingDeadlineSeconds#2:int64 successfulJobsHistoryLimit#6:int32 suspend#4:bool
          timeZone#8:string
        batch.v1.CronJobStatus
          active#1:[core.v1.ObjectReference] lastScheduleTime#4:time lastSuccessfulTime#5:time
        batch.v1.Job
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:batch.v1.JobSpec
          status#3:batch.v1.JobStatus
        batch.v1.JobCondition
          lastProbeTime#3:time lastTransitionTime#4:time message#6:string reason#5:string status!#2:string
          type!#1:string
        batch.v1.JobSpec
          activeDeadlineSeconds#3:int64 backoffLimit#7:int32 backoffLimitPerIndex#12:int32 completionMode#9:string
          completions#2:int32 managedBy#15:string manualSelector#5:bool maxFailedIndexes#13:int32
          parallelism#1:int32 podFailurePolicy#11:batch.v1.PodFailurePolicy podReplacementPolicy#14:string
          selector#4:meta.v1.LabelSelector successPolicy#16:batch.v1.SuccessPolicy suspend#10:bool
          template!#6:core.v1.PodTemplateSpec ttlSecondsAfterFinished#8:int32
        batch.v1.JobStatus
          active#4:int32 completedIndexes#7:string completionTime#3:time
          conditions#1:[batch.v1.JobCondition]|patch=merge=type failed#6:int32 failedIndexes#10:string
          ready#9:int32 startTime#2:time succeeded#5:int32 terminating#11:int32
          uncountedTerminatedPods#8:batch.v1.UncountedTerminatedPods
        batch.v1.JobTemplateSpec
          metadata#1:meta.v1.ObjectMeta spec#2:batch.v1.JobSpec
        batch.v1.PodFailurePolicy
          rules!#1:[batch.v1.PodFailurePolicyRule]
        batch.v1.PodFailurePolicyOnExitCodesRequirement
          containerName#1:string operator!#2:string values!#3:[int32]|set
        batch.v1.PodFailurePolicyOnPodConditionsPattern
          status#2:string type!#1:string
        batch.v1.PodFailurePolicyRule
          action!#1:string onExitCodes#2:batch.v1.PodFailurePolicyOnExitCodesRequirement
          onPodConditions#3:[batch.v1.PodFailurePolicyOnPodConditionsPattern]
        batch.v1.SuccessPolicy
          rules!#1:[batch.v1.SuccessPolicyRule]
        batch.v1.SuccessPolicyRule
          succeededCount#2:int32 succeededIndexes#1:string
        batch.v1.UncountedTerminatedPods
          failed#2:[string]|set succeeded#1:[string]|set
        """
}
