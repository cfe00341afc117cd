/* The list of cases: found without diacritics, filtered by state, with what is wrong in each. */
(function () {
  "use strict";
  const { make, fold, button } = window.BieuMau;
  const D = window.Desk;
  const list = document.getElementById("danh-sach"), find = document.getElementById("tim"), filter = document.getElementById("loc"), count = document.getElementById("so");
  const labels = new Map(D.read("tinh-trang"));
  const ORDER = new Intl.Collator("vi", { ignorePunctuation: true });
  const AGAIN = 1500, OFTEN = 20000, SCREEN = 60, SOON = 100;
  let rows = [], last = "", current = "", ready = false, timer, rest;

  function fits(row) {
    const state = filter.value;
    if (state === "!" ? !row.faults : state === "*" ? !row.draft : state && row.status !== state) { return false; }
    return fold(find.value).split(/\s+/).every((word) => row.text.includes(word));
  }
  function item(row) {
    const later = row.on > new Date().toLocaleDateString("en-CA") ? "đăng từ " + row.on.split("-").reverse().join("/") : "";
    const marks = [labels.get(row.status) || row.status || "chưa rõ", later, row.faults ? row.faults + " lỗi" : "", row.draft ? "nháp chưa lưu" : ""].filter(Boolean);
    const open = make("button", { type: "button", class: "d-case" + (row.faults ? " is-bad" : ""), "data-slug": row.slug, "aria-current": row.slug === current ? "true" : null },
      make("span", {}, row.title), make("small", {}, marks.join(" · ")));
    return make("li", {}, open);
  }
  function draw() {
    const found = rows.filter(fits), first = list.children.length ? found.length : SCREEN;
    clearTimeout(rest);
    list.replaceChildren(...found.slice(0, first).map(item));
    // The editor opens with what a screen holds; the rest of a long list follows.
    if (found.length > first) { rest = setTimeout(() => list.append(...found.slice(first).map(item)), SOON); }
    count.textContent = found.length + (found.length === rows.length ? "" : "/" + rows.length) + " hồ sơ" + (ready ? "" : "; đang đọc lỗi của từng hồ sơ…");
  }
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-slug]");
    if (row) { D.open(row.dataset.slug); }
  });
  find.addEventListener("input", draw);
  filter.addEventListener("change", draw);

  function take(told) {
    clearTimeout(timer);
    timer = setTimeout(load, told.ready ? OFTEN : AGAIN);
    const now = JSON.stringify(told);
    if (now === last) { return; }
    last = now;
    const focused = document.activeElement && document.activeElement.dataset.slug;
    const turned = told.ready && !ready;
    ready = told.ready;
    rows = told.cases.map((row) => ({ ...row, text: fold(row.title + " " + row.slug) })).sort((a, b) => ORDER.compare(a.title, b.title));
    draw();
    if (focused) { const again = list.querySelector('[data-slug="' + focused + '"]'); if (again) { again.focus(); } }
    if (turned && D.whole) { D.whole(); }
  }
  /* Asks for the list; while files are still being read, soon again. */
  async function load() {
    clearTimeout(timer);
    const answer = await D.ask("cases");
    if (answer.ok) { take(answer.body); } else { timer = setTimeout(load, OFTEN); }
  }
  D.list = {
    load,
    current(slug) { current = slug; draw(); },
    has: (slug) => rows.some((row) => row.slug === slug),
    title: (slug) => (rows.find((row) => row.slug === slug) || { title: slug }).title
  };

  /* A new case: its name first, for the address of its page comes from it. */
  const box = document.getElementById("hop"), form = document.getElementById("hop-bm");
  function address(title) { return fold(title).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80).replace(/-+$/, ""); }
  document.getElementById("moi").addEventListener("click", () => {
    const title = make("input", { class: "bm-i", id: "moi-ten", required: true, maxlength: 120, autocomplete: "off" });
    const slug = make("input", { class: "bm-i", id: "moi-tep", required: true, pattern: "[a-z0-9]+(-[a-z0-9]+)*", title: "Chữ thường không dấu, số, gạch nối, như mot-cua-so", maxlength: 80, autocomplete: "off", spellcheck: "false", "aria-describedby": "moi-giup moi-loi" });
    const fault = make("p", { class: "bm-fault", id: "moi-loi", role: "alert", hidden: true });
    let own = false;
    title.addEventListener("input", () => { if (!own) { slug.value = address(title.value); } });
    slug.addEventListener("input", () => { own = true; });
    form.onsubmit = (event) => {
      event.preventDefault();
      fault.hidden = !D.list.has(slug.value);
      fault.textContent = "Đã có hồ sơ “" + slug.value + "”; chọn tên khác.";
      if (!fault.hidden) { slug.focus(); return; }
      box.close();
      D.begin(slug.value, title.value.trim());
    };
    form.replaceChildren(make("h2", { id: "hop-ten" }, "Hồ sơ mới"),
      make("div", { class: "bm-f" }, make("label", { class: "bm-l", for: "moi-ten" }, "Tên mô hình"), make("p", { class: "bm-help" }, "Ngắn, nói được việc và nơi."), title),
      make("div", { class: "bm-f" }, make("label", { class: "bm-l", for: "moi-tep" }, "Địa chỉ trang"),
        make("p", { class: "bm-help", id: "moi-giup" }, "Chữ thường không dấu, số, gạch nối. Chọn kỹ: tên đã đăng không đổi nữa."), slug, fault),
      make("p", { class: "d-acts" }, make("button", { class: "d-main" }, "Bắt đầu soạn"), button("Thôi", () => box.close())));
    box.showModal();
    title.focus();
  });
  take(D.read("ho-so"));
  // The page was drawn before the files were looked at again.
  clearTimeout(timer);
  timer = setTimeout(load, AGAIN);
})();
