/* The search page: what is typed and ticked, the results, the address. The search itself is tim.js; without scripts the page leads on by links. */
(function () {
  "use strict";
  const tim = window.NhanRong.tim;
  const byId = (id) => document.getElementById(id);
  const input = byId("tim-kiem-o"), list = byId("ket-qua"), status = byId("tim-kiem-so"), spoken = byId("tim-kiem-doc"), hint = byId("tim-kiem-goi-y");
  const facets = byId("loc"), sort = byId("sap-xep"), csv = byId("tai-csv"), more = byId("xem-them");
  const PAGE = 10, MORE = 20, SILENCE = 600, ECHO = 60;
  let run = 0, drawing = 0, hits = [], count = PAGE, query = "", read = [], silence = 0;

  // ---- facets

  let table;
  /* The columns of the facets, unpacked once: facet → {codes, numbers, starts: where in `numbers` each document's codes begin}; and the three orders. */
  function columns() {
    table = table || tim.columns().then((packed) => {
      const facet = ({ codes, rows }) => {
        const numbers = tim.unpacked(rows), starts = [];
        for (let place = 0; place < numbers.length; place += numbers[place] + 1) { starts.push(place + 1); }
        return { codes, numbers, starts };
      };
      return {
        facets: Object.fromEntries(Object.entries(packed.facets).map(([name, told]) => [name, facet(told)])),
        newest: tim.unpacked(packed.moi), spread: tim.unpacked(packed["nhan-rong"]), evidence: tim.unpacked(packed["bang-chung"])
      };
    }).catch((error) => { table = null; throw error; });
    return table;
  }
  /* The numbers of a document's codes in a facet. */
  function own({ numbers, starts }, document) { return numbers.subarray(starts[document], starts[document] + numbers[starts[document] - 1]); }
  function chosen() {
    const groups = {};
    facets.querySelectorAll("input:checked").forEach((box) => { (groups[box.name] = groups[box.name] || []).push(box.value); });
    return groups;
  }
  function admits(table, document, groups, except) {
    return Object.keys(groups).every((name) => {
      const facet = table.facets[name];
      return name === except || own(facet, document).some((code) => groups[name].includes(facet.codes[code]));
    });
  }
  const orders = {
    "moi": (table) => (one, other) => table.newest[one] - table.newest[other],
    "nhan-rong": (table) => (one, other) => table.spread[other] - table.spread[one],
    "bang-chung": (table) => (one, other) => table.evidence[other] - table.evidence[one]
  };
  async function filtered(found, groups) {
    if (!Object.keys(groups).length && !sort.value) { return found; }
    const table = await columns();
    const kept = found.filter((document) => admits(table, document, groups));
    return sort.value ? kept.sort(orders[sort.value](table)) : kept;
  }
  /* How many each box would leave, the other facets being as they are: nothing that leads nowhere is offered. */
  async function counted(found, groups) {
    const table = await columns();
    const counts = {};
    for (const [name, { codes, numbers, starts }] of Object.entries(table.facets)) {
      const sums = new Uint32Array(codes.length), free = !Object.keys(groups).some((other) => other !== name);
      for (const document of found) {
        if (!free && !admits(table, document, groups, name)) { continue; }
        for (let place = starts[document], end = place + numbers[place - 1]; place < end; place += 1) { sums[numbers[place]] += 1; }
      }
      counts[name] = new Map(codes.map((code, number) => [code, sums[number]]));
    }
    return counts;
  }
  function showCounts(counts) {
    facets.querySelectorAll("label").forEach((label) => {
      const box = label.querySelector("input");
      const own = counts[box.name].get(box.value) || 0;
      const shown = label.querySelector(".c");
      if (shown.textContent !== String(own)) { shown.textContent = own; }
      if (label.hidden !== (!own && !box.checked)) { label.hidden = !own && !box.checked; }
    });
    facets.querySelectorAll("details").forEach((group) => { const none = !group.querySelector("label:not([hidden])"); if (group.hidden !== none) { group.hidden = none; } });
    facets.hidden = !facets.querySelector("details:not([hidden])");
    byId("bo-loc").hidden = !facets.querySelector("input:checked");
  }

  // ---- results

  /* The build wrote these cards and escaped every text in them. */
  function element(html) { return document.createRange().createContextualFragment(html).querySelector("li"); }

  let dressing;
  /* The site's fonts, once a result stands; the page is laid out anew when they are here, not also while they come. */
  function dress() {
    dressing = dressing || Promise.all([300, 400, 600].map((weight) => document.fonts.load(weight + " 1em 'Be Vietnam Pro'", "a1"))).catch(() => {})
      .then(() => document.querySelectorAll(".late-fonts").forEach((page) => page.classList.remove("late-fonts")));
  }
  async function draw(own, last) {
    const mine = drawing += 1;
    const old = () => own !== run || mine !== drawing;
    const page = hits.slice(0, count);
    if (!last) {
      // The best one first: a reader on a slow line waits for nothing else.
      const [best] = await tim.cards(page.slice(0, 1));
      if (old()) { return; }
      list.replaceChildren(...shown([best]));
      list.hidden = false;
      dress();
    }
    const items = shown(await tim.cards(page));
    if (old()) { return; }
    // What a reader is about to press does not move away.
    const held = list.querySelector("li:hover, li:focus-within");
    if (held) {
      const place = Array.from(list.children).indexOf(held), focused = held.contains(document.activeElement);
      const same = items.findIndex((item) => item.dataset.case === held.dataset.case);
      if (same >= 0) { items.splice(Math.min(place, items.length - 1), 0, items.splice(same, 1)[0]); }
      list.replaceChildren(...items);
      if (focused && same >= 0) { list.children[Math.min(place, items.length - 1)].querySelector("a").focus(); }
    } else {
      list.replaceChildren(...items);
    }
    list.hidden = !items.length;
    more.parentElement.hidden = hits.length <= count;
  }
  function shown(cards) {
    const typed = [...tim.words(query), ...read.flatMap(tim.words)].map((word) => [...tim.keys(word), tim.isSmall(word)]);
    return cards.map(element).map((item) => { highlight(item, typed); lead(item); return item; });
  }
  /* What matched deep in a case stands on no card: the link leads to the very words, where the browser knows how. */
  function lead(item) {
    if (!query || item.querySelector("mark")) { return; }
    item.querySelector("h3 a").hash = ":~:text=" + encodeURIComponent(query.replace(/["“”]/g, "")).replace(/-/g, "%2D");
    const told = document.createElement("p");
    told.className = "snip muted";
    told.textContent = "Khớp với nội dung hồ sơ.";
    item.querySelector(".snip").after(told);
  }
  const initials = new Map();
  /* The first letter of a word without its marks: most words of a card need no more to be told apart from those that were typed. */
  function initial(word) {
    if (!initials.has(word[0])) { initials.set(word[0], tim.keys(word[0])[0]); }
    return initials.get(word[0]);
  }
  /* Which typed word this word of a card answers, or -1. */
  function answers(word, typed) {
    const [fold, exact] = tim.keys(word);
    return typed.findIndex(([plain, marked], place) => (fold === plain ? plain === marked || exact === marked : place === typed.length - 1 && plain === marked && plain.length > 1 && fold.startsWith(plain)));
  }
  /* Whether a word is one that was typed, where it stands alone: not a word of every text, nor one whose marks were left out by who else set them. */
  function alone({ match, typed: place }, typed) {
    const [plain, marked, small] = typed[place];
    return !(small && typed.some((other) => !other[2])) && !(plain === marked && typed.some((other) => other[0] !== other[1]) && tim.keys(match[0])[1] !== plain);
  }
  // Marks what matched, as it is written in the text; a syllable alone only where none stands beside its neighbour.
  function highlight(item, typed) {
    const own = tim.words(query).length;
    const begun = new Set(typed.map(([fold]) => fold[0]));
    item.querySelectorAll("h3 a, .snip").forEach((place) => {
      const text = place.textContent.normalize("NFC");
      const found = Array.from(text.matchAll(/[\p{L}\p{N}]+/gu), (match) => ({ match, typed: begun.has(initial(match[0])) ? answers(match[0], typed) : -1 }));
      // What was understood instead of a word stands where that word stood, beside any of the others.
      const neighbours = (one, other, step) => other && other.typed >= 0 && (other.typed === one.typed + step || Math.max(one.typed, other.typed) >= own);
      const beside = found.filter((word, number) => word.typed >= 0 && [-1, 1].some((step) => neighbours(word, found[number + step], step)));
      const parts = [];
      let done = 0;
      for (const { match } of beside.length ? beside : found.filter((word) => word.typed >= 0 && alone(word, typed))) {
        const mark = document.createElement("mark");
        mark.textContent = match[0];
        parts.push(text.slice(done, match.index), mark);
        done = match.index + match[0].length;
      }
      if (parts.length) { place.replaceChildren(...parts, text.slice(done)); }
    });
  }

  /* What the list itself cannot show: pages of that very name first. */
  function advise(pages, lines) {
    const told = pages.map(([kind, text, address]) => [kind + ": ", link(text, address), "."]);
    hint.replaceChildren(...[...told, ...lines].map((line) => { const text = document.createElement("p"); text.append(...line); return text; }));
    hint.hidden = !hint.firstChild;
  }
  /* To who sees, at once; to who listens, when the typing pauses. */
  function tell(text) {
    status.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { spoken.textContent = text; }, SILENCE);
  }
  function say(found, typed, meant, pages) {
    const asked = query ? " khớp “" + (query.length > ECHO ? query.slice(0, ECHO).trim() + "…" : query) + "”" : "";
    tell( hits.length ? hits.length.toLocaleString("vi") + " mô hình" + asked : "Không tìm thấy mô hình nào" + asked);
    const lines = [];
    const quoted = (words) => words.map((word) => "“" + word + "”").join(", ") + ".";
    if (typed.length && hits.length) { lines.push(["Đọc phím gõ chưa bỏ dấu là " + quoted(typed)]); }
    if (meant.length && hits.length) { lines.push(["Đã tìm cả chữ gần giống: " + quoted(meant)]); }
    if (!hits.length && found.length) { lines.push(["Có " + found.length + " mô hình khi bỏ các ô lọc. ", button("Bỏ mọi ô lọc", clear)]); }
    if (!hits.length && /["“”]/.test(query)) { lines.push(["Thử tìm không cần đúng cụm: ", button(query.replace(/["“”]/g, " ").trim(), (event) => { input.value = event.target.textContent; anew(); })]); }
    if (!hits.length) { lines.push(["Thử ít chữ hơn, chữ khác cùng nghĩa, hoặc xem ", link("mọi mô hình theo lĩnh vực", "mo-hinh/"), ", ", link("theo nơi", "noi/"), ", ", link("theo văn bản", "van-ban/"), ". Chưa biết gọi việc ấy là gì thì ", link("trả lời vài câu để tìm mô hình hợp nơi bạn", "phu-hop/"), "."]); }
    advise(pages, lines);
    // With nothing found there is nothing to put in order or to take away.
    sort.closest("p").hidden = !hits.length;
  }
  function button(text, press) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn-plain", textContent: text });
    made.addEventListener("click", press);
    return made;
  }
  function link(text, path) {
    const made = document.createElement("a");
    made.textContent = text;
    made.href = window.NhanRong.page(path);
    return made;
  }

  async function search() {
    const own = run += 1;
    list.dataset.state = "tim";
    query = input.value.trim();
    read = [];
    const groups = chosen();
    // Asked for beside the results; without them it can do.
    const asked = query ? tim.called(query).catch(() => []) : [];
    const show = async ({ hits: found, last, typed, meant }) => {
      const kept = await filtered(found, groups), pages = await asked;
      if (own !== run) { return; }
      hits = kept;
      read = last ? [...typed, ...meant] : [];
      if (!last && hits.length) { advise(pages, []); }
      if (!last) { return hits.length ? draw(own, false) : undefined; }
      await draw(own, true);
      if (own !== run) { return; }
      say(found, typed, meant, pages);
      const counts = await counted(found, groups);
      if (own !== run) { return; }
      showCounts(counts);
      list.dataset.state = "done";
    };
    try {
      await (query ? tim.search(input.value, show, () => own === run) : everything(show));
    } catch (error) {
      if (own !== run) { return; }
      tell("Không tải được dữ liệu tìm kiếm. Kiểm tra đường truyền rồi tìm lại.");
      list.dataset.state = "loi";
    } finally {
      // The address follows when the answer stands: browsers take their time for it.
      if (own === run) { remember(groups); document.querySelectorAll(".waiting").forEach((page) => page.classList.remove("waiting")); dress(); }
    }
  }
  async function everything(show) {
    const table = await columns();
    const all = Array.from(table.newest, (_, document) => document).sort(orders.moi(table));
    return show({ hits: all, last: true, typed: [], meant: [] });
  }

  // ---- the table to take away

  // A spreadsheet takes a cell that begins with = + - @, or with their wide forms, for a formula: such a cell begins with an apostrophe.
  function cell(text) {
    const line = text.replace(/\s+/g, " ").trim();
    return '"' + (/^[=+\-@＝＋－＠']/.test(line) ? "'" + line : line).replace(/"/g, '""') + '"';
  }
  /* What the boxes of a facet call the codes of a document. */
  function called(name, facet) {
    const labels = new Map(Array.from(facets.querySelectorAll("label"), (label) => [label.querySelector("input"), label]).filter(([box]) => box.name === name)
      .map(([box, label]) => [box.value, label.querySelector("input + span").textContent]));
    return (document) => Array.from(own(facet, document), (code) => labels.get(facet.codes[code])).join("; ");
  }
  async function download() {
    const told = (await columns()).facets, sectors = called("linh-vuc", told["linh-vuc"]), places = called("tinh", told.tinh);
    const rows = [["Mã", "Tên", "Tóm tắt", "Lĩnh vực", "Nơi, tên cũ và mới", "Bậc", "Địa chỉ"]];
    for (let place = 0; place < hits.length; place += 200) {
      if (hits.length > 200) { tell("Đang lấy dữ liệu: " + place + "/" + hits.length); }
      const some = hits.slice(place, place + 200);
      for (const [number, item] of (await tim.cards(some)).map(element).entries()) {
        const text = (name) => item.querySelector(name).textContent;
        rows.push([item.dataset.case, text("h3"), text(".snip"), sectors(some[number]), places(some[number]), text(".stage"), new URL("mo-hinh/" + item.dataset.case + "/", window.NhanRong.root).href]);
      }
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
    link.download = "nhan-rong-tim-kiem.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell("Đã lưu " + hits.length + " mô hình vào nhan-rong-tim-kiem.csv");
  }

  // ---- the address

  function remember(groups) {
    const address = new URLSearchParams();
    if (query) { address.set("q", query); }
    Object.keys(groups).forEach((name) => groups[name].forEach((value) => address.append(name, value)));
    if (sort.value) { address.set("sap-xep", sort.value); }
    const text = address.toString();
    const whole = (text ? "?" + text : "") + location.hash;
    if (whole !== location.search + location.hash) { history.replaceState({ count }, "", location.pathname + whole); }
  }
  function restore() {
    const address = new URLSearchParams(location.search);
    input.value = address.get("q") || "";
    // Who comes back finds as many results as were there.
    count = (history.state || {}).count || PAGE;
    sort.value = orders[address.get("sap-xep")] ? address.get("sap-xep") : "";
    facets.querySelectorAll("input").forEach((box) => { box.checked = address.getAll(box.name).includes(box.value); });
    // No box narrows what is found from inside a closed group.
    facets.querySelectorAll("details:has(:checked)").forEach((group) => { group.open = true; });
  }
  function anew() {
    count = PAGE;
    search();
  }
  function clear() {
    facets.querySelectorAll("input:checked").forEach((box) => { box.checked = false; });
    anew();
    input.focus();
  }

  document.querySelectorAll(".js-only").forEach((part) => { part.hidden = false; });
  restore();
  search();
  input.addEventListener("input", anew);
  facets.addEventListener("change", anew);
  sort.addEventListener("change", anew);
  csv.addEventListener("click", download);
  byId("bo-loc").addEventListener("click", clear);
  more.addEventListener("click", async () => {
    const next = count;
    count += MORE;
    history.replaceState({ count }, "");
    await draw(run, true);
    list.children[next].querySelector("a").focus();
  });
  facets.addEventListener("submit", (event) => event.preventDefault());
  input.form.addEventListener("submit", (event) => { event.preventDefault(); anew(); });
  window.addEventListener("popstate", () => { restore(); search(); });
})();
