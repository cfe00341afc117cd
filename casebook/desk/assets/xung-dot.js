/* The file changed while the form was open: shows both, field by field, and puts together what is chosen; writes nothing by itself. */
(function () {
  "use strict";
  const { make, button } = window.BieuMau;
  const titles = new Map(window.Desk.read("hoi").sections.flatMap((part) => part.blanks.map((blank) => [blank.name, blank.title])));

  function words(value) {
    if (value === undefined) { return "(trống)"; }
    if (typeof value !== "object") { return String(value); }
    const parts = Array.isArray(value) ? value.map((one, index) => (typeof one === "object" ? index + 1 + ". " : "") + words(one)) : Object.values(value).map(words);
    return parts.join(Array.isArray(value) ? "\n" : " · ");
  }
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  /* `base` is what the form began from; `done` gets the data that was put together. */
  window.Desk.conflict = function (host, message, base, mine, theirs, done, stay) {
    const differing = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter((name) => !same(mine[name], theirs[name]));
    const choices = differing.map((name, index) => {
      // What only one side changed needs no question; where both did, the file's stands first.
      const ours = same(theirs[name], base[name]);
      const pick = (value, label, text, checked) => {
        const radio = make("input", { type: "radio", name: "chon-" + index, value });
        radio.checked = checked;
        return { radio, node: make("label", { class: "d-side" }, make("span", {}, radio, " ", label), make("span", { class: "d-text" }, text)) };
      };
      const left = pick("mine", "Bản của bạn", words(mine[name]), ours), right = pick("theirs", "Bản trong tệp", words(theirs[name]), !ours);
      const node = make("fieldset", { class: "d-differ" }, make("legend", {}, titles.get(name) || name), left.node, right.node);
      return { name, node, value: () => (left.radio.checked ? mine[name] : theirs[name]) };
    });
    const together = () => {
      const data = { ...theirs };
      choices.forEach((choice) => {
        const value = choice.value();
        if (value === undefined) { delete data[choice.name]; } else { data[choice.name] = value; }
      });
      return data;
    };
    const head = make("h3", { tabindex: "-1" }, "Hai người cùng sửa hồ sơ này");
    host.replaceChildren(make("div", { class: "d-note is-strong", role: "alert" }, head, make("p", {}, message),
      make("p", {}, choices.length ? "Hai bản khác nhau ở " + choices.length + " mục. Chọn bản nào cho từng mục; chưa ghi gì cho tới khi bấm Lưu lần nữa." : "Nội dung hai bản giống nhau."),
      ...choices.map((choice) => choice.node),
      make("p", { class: "d-acts" }, button("Dùng những gì đã chọn", () => done(together())), button("Lấy hết bản trong tệp", () => done(theirs)), button("Giữ bản của tôi làm nháp", stay))));
    head.focus();
  };
})();
