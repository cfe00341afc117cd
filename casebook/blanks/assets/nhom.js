/* Groups of fields, and groups that repeat: added, moved, removed and brought back. What is closed is drawn only when it is opened. */
(function () {
  "use strict";
  const B = window.BieuMau;
  const { make, button, fresh, isEmpty } = B;

  function control(blank, context) {
    if (!blank.inside) { return B.leaf(blank, context); }
    const group = blank.many ? repeated(blank, context) : record(blank, context);
    return folded(blank, group, context);
  }

  /* The fields of one record; keys that the form does not know are kept as they are. */
  function record(blank, context) {
    const node = make("div", { class: "bm-fields" });
    const fault = make("p", { class: "bm-fault", hidden: true, tabindex: "-1", id: fresh() });
    let given, children;
    const self = {
      blank, node,
      build() {
        if (children) { return; }
        children = blank.inside.map((inner) => control(inner, context));
        children.forEach((child) => child.write(given && typeof given === "object" ? given[child.blank.name] : undefined));
        node.replaceChildren(fault, ...children.map((child) => child.node));
      },
      read() {
        if (!children) { return given; }
        const rest = given && typeof given === "object" ? { ...given } : {};
        children.forEach((child) => {
          const value = child.read();
          if (value === undefined) { delete rest[child.blank.name]; } else { rest[child.blank.name] = value; }
        });
        return isEmpty(rest) ? undefined : rest;
      },
      write(value) {
        given = value;
        children = undefined;
        node.replaceChildren();
      },
      at(loc) {
        self.build();
        const child = children.find((one) => one.blank.name === loc[0]);
        return child ? child.at(loc.slice(1)) : self;
      },
      focus() {
        self.build();
        if (fault.hidden) { children[0].focus(); } else { fault.focus(); }
      },
      show(messages) { fault.textContent = messages.join(". "); fault.hidden = !messages.length; },
      title() {
        const value = self.read() || {};
        // Its first words: no code, no date, no address.
        const said = blank.inside.filter((inner) => inner.kind === "line" && !inner.vocabulary && inner.name !== "id").map((inner) => value[inner.name]);
        const inner = blank.inside.filter((one) => one.inside && !one.many && value[one.name]).map((one) => value[one.name].name);
        const first = [...said, ...inner, value.date, value.id].find((one) => typeof one === "string" && one);
        return first ? B.spoken(first).slice(0, 90) : "";
      }
    };
    return self;
  }

  function repeated(blank, context) {
    const list = make("ol", { class: "bm-items" }), undo = make("p", { class: "bm-undo", role: "status" });
    const fault = make("p", { class: "bm-fault", hidden: true, tabindex: "-1" });
    const more = button("Thêm mục: " + blank.title.toLowerCase(), () => { add(fresh_value(), true).focus(); changed(); });
    const node = make("div", { class: "bm-many" }, fault, list, undo, make("p", {}, more));
    let items = [], kept = [], odd;

    function add(value, open, place) {
      const one = record(blank, context);
      const head = make("summary", {}), tools = make("p", { class: "bm-tools" });
      const box = make("details", { class: "bm-item", open }, head, tools, one.node);
      const item = { one, head, node: make("li", {}, box), box };
      one.write(value);
      tools.append(button("Lên", () => move(item, -1)), button("Xuống", () => move(item, 1)), button("Bỏ mục này", () => remove(item)));
      box.addEventListener("toggle", () => { if (box.open) { one.build(); } });
      if (open) { one.build(); }
      items.splice(place === undefined ? items.length : place, 0, item);
      draw();
      return one;
    }
    function draw() {
      items.forEach((item, index) => {
        if (list.children[index] !== item.node) { list.insertBefore(item.node, list.children[index] || null); }
        const [up, down, off] = item.box.querySelectorAll(":scope > .bm-tools button");
        up.disabled = index === 0;
        down.disabled = index === items.length - 1;
        [up, down, off].forEach((one) => one.setAttribute("aria-label", one.textContent + ": " + blank.title + " " + (index + 1)));
      });
      while (list.children.length > items.length) { list.lastChild.remove(); }
      titles();
    }
    function titles() {
      items.forEach((item, index) => { item.head.textContent = index + 1 + ". " + (item.one.title() || "(chưa điền)"); });
    }
    function changed() { draw(); context.changed(self); }
    function move(item, by) {
      const from = items.indexOf(item);
      items.splice(from, 1);
      items.splice(from + by, 0, item);
      changed();
      const [up, down] = item.box.querySelectorAll(":scope > .bm-tools button");
      (by < 0 && !up.disabled || down.disabled ? up : down).focus();
    }
    function remove(item) {
      const place = items.indexOf(item), name = item.one.title();
      items.splice(place, 1);
      const back = button("Hoàn lại", () => {
        items.splice(Math.min(place, items.length), 0, item);
        undo.replaceChildren();
        changed();
        item.head.focus();
      });
      undo.replaceChildren("Đã bỏ mục " + (place + 1) + (name ? " “" + name + "”" : "") + ". ", back);
      changed();
      back.focus();
    }
    /* A new source or document gets the next free code: others refer to it. */
    function fresh_value() {
      const coded = blank.inside.find((inner) => inner.name === "id");
      if (!coded) { return undefined; }
      const stem = coded.kind === "source" ? "s" : "vb", taken = (self.read() || []).map((one) => one && one.id);
      let number = 1;
      while (taken.includes(stem + number)) { number += 1; }
      return { id: stem + number };
    }
    const self = {
      blank, node,
      build() { if (!items.length && !odd) { draw(); } },
      read() {
        if (odd !== undefined) { return odd; }
        kept = items.filter((item) => item.one.read() !== undefined);
        return kept.length ? kept.map((item) => item.one.read()) : undefined;
      },
      write(value) {
        items = [];
        undo.replaceChildren();
        odd = value === undefined || Array.isArray(value) ? undefined : value;
        list.replaceChildren();
        (Array.isArray(value) ? value : []).forEach((one) => add(one, false));
        draw();
      },
      at(loc) {
        self.read();
        const item = kept[loc[0]];
        return item ? item.one.at(loc.slice(1)) : self;
      },
      focus() { (fault.hidden ? more : fault).focus(); },
      show(messages) { fault.textContent = messages.join(". "); fault.hidden = !messages.length; },
      title: () => "", titles, count: () => items.length
    };
    return self;
  }

  /* A group with its name and help, closed while it is optional and empty. */
  function folded(blank, group, context) {
    const size = make("span", { class: "bm-size" });
    const head = make("summary", {}, make("span", { class: "bm-gt" }, blank.title, blank.required ? make("span", { class: "bm-req" }, " bắt buộc") : ""), size);
    const node = make("details", { class: "bm-g" }, head, make("p", { class: "bm-help" }, blank.help || ""), group.node);
    node.addEventListener("toggle", (event) => { if (event.target === node && node.open) { group.build(); } });
    const inner = group.write, read = group.read;
    const sized = () => {
      size.textContent = group.count ? (group.count() ? group.count() + " mục" : "chưa có") : read() === undefined ? "chưa có" : "";
      if (group.titles) { group.titles(); }
    };
    group.node = node;
    group.write = (value) => {
      inner(value);
      node.open = Boolean(blank.required) || value !== undefined;
      if (node.open) { group.build(); }
      sized();
    };
    context.titled.push(sized);
    return group;
  }

  B.control = control;
})();
