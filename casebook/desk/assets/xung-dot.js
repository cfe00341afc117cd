/* The file changed while the form was open: shows both, field by field, and puts together what is chosen; writes nothing by itself. */
(function () {
  "use strict";
  const { make, button } = window.BieuMau;
  let asked;
  const titled = (name) => asked.sections.flatMap((part) => part.blanks).find((blank) => blank.name === name) || { title: name };

  /* A value as the form shows it: labels for codes, titles for names. */
  function words(value, blank) {
    if (value === undefined) { return "(trống)"; }
    if (Array.isArray(value)) { return value.map((one, index) => (blank.inside ? index + 1 + ". " : "") + words(one, blank)).join("\n"); }
    if (typeof value !== "object") {
      const term = blank.vocabulary && asked.terms[blank.vocabulary].find(([code]) => code === value);
      return term ? term[1] : window.BieuMau.spoken(String(value));
    }
    return Object.entries(value).map(([name, one]) => {
      const inner = (blank.inside || []).find((part) => part.name === name) || { title: name };
      return inner.title + ": " + words(one, inner).replace(/\n/g, ", ");
    }).join(" · ");
  }
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  /* Mine, where both sides gave the same new code to different sources: my own sources and what cites them take codes that are free. */
  function apart(base, mine, theirs) {
    const [first, own, other] = [base, mine, theirs].map((data) => data.sources || []), taken = new Set([...own, ...other].map((one) => one.id)), names = {};
    own.filter((one) => other.some((their) => their.id === one.id && !same(their, one)) && !first.some((old) => old.id === one.id)).forEach((one) => {
      let number = 1;
      while (taken.has("s" + number)) { number += 1; }
      taken.add(names[one.id] = "s" + number);
    });
    const cites = (name) => name === "sources" || name.endsWith("_sources");
    const walk = (value, name) => {
      if (Array.isArray(value)) { return value.map((one) => walk(one, name)); }
      if (typeof value === "string") { return (cites(name) && names[value]) || value; }
      return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, name === "sources" && inner === "id" ? names[one] || one : walk(one, inner)]));
    };
    return walk(mine, "");
  }
  /* A list to which both sides added, or in which each changed other items; undefined where that cannot be told. */
  function both(base = [], mine, theirs) {
    if (![base, mine, theirs].every(Array.isArray) || Math.min(mine.length, theirs.length) < base.length) { return undefined; }
    if (base.some((one, place) => !same(one, mine[place]) && !same(one, theirs[place]) && !same(mine[place], theirs[place]))) { return undefined; }
    const kept = base.map((one, place) => (same(one, mine[place]) ? theirs[place] : mine[place])), added = theirs.slice(base.length);
    // Of two new ones with one code nobody knows which a citation means.
    if (mine.slice(base.length).some((one) => one.id && added.some((other) => other.id === one.id && !same(one, other)))) { return undefined; }
    return [...kept, ...added, ...mine.slice(base.length).filter((one) => !added.some((other) => same(one, other)))];
  }

  /* `questions` is what the form asks, `base` what it began from; `done` gets the data that was put together. */
  window.Desk.conflict = function (host, questions, message, base, typed, theirs, done, stay) {
    asked = questions;
    const mine = apart(base, typed, theirs);
    // A file that is gone has nothing to offer.
    const gone = !Object.keys(theirs).length;
    const differing = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter((name) => !same(mine[name], theirs[name]));
    const choices = differing.map((name, index) => {
      // What only one side changed needs no question; where both did, the file's stands first.
      const ours = gone || same(theirs[name], base[name]), joined = !ours && !same(mine[name], base[name]) ? both(base[name], mine[name], theirs[name]) : undefined;
      const pick = (value, label, text, checked) => {
        const radio = make("input", { type: "radio", name: "chon-" + index, value });
        radio.checked = checked;
        return { radio, node: make("label", { class: "d-side" }, make("span", {}, radio, " ", label), make("span", { class: "d-text" }, text)) };
      };
      const sides = [["mine", "Bản của bạn", mine[name], ours], ["theirs", "Bản trong tệp", theirs[name], !ours && !joined], ...(joined ? [["both", "Cả hai", joined, true]] : [])];
      const picks = sides.map(([value, label, held, checked]) => ({ held, ...pick(value, label, words(held, titled(name)), checked) }));
      const node = make("fieldset", { class: "d-differ" }, make("legend", {}, titled(name).title), ...picks.map((one) => one.node));
      return { name, node, value: () => picks.find((one) => one.radio.checked).held };
    });
    const together = () => {
      const data = { ...theirs };
      choices.forEach((choice) => {
        const value = choice.value();
        if (value === undefined) { delete data[choice.name]; } else { data[choice.name] = value; }
      });
      return data;
    };
    const head = make("h3", { tabindex: "-1" }, gone ? "Tệp của hồ sơ này không còn" : "Hai người cùng sửa hồ sơ này");
    host.replaceChildren(make("div", { class: "d-note is-strong", role: "alert" }, head, make("p", {}, message),
      make("p", {}, choices.length ? "Hai bản khác nhau ở " + choices.length + " mục. Chọn bản nào cho từng mục; biểu mẫu khoá cho tới khi chọn xong, và chưa ghi gì cho tới khi bấm Lưu lần nữa." : "Nội dung hai bản giống nhau."),
      ...choices.map((choice) => choice.node),
      make("p", { class: "d-acts" }, button("Dùng những gì đã chọn", () => done(together())), ...(gone ? [] : [button("Lấy hết bản trong tệp", () => done(theirs))]), button("Giữ bản của tôi làm nháp", stay))));
    head.focus();
  };
})();
