/* Filters the list of tim-kiem/ as the reader types; without this script the list is whole. */
(function () {
  "use strict";
  var input = document.getElementById("tim-kiem-o");
  var list = document.getElementById("ket-qua");
  var status = document.getElementById("tim-kiem-so");
  var nothing = document.getElementById("tim-kiem-goi-y");
  var facets = document.getElementById("loc");
  var sort = document.getElementById("sap-xep");
  var csv = document.getElementById("tai-csv");

  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  }
  // Typed with diacritics, a syllable must match with them; hoà and hòa are the same word.
  function exact(text) {
    return text.normalize("NFC").toLowerCase().split(/(?=[^\p{L}\p{M}])/u).map(function (word) {
      var tones = "";
      var base = word.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, function (tone) { tones += tone; return ""; });
      return base.normalize("NFC") + tones;
    }).join("");
  }
  function words(text) { return text.match(/[\p{L}\p{M}\p{N}]+/gu) || []; }
  function padded(text) { return " " + words(text).join(" ") + " "; }

  var items = Array.prototype.map.call(list.children, function (node, index) {
    var title = node.querySelector("h3").textContent;
    var rest = node.querySelector("div").textContent + " " + node.dataset.tu;
    return {
      node: node, index: index, data: node.dataset,
      title: padded(fold(title)), all: padded(fold(title + " " + rest)),
      titleExact: padded(exact(title)), allExact: padded(exact(title + " " + rest))
    };
  });

  function score(item, query) {
    var tokens = words(query), total = 0, found = 0;
    tokens.forEach(function (token, index) {
      var plain = fold(token), marked = exact(token), last = index === tokens.length - 1;
      var end = last ? "" : " ";
      var weight = /\d/.test(token) ? 2 : 1;
      var hit = 0;
      if (item.title.indexOf(" " + plain + end) >= 0) { hit = 3; } else if (item.all.indexOf(" " + plain + end) >= 0) { hit = 1; }
      if (hit && marked !== plain) {
        var strict = (hit === 3 ? item.titleExact : item.allExact).indexOf(" " + marked + end) >= 0;
        if (!strict) { hit *= 0.45; }
      }
      if (hit) { found += weight; total += hit * weight; }
      if (index && item.all.indexOf(" " + fold(tokens[index - 1]) + " " + plain + end) >= 0) { total += 1.5; }
      if (index && item.title.indexOf(" " + fold(tokens[index - 1]) + " " + plain + end) >= 0) { total += 2; }
    });
    var weights = tokens.reduce(function (sum, token) { return sum + (/\d/.test(token) ? 2 : 1); }, 0);
    var coverage = weights ? found / weights : 0;
    return coverage < 0.5 ? 0 : total * Math.pow(coverage, 3);
  }
  function phrases(query) {
    return (query.match(/["“”]([^"“”]+)["“”]/g) || []).map(function (part) {
      var text = part.slice(1, -1);
      return { key: padded(exact(text)), strict: exact(text) !== fold(text), fold: padded(fold(text)) };
    });
  }
  function chosen() {
    var groups = {};
    facets.querySelectorAll("input:checked").forEach(function (box) { (groups[box.name] = groups[box.name] || []).push(box.value); });
    return groups;
  }
  function admits(item, groups, except) {
    return Object.keys(groups).every(function (name) {
      if (name === except) { return true; }
      var own = (item.data[camel(name)] || "").split(" ");
      return groups[name].some(function (value) { return own.indexOf(value) >= 0; });
    });
  }
  function camel(name) { return name.replace(/-([a-z])/g, function (_, letter) { return letter.toUpperCase(); }); }

  // Marks what matched, with its diacritics: folding keeps one letter for one letter once the text is composed.
  function highlight(node, tokens) {
    node.querySelectorAll("mark").forEach(function (mark) { mark.replaceWith(mark.textContent); });
    node.normalize();
    if (!tokens.length) { return; }
    [node.querySelector("h3 a"), node.querySelector(".snip")].forEach(function (place) {
      var text = place.textContent.normalize("NFC"), plain = fold(text);
      if (plain.length !== text.length) { return; }
      var parts = document.createDocumentFragment(), done = 0;
      (plain.match(/[\p{L}\p{N}]+/gu) || []).reduce(function (from, word) {
        var start = plain.indexOf(word, from), hit = tokens.find(function (token, index) {
          return word === token || (index === tokens.length - 1 && word.indexOf(token) === 0);
        });
        if (hit) {
          var mark = document.createElement("mark");
          mark.textContent = text.slice(start, start + hit.length);
          parts.append(text.slice(done, start), mark);
          done = start + hit.length;
        }
        return start + word.length;
      }, 0);
      parts.append(text.slice(done));
      place.replaceChildren(parts);
    });
  }

  // A spreadsheet takes a cell that begins with = + - @ for a formula: such a cell begins with an apostrophe.
  function cell(text) {
    text = text.replace(/\s+/g, " ").trim();
    return '"' + (/^[=+\-@]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"';
  }
  function table() {
    var rows = [["Mã", "Tên", "Tóm tắt", "Nơi và lĩnh vực", "Bậc", "Địa chỉ"]];
    Array.prototype.forEach.call(list.children, function (node) {
      var link = node.querySelector("h3 a");
      rows.push([node.dataset.case, link.textContent, node.querySelector(".snip").textContent, node.querySelector(".where").textContent, node.querySelector(".stage").textContent, link.href]);
    });
    return "\ufeff" + rows.map(function (row) { return row.map(cell).join(","); }).join("\r\n") + "\r\n";
  }
  function download() {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table()], { type: "text/csv;charset=utf-8" }));
    link.download = "nhan-rong.csv";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  var orders = {
    "moi": function (a, b) { return b.item.data.batDau.localeCompare(a.item.data.batDau) || a.item.index - b.item.index; },
    "nhan-rong": function (a, b) { return b.item.data.soNoi - a.item.data.soNoi || a.item.index - b.item.index; },
    "bang-chung": function (a, b) { return b.item.data.bangChung - a.item.data.bangChung || a.item.index - b.item.index; },
    "": function (a, b) { return b.score - a.score || a.item.index - b.item.index; }
  };

  function search() {
    list.dataset.state = "tim";
    var query = input.value.trim(), groups = chosen(), quoted = phrases(query);
    var matching = items.map(function (item) {
      var inPhrases = quoted.every(function (phrase) { return (phrase.strict ? item.allExact.indexOf(phrase.key) : item.all.indexOf(phrase.fold)) >= 0; });
      return { item: item, score: !query ? 1 : inPhrases ? score(item, query) : 0 };
    }).filter(function (hit) { return hit.score > 0; });
    var best = matching.reduce(function (most, hit) { return Math.max(most, hit.score); }, 0);
    matching = matching.filter(function (hit) { return hit.score >= best * 0.12; });
    var hits = matching.filter(function (hit) { return admits(hit.item, groups); }).sort(orders[sort.value] || orders[""]);
    items.forEach(function (item) { item.node.remove(); });
    var tokens = words(query).map(fold);
    hits.forEach(function (hit) { highlight(hit.item.node, tokens); list.appendChild(hit.item.node); });
    facets.querySelectorAll("label").forEach(function (label) {
      var box = label.querySelector("input"), count = 0;
      matching.forEach(function (hit) {
        if (admits(hit.item, groups, box.name) && (hit.item.data[camel(box.name)] || "").split(" ").indexOf(box.value) >= 0) { count += 1; }
      });
      label.querySelector(".c").textContent = count;
      label.hidden = !count && !box.checked;
    });
    nothing.hidden = hits.length > 0;
    status.textContent = hits.length ? hits.length + " mô hình" + (query ? " có “" + query + "”" : "") : "Không tìm thấy mô hình nào" + (query ? " có “" + query + "”" : "");
    remember(query, groups);
    list.dataset.state = "done";
  }
  function remember(query, groups) {
    var address = new URLSearchParams();
    if (query) { address.set("q", query); }
    Object.keys(groups).forEach(function (name) { groups[name].forEach(function (value) { address.append(name, value); }); });
    if (sort.value) { address.set("sap-xep", sort.value); }
    var text = address.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }
  function restore() {
    var address = new URLSearchParams(location.search);
    input.value = address.get("q") || "";
    sort.value = orders[address.get("sap-xep")] ? address.get("sap-xep") : "";
    facets.querySelectorAll("input").forEach(function (box) { box.checked = address.getAll(box.name).indexOf(box.value) >= 0; });
  }

  facets.hidden = false;
  csv.hidden = false;
  restore();
  search();
  input.addEventListener("input", search);
  facets.addEventListener("change", search);
  facets.addEventListener("submit", function (event) { event.preventDefault(); });
  sort.addEventListener("change", search);
  csv.addEventListener("click", download);
  input.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  window.addEventListener("popstate", function () { restore(); search(); });
})();
