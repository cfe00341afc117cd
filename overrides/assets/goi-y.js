/* Suggests models while somebody types in an <input data-goi-y>: an editable combobox with a list (ARIA Authoring Practices).
   Nothing is fetched before the first letter; where the search cannot be fetched, the input stays what it was: a field of its form. */
(function () {
  "use strict";
  const site = window.NhanRong;
  const MOST = 6, PAUSE = 120, SILENCE = 600;

  function make(tag, attributes, ...content) {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...content);
    return node;
  }
  function search() { return site.tim ? Promise.resolve(site.tim) : site.script("assets/tim.js").then(() => site.tim); }

  function combobox(input, number) {
    const form = input.form, id = "goi-y-" + number;
    const list = make("ul", { id, class: "suggest", role: "listbox", "aria-label": "Gợi ý", hidden: "" });
    let options = [], active = -1, shown = "", round = 0, pause, silence, status;

    /* Moves the mark to an option, or back to the text with -1; focus never leaves the input. */
    function mark(place) {
      active = place;
      options.forEach(({ node }, index) => node.setAttribute("aria-selected", String(index === place)));
      if (place < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", options[place].node.id);
      options[place].node.scrollIntoView({ block: "nearest" });
    }
    function step(by) {
      const places = options.length + 1;
      mark((active + 1 + by + places) % places - 1);
    }
    function say(text) {
      clearTimeout(silence);
      silence = setTimeout(() => { status.textContent = text; }, SILENCE);
    }
    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
    }
    function forget() {
      clearTimeout(pause);
      round += 1;
    }
    function close() {
      forget();
      clearTimeout(silence);
      mark(-1);
      show(false);
      if (status) { status.textContent = ""; }
    }

    function choose({ slug, title }) {
      close();
      const chosen = new CustomEvent("goi-y-chon", { bubbles: true, cancelable: true, detail: { slug, title } });
      if (input.dispatchEvent(chosen)) { location.href = site.page("mo-hinh/" + slug + "/"); }
    }
    function option(index, pick, ...content) {
      return { pick, node: make("li", { id: id + "-" + index, role: "option", "aria-selected": "false" }, ...content) };
    }
    function draw(text, found) {
      options = found.map((item, index) => option(index, () => choose(item), make("span", {}, item.title), " ", make("small", {}, item.where)));
      options.push(option(found.length, () => form.querySelector("button").click(), "Tìm “" + text.trim() + "” trong mọi hồ sơ"));
      list.replaceChildren(...options.map(({ node }) => node));
      list.scrollTop = 0;
      shown = text;
      mark(-1);
      show(true);
      say(found.length ? found.length + " gợi ý" : "Không có gợi ý");
    }
    /* An answer that comes after more was typed, or after the list was closed, is dropped. */
    function ask(by) {
      forget();
      const asked = round, text = input.value;
      // A live region must stand before it speaks.
      status = status || form.appendChild(make("p", { class: "vh", role: "status" }));
      search().then((tim) => tim.suggest(text, MOST)).then((found) => {
        if (asked !== round) { return; }
        draw(text, found);
        if (by) { step(by); }
      }).catch(() => { if (asked === round) { close(); } });
    }

    function arrow(by, alone) {
      if (!alone && by < 0) { close(); return; }
      if (!list.hidden && shown === input.value) { step(alone ? by : 0); } else if (input.value.trim()) { ask(alone ? by : 0); }
    }
    function escape() {
      if (list.hidden) { input.value = ""; }
      close();
    }
    const KEYS = { ArrowDown: (event) => arrow(1, !event.altKey), ArrowUp: (event) => arrow(-1, !event.altKey), Escape: escape, Enter: () => options[active].pick() };

    input.addEventListener("keydown", (event) => {
      // Keys that an input method is still using are its own; Safari tells only by the number.
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) { mark(-1); }
      if (!KEYS[event.key] || (event.key === "Enter" && active < 0)) { return; }
      event.preventDefault();
      KEYS[event.key](event);
    });
    input.addEventListener("input", () => {
      if (!input.value.trim()) { close(); return; }
      forget();
      mark(-1);
      search().catch(() => {});
      pause = setTimeout(() => ask(0), PAUSE);
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    // A press on the list would take the focus from the input and so close the list before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = options.find(({ node }) => node.contains(event.target));
      if (chosen) { chosen.pick(); }
    });

    // A search field may not be a combobox (ARIA in HTML); a text field may. The keyboard of a phone still says “search”.
    input.type = "text";
    Object.entries({ role: "combobox", enterkeyhint: "search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })
      .forEach(([name, value]) => input.setAttribute(name, value));
    form.append(list);
  }

  document.querySelectorAll("input[data-goi-y]").forEach(combobox);
})();
