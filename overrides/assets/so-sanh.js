/* Puts two or three models side by side, as the address says: so-sanh/?m=…&m=…. Each model comes in a file of its own;
   what the rows are called, and in which order they stand, is in the page. */
(function () {
  "use strict";
  var MOST = 3, SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  function at(id) { return document.getElementById(id); }
  var news = at("so-sanh-bao"), chooser = at("so-sanh-them"), input = at("so-sanh-o"), near = at("so-sanh-gan");
  var only = at("so-sanh-loc"), frame = at("so-sanh-bang"), caption = at("so-sanh-ten"), address = at("so-sanh-dia-chi"), start = at("so-sanh-bat-dau");
  var head = frame.querySelector("thead"), bodies = Array.from(frame.querySelectorAll("tbody")), box = only.querySelector("input");
  var title = document.title, shown = [], round = 0;

  function make(tag, name, content) {
    var node = document.createElement(tag);
    if (name) { node.className = name; }
    if (content) { node.append(content); }
    return node;
  }
  function hidden(text) { return make("span", "vh", text); }
  function query(slugs) { return slugs.length ? "?" + slugs.map(function (slug) { return "m=" + slug; }).join("&") : ""; }
  function quoted(text) {
    var words = text.length > 80 ? text.slice(0, 79) + "…" : text;
    return words.charAt(0) === "“" ? words : "“" + words + "”";
  }

  /* A former name of a case leads to the present one. */
  function load(slug) {
    if (!SLUG.test(slug)) { return Promise.resolve(null); }
    return NhanRong.data("mo-hinh/" + slug + "/so-sanh.js").then(
      function (found) { return found && found.moved ? load(found.moved) : found; },
      function () { return null; }
    );
  }

  /* What the address asks for, and a sentence for each thing that cannot be had. */
  function read() {
    var asked = new URLSearchParams(location.search).getAll("m").filter(Boolean), notes = [];
    var names = asked.filter(function (slug, index) { return asked.indexOf(slug) === index; });
    var twice = names.length < asked.length;
    if (names.length > MOST) { notes.push("Địa chỉ ghi " + names.length + " mô hình; bảng này so được ba, nên chỉ lấy ba mô hình đầu."); }
    names = names.slice(0, MOST);
    return Promise.all(names.map(load)).then(function (found) {
      var cases = found.filter(function (item, index) {
        var again = item && found.findIndex(function (other) { return other && other.slug === item.slug; }) < index;
        twice = twice || again;
        return item && !again;
      });
      names.forEach(function (slug, index) {
        if (!found[index]) { notes.push("Không mở được mô hình " + quoted(slug) + ": địa chỉ sai, mô hình không còn đăng, hoặc dữ liệu chưa tải được."); }
      });
      if (twice) { notes.push("Có mô hình được ghi hai lần trong địa chỉ; bảng chỉ để một cột."); }
      return { cases: cases, notes: notes };
    });
  }

  function cover(item) {
    var figure = item.figure, line = make("p", "fig" + (figure.kind === "words" ? " fig--words" : (figure.before + figure.after).length > 8 ? " fig--long" : ""));
    if (figure.before) {
      var arrow = make("span", "arr", "→");
      arrow.setAttribute("aria-hidden", "true");
      line.append(make("span", "from", figure.before), arrow, hidden(" thành "));
    }
    line.append(make("span", "to", figure.after));
    if (figure.unit) { line.append(figure.unit.charAt(0) === "%" ? "" : " ", make("span", "unit", figure.unit)); }
    var inside = make("div", "", line), node = make("div", "cover s-" + item.sector, inside);
    inside.append(make("p", "fig-cap", figure.caption));
    return node;
  }
  function removal(item) {
    var button = make("button", "btn-plain", "Bỏ");
    button.type = "button";
    button.append(hidden(" " + item.title));
    button.addEventListener("click", function () {
      go(shown.filter(function (slug) { return slug !== item.slug; }), function () { return chooser.querySelector("summary"); });
    });
    return button;
  }
  function line(cells, name) {
    var row = make("tr", name);
    row.append.apply(row, cells);
    return row;
  }
  /* Headers span the columns and stand below the covers: each cell names its own. */
  function cell(content, headers) {
    var made = make("td", "", content);
    made.headers = headers;
    return made;
  }
  function column(index) { return "cot-" + (index + 1); }
  function drawHead(cases) {
    head.replaceChildren(
      line(cases.map(function (item, index) { return cell(cover(item), column(index)); }), "no-print"),
      line(cases.map(function (item, index) {
        var link = make("a", "", item.title), name = make("th", "", link);
        name.id = column(index);
        link.href = NhanRong.page("mo-hinh/" + item.slug + "/");
        name.scope = "col";
        return name;
      })),
      line(cases.map(function (item, index) { return cell(removal(item), column(index)); }), "no-print")
    );
  }

  /* An item is a text, or a text and a remark; only the texts are compared, and only where every column has some. */
  function text(item) { return Array.isArray(item) ? item[0] : item; }
  function verdict(columns) {
    var known = columns.filter(function (items) { return items.length; }).map(function (items) { return items.map(text).join("\n"); });
    if (!known.length) { return "đều chưa có nguồn"; }
    if (known.some(function (words) { return words !== known[0]; })) { return "khác nhau"; }
    return known.length < columns.length ? "chưa so được: thiếu nguồn" : "giống nhau";
  }
  function written(item) {
    var words = [text(item)];
    if (Array.isArray(item)) { words.push(" ", make("small", "muted", "(" + item[1] + ")")); }
    return words;
  }
  function filled(items, gap, name, headers) {
    var cell = make("td");
    cell.headers = headers;
    cell.dataset.name = name;
    if (items.length > 1) {
      var list = make("ul");
      items.forEach(function (item) {
        var entry = make("li");
        entry.append.apply(entry, written(item));
        list.append(entry);
      });
      cell.append(list);
    } else if (items.length) { cell.append.apply(cell, written(items[0])); } else { cell.append(make("span", "gap", gap || "Chưa có nguồn")); }
    return cell;
  }
  function drawRow(body, cases) {
    var columns = cases.map(function (item) { return item.rows[body.dataset.row] || []; }), found = verdict(columns);
    var header = body.rows[0].cells[0], mark = header.querySelector(".cmp-mark") || make("span", "cmp-mark");
    mark.textContent = found;
    header.firstElementChild.append(mark);
    header.colSpan = cases.length;
    body.classList.toggle("is-different", found === "khác nhau");
    while (body.rows.length > 1) { body.deleteRow(1); }
    body.append(line(columns.map(function (items, index) { return filled(items, body.dataset.gap, cases[index].title, column(index) + " " + header.id); })));
    return found;
  }
  function drawNear(cases) {
    var seen = cases.map(function (item) { return item.slug; });
    var others = [].concat.apply([], cases.map(function (item) { return item.related; })).filter(function (other) {
      return seen.indexOf(other[0]) < 0 && seen.push(other[0]);
    }).slice(0, 6);
    near.hidden = !others.length;
    near.querySelector("ul").replaceChildren.apply(near.querySelector("ul"), others.map(function (other) {
      var link = make("a", "", other[1]), entry = make("li", "", link);
      link.href = query(shown.concat(other[0]));
      link.dataset.soSanh = "";
      entry.append(" ", make("small", "muted", other[2]));
      return entry;
    }));
  }

  function say(sentence) { news.replaceChildren(make("p", "", sentence)); }
  function told(cases, verdicts, notes) {
    var different = verdicts.filter(function (found) { return found === "khác nhau"; }).length;
    var main = !cases.length ? "" : cases.length === 1 ? "Đã chọn " + quoted(cases[0].title) + ". Chọn thêm một hoặc hai mô hình để so."
      : "Đang so " + cases.length + " mô hình: " + different + " dòng khác nhau trong " + verdicts.length + " dòng.";
    news.replaceChildren.apply(news, notes.concat(main || []).map(function (sentence) { return make("p", "", sentence); }));
  }
  function filter() {
    bodies.forEach(function (body) { body.hidden = shown.length < 2 || (box.checked && !body.classList.contains("is-different")); });
  }
  /* Only what scrolls is a stop of the Tab key. */
  function reach() { frame.tabIndex = frame.scrollWidth > frame.clientWidth ? 0 : -1; }
  function draw(focus) {
    var mine = ++round;
    return read().then(function (found) {
      if (mine !== round) { return; }
      var cases = found.cases, many = cases.length > 1, base = document.querySelector("link[rel=canonical]");
      shown = cases.map(function (item) { return item.slug; });
      var verdicts = [];
      // A table of no columns is no table: the last one stays, out of sight.
      if (cases.length) {
        drawHead(cases);
        verdicts = bodies.map(function (body) { return drawRow(body, cases); });
      }
      filter();
      drawNear(cases);
      caption.textContent = many ? "So sánh " + cases.length + " mô hình" : "Mô hình đã chọn";
      document.title = cases.length ? "So sánh: " + cases.map(function (item) { return item.title; }).join("; ") + " | Nhân rộng" : title;
      address.textContent = "Địa chỉ của bảng này: " + (base ? base.href : "") + query(shown);
      frame.dataset.columns = cases.length;
      frame.hidden = !cases.length;
      only.hidden = !many;
      start.hidden = cases.length > 0;
      chooser.hidden = cases.length >= MOST;
      chooser.open = !many;
      told(cases, verdicts, found.notes);
      reach();
      if (focus) { focus().focus(); }
    });
  }
  function go(slugs, focus) {
    history.pushState(null, "", location.pathname + query(slugs));
    draw(focus);
  }
  function newest() { return head.querySelector("th:last-child a") || input; }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-so-sanh]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    event.preventDefault();
    go(new URL(link.href).searchParams.getAll("m"), newest);
  });
  input.addEventListener("goi-y-chon", function (event) {
    event.preventDefault();
    input.value = "";
    if (shown.indexOf(event.detail.slug) < 0) { go(shown.concat(event.detail.slug), newest); } else { say("Mô hình này đã có trong bảng."); }
  });
  /* Enter takes the nearest model: who went to the search from here would lose what is chosen. */
  input.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || !input.value.trim() || input.hasAttribute("aria-activedescendant")) { return; }
    event.preventDefault();
    var ready = NhanRong.tim ? Promise.resolve() : NhanRong.script("assets/tim.js");
    ready.then(function () { return NhanRong.tim.suggest(input.value, MOST + 1); }).then(function (found) {
      var next = found.find(function (one) { return shown.indexOf(one.slug) < 0; });
      if (!next) { say("Không có mô hình nào khác có tên gần như vậy; thử chữ khác."); return; }
      input.value = "";
      go(shown.concat(next.slug), newest);
    }, function () { input.form.submit(); });
  });
  box.addEventListener("change", filter);
  window.addEventListener("resize", reach);
  window.addEventListener("popstate", function () { draw(); });
  input.form.action = NhanRong.page("tim-kiem/");
  start.hidden = /[?&]m=./.test(location.search);
  at("so-sanh").hidden = false;
  at("so-sanh-vi-du").hidden = false;
  draw();
})();
