/* The steps in the life of a case, each as the command of its name does it; and the list of what needs attention. */
(function () {
  "use strict";
  const { make, button } = window.BieuMau;
  const D = window.Desk;
  const at = (id) => document.getElementById(id);
  const box = at("hop"), form = at("hop-bm"), row = at("buoc"), terms = D.read("danh-muc");
  let gone;
  const today = () => new Date().toLocaleDateString("en-CA").split("-").reverse().join("/");

  const DAY = { name: "date", label: "Ngày", help: "Gõ đủ ngày, như 21/6/2026.", value: today, required: true };
  const STEPS = {
    submit: { label: "Gửi duyệt", when: ["nhap"], fields: [], says: "Hồ sơ chuyển sang chờ duyệt." },
    approve: { label: "Duyệt…", when: ["nhap", "cho_duyet", "da_duyet"], says: "Ghi ai đã duyệt. Hồ sơ chỉ tổng hợp từ nguồn công khai thì để trống hai ô đầu, không ghi người không có thật.", fields: [
      { name: "by", label: "Ai duyệt", help: "Chức danh, đơn vị." },
      { name: "clearance_by", label: "Ai rà soát nhân sự", help: "Xác nhận không ai được nêu đang bị xem xét kỷ luật, thanh tra, điều tra." }, DAY] },
    log: { label: "Ghi thay đổi…", when: ["da_duyet"], says: "Người đọc thấy dòng này ở nhật ký thay đổi.", fields: [
      { name: "kind", label: "Loại", options: terms.change_kind.filter(([code]) => code === "cap_nhat" || code === "dinh_chinh"), required: true },
      { name: "note", label: "Đổi gì", help: "Từ gì thành gì, vì sao.", required: true }, DAY] },
    withdraw: { label: "Rút…", when: ["da_duyet"], says: "Trang chỉ còn lời báo rút; nội dung, ảnh, bản nháp của hồ sơ bị bỏ khỏi kho, ở đây không lấy lại được.", fields: [
      { name: "reason", label: "Lý do", options: terms.withdrawal_reason, required: true },
      { name: "explanation", label: "Giải thích", help: "Nói với người đọc; không nhắc lại nội dung đã rút, không nêu tên ai." },
      { name: "by", label: "Ai quyết định", help: "Chức danh, đơn vị.", required: true }, DAY] },
    explain: { label: "Sửa lời báo rút…", when: ["rut"], says: "Sửa điều trang báo rút nói với người đọc; ngày rút giữ nguyên.", fields: [
      { name: "reason", label: "Lý do", options: terms.withdrawal_reason, required: true, value: () => gone.reason },
      { name: "explanation", label: "Giải thích", help: "Không nhắc lại nội dung đã rút, không nêu tên ai.", value: () => gone.explanation || "" },
      { name: "by", label: "Ai quyết định", help: "Chức danh, đơn vị.", required: true, value: () => gone.by }] },
    discard: { label: "Bỏ hồ sơ…", when: ["nhap", "cho_duyet"], fields: [],
      says: "Hồ sơ này chưa từng đăng. Bỏ thì nó ra khỏi kho; tệp, ảnh, bản nháp nằm ở thư mục .nhap/da-bo trên máy này. Muốn lấy lại thì chép thư mục cases ở trong đó về kho." },
    rename: { label: "Đổi địa chỉ…", when: ["nhap", "cho_duyet", "da_duyet"], says: "Địa chỉ đã đăng sẽ dẫn sang địa chỉ mới.", fields: [
      { name: "new", label: "Địa chỉ mới", help: "Chữ thường không dấu, số, gạch nối.", required: true }] }
  };

  function field({ name, label, help, options, value, required }) {
    const id = "buoc-" + name;
    const input = options ? make("select", { class: "bm-i", id, name, required }, ...options.map(([code, text]) => make("option", { value: code }, text)))
      : make("input", { class: "bm-i", id, name, required, autocomplete: "off", "aria-describedby": help ? id + "-giup" : null });
    if (value) { input.value = value(); }
    return make("div", { class: "bm-f" }, make("label", { class: "bm-l", for: id }, label, required ? make("span", { class: "bm-req" }, " bắt buộc") : ""),
      help ? make("p", { class: "bm-help", id: id + "-giup" }, help) : "", input);
  }
  function open(step, { label, fields, says }) {
    const slug = D.saved();
    if (!slug) { D.say("Lưu hồ sơ trước đã"); at("luu").focus(); return; }
    const fault = make("p", { class: "bm-fault", role: "alert", hidden: true });
    form.onsubmit = async (event) => {
      event.preventDefault();
      const said = Object.fromEntries(new FormData(form));
      const answer = await D.ask("step", { slug, step, sha: D.sha(), ...said, ...(said.date ? { date: window.BieuMau.stored(said.date.trim()) } : {}) });
      if (!answer.ok) {
        fault.textContent = answer.body.message || "Chưa làm được.";
        fault.hidden = false;
        return;
      }
      box.close();
      await D.list.load();
      if (step === "discard") { D.leave("Đã bỏ hồ sơ"); return; }
      await D.open(step === "rename" ? said.new : slug);
      D.say("Xong: " + label.replace("…", "").toLowerCase());
    };
    form.replaceChildren(make("h2", { id: "hop-ten" }, label.replace("…", "")), make("p", { class: "bm-help" }, says), ...fields.map(field), fault,
      make("p", { class: "d-acts" }, make("button", { class: "d-main" }, label.replace("…", "")), button("Thôi", () => box.close())));
    box.showModal();
  }
  /* The steps that a case in this state may take, "" for one that has no file yet; of one that was withdrawn, with what is told of it. */
  D.steps = function (status, withdrawn) {
    gone = withdrawn;
    const names = Object.keys(STEPS).filter((name) => STEPS[name].when.includes(status));
    row.replaceChildren(...names.map((name) => button(STEPS[name].label, () => open(name, STEPS[name]))));
    row.hidden = !names.length;
  };

  at("chu-y").addEventListener("click", async () => {
    const answer = await D.ask("attention");
    if (!answer.ok) { return; }
    const kinds = [...new Set(answer.body.map((one) => one.kind))];
    const line = ({ slug, message }) => make("li", {}, button(D.list.title(slug), () => { box.close(); D.open(slug); }), " ", message);
    form.onsubmit = null;
    form.replaceChildren(make("h2", { id: "hop-ten" }, "Cần chú ý"), make("p", { class: "bm-help" }, "Không phải lỗi và không đăng lên trang; để người biên tập xem lại."),
      ...kinds.flatMap((kind) => [make("h3", {}, kind), make("ul", { class: "d-notices" }, ...answer.body.filter((one) => one.kind === kind).map(line))]),
      kinds.length ? "" : make("p", {}, "Không có gì."), make("p", { class: "d-acts" }, button("Đóng", () => box.close())));
    box.showModal();
  });
})();
