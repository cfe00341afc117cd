{{- /* What the facets and the sorting need: a column each, a cell a case. */ -}}
{{- $pages := (site.GetPage "/mo-hinh").Pages -}}
NhanRong.put("tim-kiem/cot.js",{"facets":{ {{- range $i, $key := slice "linh-vuc" "noi" "cap" "thap-nien" "giai-doan" "hinh-thuc-khen" -}}
{{- $numbers := newScratch }}{{ $codes := slice }}{{ range $name, $_ := index site.Taxonomies $key }}{{ $numbers.Set $name (len $codes) }}{{ $codes = $codes | append $name }}{{ end -}}
{{ if $i }},{{ end }}{{ $key | jsonify }}:{"codes":{{ $codes | jsonify }},"rows":"{{ range $j, $page := $pages }}{{ if $j }},{{ end }}{{ range $k, $name := index .Params $key }}{{ if $k }}.{{ end }}{{ $numbers.Get $name }}{{ end }}{{ end }}"}
{{- end }}},"nhan-rong":"{{ range $j, $page := $pages }}{{ if $j }},{{ end }}{{ .Params.view.spread }}{{ end }}","bang-chung":"{{ range $j, $page := $pages }}{{ if $j }},{{ end }}{{ .Params.view.evidence }}{{ end }}"});
