/* One case in the form: opened, checked and shown while it is typed, kept as a draft, saved. */
(function () {
  "use strict";
  const { make, button } = window.BieuMau;
  const D = window.Desk;
  const at = (id) => document.getElementById(id);
  const host = at("bieu-mau"), notes = at("bao"), frame = at("khung"), faultsButton = at("loi");
  const PAUSE = 220, DRAFT = 1200, LONGEST = 5000;
  let form, own = "", takes = null, since = 0, saving = false, again = false, slug = "", sha = "", base = {}, faults = [], dirty = false, round = 0, looking, drafting, kept;

  function note(...content) { notes.append(make("div", { class: "d-note" }, ...content)); }
  function title(data) { return data.title || slug; }
  /* Of a case each window keeps its own draft; one that it went on from it takes with it, if nobody types there any more. */
  const fresh = () => Math.random().toString(36).slice(2, 12);
  function text() { return { slug, data: form.read(), sha }; }

  /* Opens a case with its newest draft, or that of a window; what was typed into the one before is kept as its draft first. */
  D.open = async function (wanted, whose) {
    if (!await keep()) { return; }
    const answer = await D.ask("cases/" + encodeURIComponent(wanted) + (whose === undefined ? "" : "?window=" + whose));
    if (!answer.ok) { return; }
    const { data, draft, others, refused } = answer.body;
    if (refused) { refuse(wanted, refused, draft); return; }
    // A draft is put together with what it began from, not with what the file has become meanwhile.
    if (!await begin(wanted, draft ? draft.sha : answer.body.sha, draft && draft.base || data, draft ? draft.data : data, data.status === "rut")) { return; }
    own = fresh();
    takes = draft && { window: draft.window, stamp: draft.stamp };
    if (draft) {
      const changed = draft.sha !== answer.body.sha ? " Tệp đã được sửa sau khi bản nháp này bắt đầu; khi lưu, bạn sẽ được hỏi chọn bản nào." : "";
      note(make("p", {}, "Đang mở bản nháp giữ lúc " + draft.when + ", chưa lưu vào hồ sơ." + changed), button("Bỏ bản nháp", () => doubt(wanted)));
      dirty = true;
    }
    others.forEach((other) => note(make("p", {}, "Hồ sơ này còn một bản nháp khác, giữ lúc " + other.when + ", gõ ở một cửa sổ khác."), button("Mở bản nháp ấy", () => D.open(wanted, other.window))));
  };
  /* A file that cannot be read is no form: an empty one would be saved over it. */
  function refuse(wanted, fault, draft) {
    clearTimeout(looking);
    slug = ""; dirty = false; round += 1;
    notes.replaceChildren();
    host.hidden = at("muc").hidden = at("lam").hidden = frame.hidden = true;
    at("ten").textContent = wanted;
    at("tep").textContent = "cases/" + wanted + ".yaml";
    at("xem-tin").textContent = "";
    document.title = wanted + " | Trình soạn";
    D.list.current(wanted);
    D.steps("");
    D.show("soan");
    const how = "Mở tệp bằng một trình soạn thảo văn bản (Notepad), sửa dòng ghi ở trên rồi lưu, hoặc lấy lại bản trước của tệp. Xong thì bấm “Đọc lại tệp”.";
    note(make("p", {}, "Không đọc được tệp này nên không mở thành biểu mẫu; tệp còn nguyên."), make("p", { class: "bm-fault" }, fault), make("p", {}, how),
      draft ? make("p", {}, "Bản nháp giữ lúc " + draft.when + " vẫn còn; đọc được tệp thì bản nháp mở lại.") : "",
      button("Đọc lại tệp", () => D.open(wanted)));
    at("ten").focus();
  }
  D.begin = async function (wanted, name) {
    if (!await keep()) { return; }
    if (!await begin(wanted, "", {}, { title: name, status: "nhap" }, false)) { return; }
    own = fresh();
    takes = null;
    note(make("p", {}, "Hồ sơ mới, chưa lưu lần nào."), button("Bỏ bản nháp", () => doubt(wanted)));
    changed();
  };
  /* False when the server could not say what the form asks. */
  async function begin(wanted, from, saved, data, gone) {
    const asked = await D.questions();
    if (!asked) { return false; }
    slug = wanted; sha = from; base = saved; dirty = false; faults = [];
    notes.replaceChildren();
    if (!form) { form = window.BieuMau.form(host, at("muc"), asked, changed); }
    form.write(data);
    host.hidden = at("muc").hidden = gone;
    host.inert = false;
    if (gone) { note(make("p", {}, "Hồ sơ này đã rút: chỉ còn trang báo rút. Muốn sửa lời ấy thì bấm “Sửa lời báo rút…”.")); }
    at("ten").textContent = title(data);
    at("tep").textContent = "cases/" + slug + ".yaml" + (from ? "" : " (chưa có tệp)");
    at("lam").hidden = gone;
    document.title = title(data) + " | Trình soạn";
    frame.hidden = false;
    /* The same case again: loading its frame anew could wipe out a page that was already drawn. */
    if (frame.contentWindow.location.pathname !== "/xem/mo-hinh/" + slug + "/") { frame.src = "/xem/mo-hinh/" + slug + "/"; }
    D.list.current(slug);
    D.steps(from ? data.status : "", data.withdrawn);
    D.show("soan");
    at("ten").focus();
    host.closest(".d-pane").scrollTop = 0;
    look();
    return true;
  }
  /* Nothing brings a draft back: who drops one is asked once more. */
  function doubt(wanted) {
    at("hoi-bo")?.remove();
    const ask = make("div", { class: "d-note is-strong", id: "hoi-bo", role: "alert", tabindex: "-1" },
      make("p", {}, sha ? "Bỏ mọi điều đã gõ mà chưa lưu? Hồ sơ trở lại như trong tệp; bản nháp không lấy lại được." : "Hồ sơ này chưa lưu lần nào: bỏ bản nháp là bỏ cả hồ sơ, không lấy lại được."),
      make("p", { class: "d-acts" }, button("Bỏ hẳn", () => forget(wanted)), button("Giữ lại", () => { ask.remove(); at("ten").focus(); })));
    notes.prepend(ask);
    ask.focus();
  }
  async function forget(wanted) {
    clearTimeout(drafting);
    dirty = false;
    await kept;
    await D.ask("drop", { slug: wanted, window: own, takes });
    D.list.load();
    if (sha) { D.open(wanted); } else { D.leave("Đã bỏ bản nháp"); }
  }
  /* No case is in the form any more. */
  D.leave = function (said) {
    clearTimeout(looking);
    slug = ""; dirty = false; round += 1;
    notes.replaceChildren();
    host.hidden = at("muc").hidden = at("lam").hidden = frame.hidden = true;
    at("ten").textContent = at("tep").textContent = at("xem-tin").textContent = "";
    D.list.current("");
    D.steps("");
    D.show("danh-sach");
    D.say(said);
  };

  function changed() {
    dirty = true;
    clearTimeout(looking);
    clearTimeout(drafting);
    looking = setTimeout(look, PAUSE);
    // Who types on and on is kept too.
    since = since || Date.now();
    drafting = setTimeout(keep, Math.max(0, Math.min(DRAFT, since + LONGEST - Date.now())));
  }
  /* Asks what is wrong and how the page looks; an answer to what is no longer there is dropped. */
  async function look() {
    round += 1;
    const asked = round, sent = text();
    const current = () => asked === round && sent.slug === slug;
    const check = D.ask("check", sent).then((answer) => { if (answer.ok && current()) { judge(answer.body); } });
    const page = D.ask("preview", sent).then((answer) => { if (answer.ok && current()) { draw(answer.body); } });
    await Promise.all([check, page]);
  }
  D.whole = () => { if (slug) { look(); } };

  function judge({ faults: found, elsewhere }) {
    faults = found;
    const unplaced = form.show(found);
    at("loi-chung")?.remove();
    const lines = [...unplaced, ...elsewhere];
    if (lines.length) { notes.prepend(make("div", { class: "d-note", id: "loi-chung" }, ...lines.map((line) => make("p", { class: "bm-fault" }, line)))); }
    const many = found.length + elsewhere.length;
    if (faultsButton.textContent !== many + " lỗi") { D.tell(many ? many + " lỗi" : "Không còn lỗi"); }
    faultsButton.textContent = many + " lỗi";
    faultsButton.disabled = !found.length;
    at("xem-tin").textContent = many ? "Chỗ chưa điền hoặc sai hiện là “chưa điền”." : "";
  }
  function draw(html) {
    const page = frame.contentDocument, main = page && page.getElementById("noi-dung");
    if (main && frame.contentWindow.location.pathname === "/xem/mo-hinh/" + slug + "/") {
      main.innerHTML = html;
      frame.dataset.round = String(round);
    } else {
      frame.addEventListener("load", () => draw(html), { once: true });
    }
  }
  // In the page beside the form only its own anchors lead anywhere.
  frame.addEventListener("load", () => {
    frame.contentDocument.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link && !link.getAttribute("href").startsWith("#")) { event.preventDefault(); }
    });
  });

  /* Keeps what was typed as a draft; false when even that failed. */
  async function keep(leaving) {
    clearTimeout(drafting);
    since = 0;
    if (!slug || !dirty) { return true; }
    kept = D.ask("draft", { ...text(), base, window: own, takes }, leaving === true);
    const answer = await kept;
    if (answer.ok) { takes = null; }
    if (answer.ok && !D.list.has(slug)) { D.list.load(); }
    if (answer.ok && leaving !== true) { D.tell("Đã lưu nháp " + answer.body.when.slice(0, 5)); }
    return answer.ok;
  }
  function first() {
    form.insist();
    form.show(faults);
    if (faults.length) { form.go(form.first(faults).loc); }
  }
  faultsButton.addEventListener("click", first);

  /* For what works on the file: false while the form holds more than the file does. */
  D.saved = () => slug && !dirty ? slug : "";
  /* The file as it was when it was opened or saved here. */
  D.sha = () => sha;

  /* Once at a time: a second press would meet the file that the first one wrote. What was typed between them is saved after it. */
  async function save(anyway) {
    again = saving;
    if (!slug || saving) { return; }
    // What is typed and not yet taken in, as the name of a place, is taken in when the box is left.
    const box = host.contains(document.activeElement) ? document.activeElement : null;
    if (box) { box.blur(); box.focus({ preventScroll: true }); }
    let stored = false;
    saving = true;
    try { stored = await checkAndStore(anyway); } finally { saving = false; }
    if (again && stored) { await save(); }
  }
  /* Whether the file now holds what was in the form. */
  async function checkAndStore(anyway) {
    const answer = await D.ask("check", text());
    if (!answer.ok) { return false; }
    judge(answer.body);
    at("hoi-luu")?.remove();
    const many = faults.length + answer.body.elsewhere.length;
    if (many && anyway !== true) {
      form.insist();
      form.show(faults);
      const ask = make("div", { class: "d-note is-strong", id: "hoi-luu", role: "alert", tabindex: "-1" },
        make("p", {}, "Chưa lưu: còn " + many + " lỗi. Bản nháp vẫn được giữ. Lưu khi còn lỗi thì cả kho chưa dựng được trang nào cho tới khi sửa xong."),
        make("p", { class: "d-acts" }, button("Tới lỗi đầu tiên", first), button("Vẫn lưu", () => save(true))));
      notes.prepend(ask);
      await keep();
      ask.focus();
      return false;
    }
    return store();
  }
  async function store() {
    clearTimeout(drafting);
    // A draft still on its way would come after the file, and stay.
    await kept;
    const sent = text();
    const answer = await D.ask("save", { ...sent, window: own, takes });
    if (answer.status === 409) { await clash(answer.body, sent.data); return false; }
    if (!answer.ok) { await keep(); return false; }
    sha = answer.body.sha;
    takes = null;
    base = sent.data;
    dirty = JSON.stringify(form.read()) !== JSON.stringify(sent.data);
    notes.replaceChildren();
    at("tep").textContent = "cases/" + slug + ".yaml";
    D.steps(sent.data.status);
    at("ten").textContent = title(sent.data);
    D.say("Đã lưu " + new Date().toTimeString().slice(0, 5));
    if (answer.body.unlogged) { note(make("p", {}, "Hồ sơ này đã duyệt mà “Nhật ký thay đổi” chưa nói lần sửa này. Sửa điều người đọc cần biết thì bấm “Ghi thay đổi…”.")); }
    D.list.load();
    return true;
  }
  async function clash({ message, theirs }, mine) {
    await keep();
    // What is typed under the panel would be written over by what is chosen in it.
    host.inert = true;
    const take = (data) => {
      const chosen = theirs.sha;
      host.inert = false;
      notes.replaceChildren();
      form.write(data);
      base = theirs.data;
      sha = chosen;
      dirty = JSON.stringify(data) !== JSON.stringify(base);
      D.say(dirty ? "Đã ghép hai bản; xem lại rồi bấm Lưu" : "Đã lấy bản trong tệp");
      note(make("p", {}, "Điều bạn gõ mà không chọn vẫn lấy lại được tới khi đóng hồ sơ này."), button("Lấy lại điều đã gõ", () => { notes.replaceChildren(); form.write(mine); changed(); at("ten").focus(); }));
      if (dirty) { changed(); } else { D.ask("drop", { slug, window: own }).then(() => D.list.load()); look(); }
      at("ten").focus();
    };
    D.conflict(notes, await D.questions(), message, base, mine, theirs.data, take, () => { host.inert = false; notes.replaceChildren(); D.say("Bản của bạn được giữ làm nháp"); at("ten").focus(); });
  }

  at("luu").addEventListener("click", () => save());
  host.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });
  window.addEventListener("pagehide", () => { keep(true); });
  window.addEventListener("beforeunload", (event) => { if (dirty) { event.preventDefault(); } });
})();
