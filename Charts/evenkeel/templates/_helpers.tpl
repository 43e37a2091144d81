{{/* The name of the release, short enough for a suffix. */}}
{{- define "evenkeel.name" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "evenkeel.account" -}}
{{- default (include "evenkeel.name" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "evenkeel.selector" -}}
app.kubernetes.io/name: evenkeel
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "evenkeel.labels" -}}
{{ include "evenkeel.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "evenkeel.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{/* The rules of a role in files/rbac, which is a link to Manifests/rbac. */}}
{{- define "evenkeel.rules" -}}
{{- (.Files.Get (printf "files/rbac/%s.yaml" .role) | fromYaml).rules | toYaml -}}
{{- end -}}

{{- define "evenkeel.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "evenkeel.account" . }}
    namespace: {{ .Release.Namespace }}
{{- end -}}
