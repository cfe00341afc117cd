/* The form of a case, drawn from its description (casebook/blanks/questions.py): what its parts share. */
window.BieuMau = (function () {
  "use strict";
  let number = 0;

  function make(tag, attributes, ...content) {
    const node = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (value !== undefined && value !== null && value !== false) { node.setAttribute(name, value === true ? "" : value); }
    });
    node.append(...content.filter((part) => part !== undefined && part !== null && part !== ""));
    return node;
  }
  /* Without diacritics, đ as d: what people type in a hurry. */
  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function fresh() {
    number += 1;
    return "bm" + number;
  }
  function button(text, does, name) {
    const node = make("button", { type: "button", class: "bm-b", "aria-label": name }, text);
    node.addEventListener("click", does);
    return node;
  }
  function isEmpty(value) {
    return value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);
  }

  /* The frame of one field: label, help, what is wrong. `set` frames a set of boxes, which one label cannot name. */
  function frame(blank, id, set) {
    const help = [blank.help, blank.hint, blank.example && "Ví dụ: " + blank.example].filter(Boolean).join(" ");
    const name = [blank.title, blank.required ? make("span", { class: "bm-req" }, " bắt buộc") : ""];
    const fault = make("p", { class: "bm-fault", id: id + "-loi", hidden: true });
    const told = help ? make("p", { class: "bm-help", id: id + "-giup" }, help) : "";
    const node = set
      ? make("fieldset", { class: "bm-f", id: id + "-o" }, make("legend", { class: "bm-l" }, ...name), told)
      : make("div", { class: "bm-f" }, make("label", { class: "bm-l", for: id }, ...name), told);
    const about = [told && id + "-giup", id + "-loi"].filter(Boolean).join(" ");
    return {
      node, fault, about,
      /* Says at the field what is wrong; an empty list takes it back. */
      show(messages, targets) {
        const bad = messages.length > 0;
        fault.textContent = messages.join(". ");
        fault.hidden = !bad;
        node.classList.toggle("is-bad", bad);
        targets.forEach((target) => {
          if (bad) { target.setAttribute("aria-invalid", "true"); } else { target.removeAttribute("aria-invalid"); }
        });
      }
    };
  }

  return { make, fold, fresh, button, isEmpty, frame };
})();
