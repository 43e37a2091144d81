extension BuiltinDefinitions {
    /// The types of the groups autoscaling and policy, in the notation of `BuiltinSchemas`.
    static let autoscaling = """
        autoscaling.v1.CrossVersionObjectReference |atomic
          apiVersion:string kind!:string name!:string
        autoscaling.v1.HorizontalPodAutoscaler
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec!:autoscaling.v1.HorizontalPodAutoscalerSpec status:autoscaling.v1.HorizontalPodAutoscalerStatus
        autoscaling.v1.HorizontalPodAutoscalerSpec
          maxReplicas!:int32 minReplicas:int32 scaleTargetRef!:autoscaling.v1.CrossVersionObjectReference
          targetCPUUtilizationPercentage:int32
        autoscaling.v1.HorizontalPodAutoscalerStatus
          currentCPUUtilizationPercentage:int32 currentReplicas!:int32 desiredReplicas!:int32 lastScaleTime:time
          observedGeneration:int64
        autoscaling.v1.Scale
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:autoscaling.v1.ScaleSpec
          status:autoscaling.v1.ScaleStatus
        autoscaling.v1.ScaleSpec
          replicas:int32
        autoscaling.v1.ScaleStatus
          replicas!:int32 selector:string
        autoscaling.v2.ContainerResourceMetricSource
          container!:string name!:string target!:autoscaling.v2.MetricTarget
        autoscaling.v2.ContainerResourceMetricStatus
          container!:string current!:autoscaling.v2.MetricValueStatus name!:string
        autoscaling.v2.CrossVersionObjectReference
          apiVersion:string kind!:string name!:string
        autoscaling.v2.ExternalMetricSource
          metric!:autoscaling.v2.MetricIdentifier target!:autoscaling.v2.MetricTarget
        autoscaling.v2.ExternalMetricStatus
          current!:autoscaling.v2.MetricValueStatus metric!:autoscaling.v2.MetricIdentifier
        autoscaling.v2.HPAScalingPolicy
          periodSeconds!:int32 type!:string value!:int32
        autoscaling.v2.HPAScalingRules
          policies:[autoscaling.v2.HPAScalingPolicy] selectPolicy:string stabilizationWindowSeconds:int32
          tolerance:quantity
        autoscaling.v2.HorizontalPodAutoscaler
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec!:autoscaling.v2.HorizontalPodAutoscalerSpec status:autoscaling.v2.HorizontalPodAutoscalerStatus
        autoscaling.v2.HorizontalPodAutoscalerBehavior
          scaleDown:autoscaling.v2.HPAScalingRules scaleUp:autoscaling.v2.HPAScalingRules
        autoscaling.v2.HorizontalPodAutoscalerCondition
          lastTransitionTime:time message:string reason:string status!:string type!:string
        autoscaling.v2.HorizontalPodAutoscalerSpec
          behavior:autoscaling.v2.HorizontalPodAutoscalerBehavior maxReplicas!:int32
          metrics:[autoscaling.v2.MetricSpec] minReplicas:int32
          scaleTargetRef!:autoscaling.v2.CrossVersionObjectReference
        autoscaling.v2.HorizontalPodAutoscalerStatus
          conditions:[autoscaling.v2.HorizontalPodAutoscalerCondition]|map=type|patch=merge=type
          currentMetrics:[autoscaling.v2.MetricStatus] currentReplicas:int32 desiredReplicas!:int32
          lastScaleTime:time observedGeneration:int64
        autoscaling.v2.MetricIdentifier
          name!:string selector:meta.v1.LabelSelector
        autoscaling.v2.MetricSpec
          containerResource:autoscaling.v2.ContainerResourceMetricSource
          external:autoscaling.v2.ExternalMetricSource object:autoscaling.v2.ObjectMetricSource
          pods:autoscaling.v2.PodsMetricSource resource:autoscaling.v2.ResourceMetricSource type!:string
        autoscaling.v2.MetricStatus
          containerResource:autoscaling.v2.ContainerResourceMetricStatus
          external:autoscaling.v2.ExternalMetricStatus object:autoscaling.v2.ObjectMetricStatus
          pods:autoscaling.v2.PodsMetricStatus resource:autoscaling.v2.ResourceMetricStatus type!:string
        autoscaling.v2.MetricTarget
          averageUtilization:int32 averageValue:quantity type!:string value:quantity
        autoscaling.v2.MetricValueStatus
          averageUtilization:int32 averageValue:quantity value:quantity
        autoscaling.v2.ObjectMetricSource
          describedObject!:autoscaling.v2.CrossVersionObjectReference metric!:autoscaling.v2.MetricIdentifier
          target!:autoscaling.v2.MetricTarget
        autoscaling.v2.ObjectMetricStatus
          current!:autoscaling.v2.MetricValueStatus describedObject!:autoscaling.v2.CrossVersionObjectReference
          metric!:autoscaling.v2.MetricIdentifier
        autoscaling.v2.PodsMetricSource
          metric!:autoscaling.v2.MetricIdentifier target!:autoscaling.v2.MetricTarget
        autoscaling.v2.PodsMetricStatus
          current!:autoscaling.v2.MetricValueStatus metric!:autoscaling.v2.MetricIdentifier
        autoscaling.v2.ResourceMetricSource
          name!:string target!:autoscaling.v2.MetricTarget
        autoscaling.v2.ResourceMetricStatus
          current!:autoscaling.v2.MetricValueStatus name!:string
        policy.v1.Eviction
          apiVersion:string deleteOptions:meta.v1.DeleteOptions kind:string metadata:meta.v1.ObjectMeta
        policy.v1.PodDisruptionBudget
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:policy.v1.PodDisruptionBudgetSpec
          status:policy.v1.PodDisruptionBudgetStatus
        policy.v1.PodDisruptionBudgetSpec
          maxUnavailable:intorstring minAvailable:intorstring selector:meta.v1.LabelSelector|patch=replace
          unhealthyPodEvictionPolicy:string
        policy.v1.PodDisruptionBudgetStatus
          conditions:[meta.v1.Condition]|map=type|patch=merge=type currentHealthy:int32 desiredHealthy:int32
          disruptedPods:{time} disruptionsAllowed:int32 expectedPods:int32 observedGeneration:int64
        """
}
