/* phu-hop/: compares the answers with every model, in the browser alone. Rules and sentences are data (vocab/fit_rule.yaml);
   the answers live in the fragment of the address, which no browser sends. */
(function () {
  "use strict";
  var MORE = 10;
  var form = document.getElementById("phu-hop");
  var results = document.getElementById("phu-hop-kq");
  var heading = document.getElementById("kq");
  var list = document.getElementById("phu-hop-ds");
  var status = document.getElementById("phu-hop-so");
  var told = document.getElementById("phu-hop-tra-loi");
  var hint = document.getElementById("phu-hop-goi-y");
  var more = document.getElementById("phu-hop-them");
  var compare = document.getElementById("phu-hop-so-sanh");
  var selects = Array.from(form.querySelectorAll("select"));
  var turn = 0, ranked = [], table;

  function node(tag, name, text) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    if (text) { made.textContent = text; }
    return made;
  }
  function lower(text) { return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1); }
  function cells(column) {
    return column.split(",").map(function (cell) { return cell ? cell.split(".").map(Number) : []; });
  }
  // Once, when the table has come: its columns as arrays.
  function opened(data) {
    if (!data.cases) {
      data.rules.forEach(function (rule) { rule.cells = cells(rule.column); });
      data.numbers = { evidence: data.evidence.split(",").map(Number), spread: data.spread.split(",").map(Number) };
      data.cases = data.evidence ? data.numbers.evidence.length : 0;
    }
    return data;
  }

  var compares = {
    shared: function (mine, theirs) { return theirs.indexOf(mine) >= 0; },
    already: function (mine, theirs) { return theirs.indexOf(mine) >= 0; },
    near: function (mine, theirs) { return theirs.some(function (one) { return Math.abs(one - mine) <= 1; }); },
    at_most: function (mine, theirs) { return theirs.every(function (one) { return one <= mine; }); }
  };
  function holds(theirs, some) { return theirs.some(function (one) { return some.indexOf(one) >= 0; }); }
  /* What one answer says of one model: "fits", "misfits", "note", "unknown", "already", "everywhere" or "". */
  function verdict(answer, number) {
    var rule = answer.rule, theirs = rule.cells[number];
    var fits = compares[rule.compare](answer.mine, theirs);
    if (rule.compare === "already") { return fits ? "already" : holds(theirs, rule.whole) ? "everywhere" : ""; }
    if (!theirs.length) { return "unknown"; }
    if (theirs.every(function (one) { return rule.past.indexOf(one) >= 0; })) { return "note"; }
    return fits ? "fits" : rule.loss ? "misfits" : "note";
  }
  function judged(answers, number) {
    var found = { number: number, sum: 0, fits: 0, misfits: 0, unknown: 0, note: 0, already: 0, everywhere: 0, "": 0 };
    answers.forEach(function (answer) {
      var says = verdict(answer, number);
      found[says] += 1;
      found.sum += says === "fits" ? answer.rule.gain : says === "misfits" ? -answer.rule.loss : 0;
    });
    return found;
  }
  function rank(answers) {
    var all = [], number;
    for (number = 0; number < table.cases; number += 1) { all.push(judged(answers, number)); }
    var evidence = table.numbers.evidence, spread = table.numbers.spread;
    return all.sort(function (a, b) {
      return b.sum - a.sum || a.misfits - b.misfits || evidence[b.number] - evidence[a.number] || spread[b.number] - spread[a.number] || a.number - b.number;
    });
  }

  function filled(sentence, answer, theirs) {
    var words = { mine: [answer.words], theirs: theirs.map(function (one) { return answer.rule.labels[one]; }) };
    return sentence.replace(/(“?)\{(mine|theirs)\}/g, function (_, quote, name) {
      return quote + words[name].map(quote ? String : lower).join(quote ? "”, “" : ", ");
    });
  }
  function says(answer, number, kind) {
    var theirs = answer.rule.cells[number];
    var past = theirs.length && theirs.every(function (one) { return answer.rule.past.indexOf(one) >= 0; });
    var sentence = kind === "note" ? (past ? answer.rule.ended : answer.rule.misfits) : answer.rule[kind === "already" ? "fits" : kind];
    return filled(sentence, answer, theirs);
  }
  function part(title, items, name) {
    var box = node("div", "cond " + (name || ""));
    box.append(node("h4", "", title), node("ul"));
    items.forEach(function (item) {
      var line = node("li");
      if (item.hard) { line.append(node("b", "fit-mark", "Khó vượt"), ". "); }
      line.append(item.text);
      if (item.by) { line.append(" ", node("span", "by", "Nhận định biên tập"), item.reason ? " " : "", item.reason ? node("small", "", item.reason) : ""); }
      box.lastChild.append(line);
    });
    return items.length ? [box] : [];
  }
  function card(found, words, answers) {
    function lines(kind) {
      return answers.filter(function (answer) { return verdict(answer, found.number) === kind; }).map(function (answer) {
        var reason = words.reasons[answer.rule.name];
        return { text: says(answer, found.number, kind), by: Boolean(reason), reason: reason, hard: kind === "misfits" && answer.rule.hard };
      });
    }
    function own(items) { return items.map(function (item) { return { text: item[0], by: item[1] }; }); }
    var item = node("li", "fit-hit hit"), box = node("div"), title = node("h3"), link = node("a", "", words.title), spread = table.numbers.spread[found.number];
    item.dataset.case = words.slug;
    link.href = NhanRong.page("mo-hinh/" + words.slug + "/");
    title.append(link);
    box.append(node("p", "where", words.where), title, node("p", "fit-count", "Hợp " + found.fits + ", chưa hợp " + found.misfits + ", chưa rõ " + found.unknown + (found.note ? ", lưu ý " + found.note : "")));
    lines("already").concat(lines("everywhere")).forEach(function (line) { box.append(node("p", "fit-already", line.text)); });
    box.append(node("p", "snip", words.summary), node("p", "where", words.stage + " · bằng chứng " + table.numbers.evidence[found.number] + "/" + words.criteria + (spread ? " · " + spread + " ghi nhận nhân rộng" : "")));
    var why = node("div", "fit-why");
    why.append.apply(why, part("Chỗ hợp", lines("fits")).concat(
      part("Chỗ chưa hợp", lines("misfits"), "cond--no"), part("Chưa rõ", lines("unknown")), part("Lưu ý", lines("note")),
      part("Hãy tự kiểm: cần có", own(words.needed)), part("Hãy tự kiểm: khi nào không nên chép", own(words.unsuitable))));
    item.append(box, why);
    return item;
  }

  function words(number) {
    var group = table.groups[Math.floor(number / table.group)];
    return NhanRong.data("phu-hop/" + group + ".js").then(function (cases) { return cases[number % table.group]; });
  }
  /* Adds the next results; resolves with the first of them. */
  function grow(answers, mine) {
    var next = ranked.slice(list.children.length, list.children.length + MORE);
    return Promise.all(next.map(function (found) { return words(found.number); })).then(function (all) {
      if (mine !== turn) { return null; }
      var cards = next.map(function (found, index) { return card(found, all[index], answers); });
      list.append.apply(list, cards);
      more.hidden = list.children.length >= ranked.length;
      return cards[0];
    });
  }
  function given() {
    return selects.filter(function (select) { return select.value; });
  }
  function answered() {
    return given().map(function (select) {
      var rule = table.rules.find(function (one) { return one.key === select.name; });
      return { rule: rule, mine: rule.codes.indexOf(select.value), words: select.selectedOptions[0].textContent };
    });
  }
  function offer(fitting) {
    var slugs = Array.prototype.slice.call(list.children, 0, 3).map(function (item) { return "m=" + item.dataset.case; });
    compare.hidden = slugs.length < 3 || fitting < 3;
    compare.href = NhanRong.page("so-sanh/") + "?" + slugs.join("&");
  }
  function clear() {
    // A list of nothing is no list.
    list.replaceChildren();
    list.hidden = true;
    more.hidden = compare.hidden = true;
    hint.hidden = given().length > 0;
    told.hidden = !hint.hidden;
    told.textContent = "Bạn trả lời: " + given().map(function (select) { return select.selectedOptions[0].textContent; }).join("; ") + ".";
    status.textContent = "";
  }
  function show() {
    var mine = turn += 1;
    clear();
    results.dataset.state = "tim";
    if (!hint.hidden) { results.dataset.state = "done"; return; }
    NhanRong.data("phu-hop/bang.js").then(function (data) {
      if (mine !== turn) { return null; }
      table = opened(data);
      var answers = answered();
      ranked = rank(answers);
      var fitting = ranked.filter(function (found) { return found.fits; }).length;
      return grow(answers, mine).then(function () {
        if (mine !== turn) { return; }
        list.hidden = !list.children.length;
        offer(fitting);
        status.textContent = fitting + " trong " + ranked.length + " mô hình có ít nhất một chỗ hợp" + (fitting ? "" : ". Các mô hình dưới đây không khớp câu trả lời nào");
        results.dataset.state = "done";
      });
    }).catch(function (error) {
      if (mine === turn) { status.textContent = "Chưa tải được dữ liệu; hãy thử lại."; }
      throw error;
    });
  }

  function remember() {
    var address = new URLSearchParams();
    given().forEach(function (select) { address.set(select.name, select.value); });
    history.replaceState(null, "", location.pathname + location.search + (given().length ? "#" + address : ""));
  }
  function restore() {
    var address = new URLSearchParams(location.hash.slice(1));
    selects.forEach(function (select) {
      select.value = address.get(select.name) || "";
      if (select.selectedIndex < 0) { select.value = ""; }
    });
  }

  form.hidden = results.hidden = false;
  restore();
  show();
  form.addEventListener("change", function () { remember(); show(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); heading.focus(); });
  form.addEventListener("reset", function () { setTimeout(function () { remember(); show(); }); });
  more.addEventListener("click", function () {
    grow(answered(), turn).then(function (first) { if (first) { first.querySelector("a").focus(); } });
  });
  // An anchor of the page (the skip link) is no answer: only a fragment with answers, or none, changes the form.
  window.addEventListener("hashchange", function () {
    if (!location.hash || location.hash.indexOf("=") > 0) { restore(); show(); }
  });
})();
