{{- $pages := (site.GetPage "/mo-hinh").Pages -}}
NhanRong.put("phu-hop/bang.js",{"group":32,"rules":[{{ range $i, $rule := hugo.Data.fit }}{{ if $i }},{{ end }}
{{- $numbers := newScratch }}{{ range $n, $code := .codes }}{{ $numbers.Set $code $n }}{{ end -}}
{{- $field := .field -}}
{"name":{{ .name | jsonify }},"rule":{{ .words | jsonify }},"codes":{{ .codes | jsonify }},"labels":{{ .labels | jsonify }},"column":"{{ range $j, $page := $pages }}{{ if $j }},{{ end }}
{{- $value := index .Params.case $field }}{{ if eq $field "places" }}{{ $value = append .Params.view.copied .Params.view.present | uniq }}{{ else if reflect.IsMap $value }}{{ $value = $value.value }}{{ end -}}
{{- with $value }}{{ range $k, $code := cond (reflect.IsSlice .) . (slice .) }}{{ if $k }}.{{ end }}{{ $numbers.Get $code }}{{ end }}{{ end }}{{ end }}"}
{{- end }}],"evidence":"{{ range $j, $page := $pages }}{{ if $j }},{{ end }}{{ .Params.view.evidence }}{{ end }}","spread":"{{ range $j, $page := $pages }}{{ if $j }},{{ end }}{{ .Params.view.spread }}{{ end }}"});
