/* The form that is sent out: filled in, looked over, saved as a file, opened again. Stores nothing unless it is asked to. */
(function () {
  "use strict";
  const B = window.BieuMau;
  const at = (id) => document.getElementById(id);
  const asked = JSON.parse(at("hoi").textContent), news = at("tin"), keep = at("giu");
  const KEY = "nhan-rong-bieu-mau", PAUSE = 250;
  let timer, faults = [], dirty = false;

  const form = B.form(at("bieu-mau"), at("muc"), asked, () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  function look() {
    const data = form.read();
    faults = B.quick(asked, data);
    form.show(faults);
    at("thieu").textContent = faults.length ? "Xem chỗ còn thiếu (" + faults.length + ")" : "Không còn chỗ thiếu";
    if (keep.checked) { remember(data); }
  }
  function say(text) { news.textContent = text; }

  function remember(data) {
    try { localStorage.setItem(KEY, JSON.stringify(data)); } catch { say("Trình duyệt này không cho giữ bản đang điền; hãy lưu tệp."); }
  }
  function remembered() {
    try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; }
  }
  keep.addEventListener("change", () => {
    if (keep.checked) { remember(form.read()); } else { try { localStorage.removeItem(KEY); } catch { /* nothing was kept there */ } }
  });

  /* What the office does not say, and the door asks: a draft, sent today. */
  function whole(data) {
    const now = new Date(), two = (part) => String(part).padStart(2, "0");
    const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
    return { ...data, status: data.status || "nhap", changes: data.changes || [{ date: day, kind: "moi", note: "Đăng lần đầu, theo hồ sơ địa phương gửi." }] };
  }
  function name(data) {
    return B.fold(data.title || "ho-so").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80).replace(/-+$/, "") || "ho-so";
  }
  at("luu").addEventListener("click", () => {
    look();
    const data = whole(form.read()), file = name(data) + ".yaml";
    const link = B.make("a", { href: URL.createObjectURL(new Blob([B.yaml.write(data)], { type: "application/yaml" })), download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    dirty = false;
    say("Đã lưu " + file + (faults.length ? ". Còn " + faults.length + " chỗ thiếu; vẫn mở lại và điền tiếp được." : ". Gửi tệp này qua thư điện tử."));
  });
  at("thieu").addEventListener("click", () => {
    look();
    form.insist();
    form.show(faults);
    if (faults.length) { form.go(form.first(faults).loc); } else { say("Không còn chỗ thiếu."); }
  });
  at("in").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
  at("mo").addEventListener("change", async () => {
    const [file] = at("mo").files;
    if (!file || (dirty && !window.confirm("Bỏ những gì đang điền để mở tệp này?"))) { return; }
    try {
      form.write(B.yaml.read(await file.text()));
      dirty = false;
      say("Đã mở " + file.name + ".");
      look();
    } catch {
      say("“" + file.name + "” không phải tệp do biểu mẫu này lưu, hoặc đã bị sửa tay. Chưa mở gì.");
    }
  });
  window.addEventListener("pagehide", () => { if (keep.checked) { remember(form.read()); } });
  at("bieu-mau").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => { if (dirty && !keep.checked) { event.preventDefault(); } });

  const before = remembered();
  keep.checked = Boolean(before);
  form.write(before || {});
  look();
  if (before) { say("Đã mở lại bản đang điền."); }
})();
