/* Choosing terms: an editable combobox with a list (ARIA Authoring Practices) that also finds what is typed without diacritics. */
(function () {
  "use strict";
  const { make, fold } = window.BieuMau;
  /* A name without what people leave out of it in a hurry: “TP. Huế” and “tp hue” are one. */
  const plain = (text) => fold(text).replace(/[^a-z0-9]+/g, " ").trim();
  /* Every way in which a term is written: its name, and others that its vocabulary knows. */
  const names = ([, ...all]) => all.map(plain);
  /* The code of the only term that is written so. */
  window.BieuMau.meant = function (terms, typed) {
    const found = terms.filter((term) => names(term).includes(plain(typed)));
    return found.length === 1 ? found[0][0] : undefined;
  };
  const MOST = 60;

  /* Best first: the label begins so, a word of it begins so, it is somewhere inside. */
  function ranked(terms, typed) {
    const wanted = plain(typed);
    const near = (text) => (!wanted || text.startsWith(wanted) ? 0 : text.includes(" " + wanted) ? 1 : text.includes(wanted) ? 2 : 9);
    const place = (term) => Math.min(...names(term).map(near), fold(term[0]).includes(wanted) ? 2 : 9);
    return terms.map((term) => [place(term), term]).filter(([rank]) => rank < 9).sort((a, b) => a[0] - b[0]).map(([, term]) => term).slice(0, MOST);
  }

  /* Turns a text field into a combobox; `pick(code, label)` is told what was chosen. Returns its list. */
  window.BieuMau.combobox = function (input, terms, pick) {
    const id = input.id + "-ds";
    const list = make("ul", { id, class: "bm-list", role: "listbox", "aria-label": "Các giá trị chọn được", hidden: true });
    let shown = [], active = -1;

    function mark(place) {
      active = place;
      [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === place)));
      if (place < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
    function open(typed) {
      shown = ranked(terms, typed);
      list.replaceChildren(...shown.map(([code, label], index) => make("li", { id: id + "-" + index, role: "option", "aria-selected": "false" }, label)));
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      mark(-1);
    }
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    }
    function choose(place) {
      const [code, label] = shown[place];
      close();
      pick(code, label);
    }
    function step(by) {
      if (list.hidden) { open(""); }
      if (shown.length) { mark((active + 1 + by + shown.length + 1) % (shown.length + 1) - 1); }
    }
    const KEYS = {
      ArrowDown: () => step(1), ArrowUp: () => step(-1),
      Enter: () => (list.hidden ? undefined : choose(active < 0 ? 0 : active)),
      Escape: () => close()
    };
    input.addEventListener("keydown", (event) => {
      // Keys that an input method is still using are its own; Safari tells only by the number.
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || !KEYS[event.key]) { return; }
      if (event.key === "Enter" || !list.hidden || event.key.startsWith("Arrow")) { event.preventDefault(); }
      KEYS[event.key]();
    });
    input.addEventListener("input", () => open(input.value));
    input.addEventListener("click", () => { if (list.hidden) { open(""); } });
    input.addEventListener("blur", close);
    // A press on the list would take the focus from the input and so close the list before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const place = [...list.children].findIndex((node) => node.contains(event.target));
      if (place >= 0) { choose(place); }
    });
    Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })
      .forEach(([name, value]) => input.setAttribute(name, value));
    return list;
  };
})();
