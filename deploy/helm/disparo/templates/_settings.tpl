{{/* The variables that producer, workers and the doctor are told. */}}
{{- define "disparo.settings" -}}
{{- range $name, $value := .Values.settings -}}
- name: {{ $name }}
  value: {{ $value | quote }}
{{ end -}}
- name: DISPARO_ACCOUNTS
  value: /etc/disparo/accounts/accounts.json
- name: TRUSTED_PROXIES
  value: {{ required "trustedProxies is missing: the networks of your proxies, or none" .Values.trustedProxies | quote }}
{{- end -}}
