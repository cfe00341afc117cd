/* The whole form: its parts, its list of contents, what it holds, and what is wrong with it. */
(function () {
  "use strict";
  const B = window.BieuMau;
  const { make, button, fresh } = B;
  const QUIET = 150;

  /* Opens every closed group around a node. */
  function reveal(node) {
    for (let box = node.closest("details"); box; box = box.parentElement.closest("details")) { box.open = true; }
  }

  /* Draws the form of `asked` into `host`, its contents into `menu`; `changed` is called after each change. */
  B.form = function (host, menu, asked, changed) {
    let references = [], rest = {}, shown = [], asking = false, timer, listed = "";
    const context = {
      terms: asked.terms, titled: [],
      changed() { clearTimeout(timer); timer = setTimeout(settle, QUIET); changed(); },
      referring(one) { references.push(one); return one; },
      sources: () => named("sources", (one) => one.id + " · " + (one.publisher || one.title || "chưa ghi nơi đăng")),
      documents: () => named("documents", (one) => one.id + " · " + (one.number || one.cited_as || one.title || "chưa ghi số"))
    };
    const parts = asked.sections.map((section) => {
      const id = fresh(), controls = section.blanks.map((blank) => B.control(blank, context));
      const node = make("section", { class: "bm-part", "aria-labelledby": id }, make("h2", { id, tabindex: "-1" }, section.title), ...controls.map((one) => one.node));
      const flag = make("span", { class: "bm-flag" });
      const link = button(section.title, () => { const head = node.firstChild; head.scrollIntoView(); head.focus({ preventScroll: true }); });
      link.append(flag);
      return { node, controls, link, flag };
    });
    const controls = parts.flatMap((part) => part.controls);
    host.replaceChildren(...parts.map((part) => part.node));
    menu.replaceChildren(make("ul", {}, ...parts.map((part) => make("li", {}, part.link))));

    function named(name, label) {
      const control = controls.find((one) => one.blank.name === name);
      const value = control && control.read();
      return (Array.isArray(value) ? value : []).filter((one) => one && one.id).map((one) => [one.id, label(one)]);
    }
    /* After a pause: names of groups, and the sources and documents that fields may refer to. */
    function settle() {
      context.titled.forEach((title) => title());
      const now = JSON.stringify([context.sources(), context.documents()]);
      if (now !== listed) {
        listed = now;
        references = references.filter((one) => one.node.isConnected);
        references.forEach((one) => one.refresh());
      }
    }
    function place(loc) {
      const control = controls.find((one) => one.blank.name === loc[0]);
      return control && control.at(loc.slice(1));
    }

    const self = {
      read() {
        const data = {};
        controls.forEach((control) => {
          const value = control.read();
          if (value !== undefined) { data[control.blank.name] = value; }
        });
        return { ...data, ...rest };
      },
      write(data) {
        rest = Object.fromEntries(Object.entries(data).filter(([name]) => !controls.some((one) => one.blank.name === name)));
        shown = [];
        asking = false;
        // Sources first: what refers to them draws their names.
        [...controls].sort((a, b) => (b.blank.name === "sources") - (a.blank.name === "sources") || (b.blank.name === "documents") - (a.blank.name === "documents"))
          .forEach((control) => control.write(data[control.blank.name]));
        settle();
      },
      /* Puts each fault [{loc, message}] at its field; returns the messages that have none. */
      show(faults) {
        const found = new Map();
        self.read();
        faults.forEach((fault) => {
          const control = place(fault.loc);
          found.set(control, [...(found.get(control) || []), fault.message]);
        });
        shown.filter((control) => !found.has(control)).forEach((control) => control.show([], true));
        found.forEach((messages, control) => { if (control) { control.show(messages, asking); } });
        shown = [...found.keys()].filter(Boolean);
        parts.forEach((part) => {
          const count = faults.filter((fault) => part.controls.some((one) => one.blank.name === fault.loc[0])).length;
          part.flag.textContent = count ? " " + count : "";
          part.link.setAttribute("aria-label", part.link.firstChild.textContent + (count ? ", " + count + " chỗ cần sửa" : ""));
        });
        return found.get(undefined) || [];
      },
      /* From now on what is missing is a fault like any other. */
      insist() { asking = true; },
      go(loc) {
        const control = place(loc);
        if (!control) { return; }
        reveal(control.node);
        control.focus();
        document.activeElement.scrollIntoView({ block: "center" });
      },
      /* The order in which the fields stand, for “the first fault”. */
      first(faults) {
        const rank = (fault) => { const control = place(fault.loc); return control ? control.node : host; };
        return [...faults].sort((a, b) => (rank(a).compareDocumentPosition(rank(b)) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1))[0];
      }
    };
    return self;
  };
})();
