/* One field each: how its kind is asked, read and written. A field that nobody touched gives back exactly what it was given. */
(function () {
  "use strict";
  const B = window.BieuMau;
  const { make, fresh, frame } = B;
  const FEW = 8;
  const HINTS = {
    date: "Gõ 2013, 6/2013 hoặc 21/6/2013.", day: "Gõ đủ ngày, như 21/6/2013.",
    slug: "Chữ thường không dấu, số, gạch nối.", prose: "", line: ""
  };

  /* What was typed the Vietnamese way, as the file writes it; anything else stays as typed and is told as a fault: never guessed. */
  function stored(text) {
    const parts = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(text);
    if (!parts) { return text; }
    return [parts[3], parts[2], parts[1]].filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
  }
  function spoken(text) {
    return /^\d{4}(-\d\d){0,2}$/.test(text) ? text.split("-").reverse().join("/") : text;
  }
  Object.assign(B, { stored, spoken });

  /* A field around `parts`: {node, targets, get, set, focus?}. */
  function field(blank, context, framed, parts) {
    let given, touched = false;
    const self = {
      blank, node: framed.node,
      read() {
        const value = touched ? parts.get() : given;
        return B.isEmpty(value) ? undefined : value;
      },
      write(value) {
        given = value;
        touched = false;
        parts.set(value);
        if (parts.count) { parts.count(); }
      },
      touch() {
        touched = true;
        self.visited = true;
        if (parts.count) { parts.count(); }
        context.changed(self);
      },
      at() { return self; },
      focus() { (parts.focus ? parts.focus() : parts.targets()[0]).focus(); },
      // A required field that nobody has come to yet says so in its label; that is enough.
      show(messages, asked) { framed.show(self.read() === undefined && !(asked || self.visited) ? [] : messages, parts.targets()); },
      visited: false
    };
    framed.node.addEventListener("focusout", () => { self.visited = true; });
    return self;
  }

  function text(blank, context) {
    const id = fresh(), long = blank.kind === "prose" || blank.length > 130 || (blank.name === "quote");
    const framed = frame({ ...blank, hint: HINTS[blank.kind], example: blank.example && spoken(blank.example) }, id);
    const input = make(long ? "textarea" : "input", { id, class: "bm-i", "aria-describedby": framed.about, "data-rows": long ? (blank.kind === "prose" ? 5 : 2) : null,
      inputmode: { figure: "text", date: "text", day: "text", url: "url", email: "email", phone: "tel" }[blank.kind], autocomplete: "off", spellcheck: "false" });
    const count = blank.length ? make("p", { class: "bm-count" }) : "";
    const dated = blank.kind === "date" || blank.kind === "day";
    framed.node.append(...[input, count, framed.fault].filter(Boolean));
    const self = field(blank, context, framed, {
      targets: () => [input],
      get: () => { const typed = input.value.trim(); return dated ? stored(typed) : blank.kind === "prose" ? typed : typed.replace(/\s*\n\s*/g, " "); },
      set: (value) => { input.value = typeof value === "string" ? (dated ? spoken(value) : value) : value === undefined ? "" : JSON.stringify(value); if (long) { fitted(input); } },
      count: count && (() => {
        count.textContent = [...input.value.trim()].length + "/" + blank.length + " ký tự";
        count.classList.toggle("is-over", [...input.value.trim()].length > blank.length);
      })
    });
    input.addEventListener("input", () => { if (long) { fitted(input); } self.touch(); });
    if (long) { fitted(input); }
    if (blank.kind === "prose") { B.takes(input); }
    return self;
  }

  function lines(blank, context) {
    const id = fresh();
    const framed = frame({ ...blank, hint: "Mỗi dòng một mục." }, id);
    const input = make("textarea", { id, class: "bm-i", "data-rows": 2, "aria-describedby": framed.about, autocomplete: "off", spellcheck: "false" });
    framed.node.append(input, framed.fault);
    const self = field(blank, context, framed, {
      targets: () => [input],
      get: () => input.value.split("\n").map((line) => line.trim()).filter(Boolean),
      set: (value) => { input.value = Array.isArray(value) ? value.join("\n") : value || ""; fitted(input); }
    });
    input.addEventListener("input", () => { fitted(input); self.touch(); });
    fitted(input);
    return self;
  }

  /* A box of several lines is as high as what it holds, up to a point. */
  function fitted(area) { area.rows = Math.min(16, Math.max(area.dataset.rows, area.value.split("\n").reduce((lines, line) => lines + 1 + Math.floor(line.length / 60), 0))); }

  /* A short list to choose one from: a native one. `options` may change: () => [[value, label]]. */
  function select(blank, context, options) {
    const id = fresh(), framed = frame(blank, id);
    const input = make("select", { id, class: "bm-i", "aria-describedby": framed.about });
    framed.node.append(input, framed.fault);
    const draw = (value) => {
      const known = options(), code = code_of(known, value);
      const extra = code && !known.some(([one]) => one === code) ? [[code, code]] : [];
      input.replaceChildren(...[["", "–"], ...known, ...extra].map(([one, label]) => make("option", { value: one }, label)));
      input.value = code;
    };
    const self = field(blank, context, framed, { targets: () => [input], get: () => input.value, set: draw });
    self.refresh = () => draw(self.read());
    input.addEventListener("change", self.touch);
    return self;
  }
  /* A file may write the label instead of the code. */
  function code_of(terms, value) {
    if (typeof value !== "string") { return ""; }
    const found = terms.find(([code, label]) => code === value || label.toLowerCase() === value.toLowerCase());
    return found ? found[0] : value;
  }

  /* What was typed, as the only term that is written so, or as it stands. */
  const typed_code = (terms, typed) => B.meant(terms, typed) || code_of(terms, typed);

  function combo(blank, context) {
    const terms = context.terms[blank.vocabulary], id = fresh();
    const framed = frame({ ...blank, hint: "Gõ vài chữ, có dấu hay không, rồi chọn." }, id);
    const input = make("input", { id, class: "bm-i", "aria-describedby": framed.about });
    let code = "";
    const label = (value) => (terms.find(([one]) => one === value) || [value, value])[1];
    const parts = { targets: () => [input], get: () => code, set: (value) => { code = code_of(terms, value); input.value = label(code); } };
    const self = field(blank, context, framed, parts);
    const list = B.combobox(input, terms, (chosen, name) => { code = chosen; input.value = name; self.touch(); });
    // What is typed and not chosen is kept as typed: the check says what is near it.
    input.addEventListener("input", () => { code = typed_code(terms, input.value.trim()); self.touch(); });
    framed.node.append(make("div", { class: "bm-combo" }, input, list), framed.fault);
    return self;
  }

  /* Several of a long list, in order: a combobox that adds, and what was added. */
  function chips(blank, context) {
    const terms = context.terms[blank.vocabulary], id = fresh();
    const framed = frame({ ...blank, hint: "Gõ vài chữ, có dấu hay không, rồi chọn; thêm được nhiều mục." }, id);
    const input = make("input", { id, class: "bm-i", "aria-describedby": framed.about });
    const chosen = make("ul", { class: "bm-chips" });
    let codes = [];
    const label = (value) => (terms.find(([one]) => one === value) || [value, value])[1];
    const draw = () => chosen.replaceChildren(...codes.map((code, index) => make("li", {}, make("span", {}, label(code)),
      index ? B.button("Lên đầu", () => { set([code, ...codes.filter((one) => one !== code)]); input.focus(); }, "Đưa " + label(code) + " lên đầu") : "",
      B.button("Bỏ", () => { set(codes.filter((one) => one !== code)); input.focus(); }, "Bỏ " + label(code)))));
    const self = field(blank, context, framed, {
      targets: () => [input], get: () => codes,
      set: (value) => { codes = (Array.isArray(value) ? value : value ? [value] : []).map((one) => code_of(terms, one)); draw(); }
    });
    const set = (value) => { codes = value; draw(); self.touch(); };
    const add = (code) => { input.value = ""; set(codes.includes(code) ? codes : [...codes, code]); };
    const list = B.combobox(input, terms, add);
    // What is typed and left without choosing is taken as typed: the check says what is near it.
    input.addEventListener("blur", () => { const typed = input.value.trim(); if (typed) { add(typed_code(terms, typed)); } });
    framed.node.append(chosen, make("div", { class: "bm-combo" }, input, list), framed.fault);
    return self;
  }

  /* Several of a short list, or of the case's own sources: boxes to tick. */
  function boxes(blank, context, options) {
    const id = fresh(), framed = frame(blank, id, true);
    const set = make("div", { class: "bm-boxes" });
    let codes = [];
    framed.node.append(set, framed.fault);
    const draw = () => {
      const known = options(), unknown = codes.filter((code) => !known.some(([one]) => one === code)).map((code) => [code, code + " (không có)"]);
      const ticks = [...known, ...unknown].map(([code, label]) => {
        const box = make("input", { type: "checkbox", value: code, "aria-describedby": framed.about });
        box.checked = codes.includes(code);
        box.addEventListener("change", () => {
          codes = box.checked ? [...codes, code] : codes.filter((one) => one !== code);
          self.touch();
        });
        return make("label", {}, box, make("span", {}, label));
      });
      set.replaceChildren(...(ticks.length ? ticks : [make("p", { class: "bm-help" }, "Chưa có mục nào để chọn. Thêm ở mục “Nguồn” trước.")]));
    };
    const self = field(blank, context, framed, {
      targets: () => [...set.querySelectorAll("input")], get: () => codes,
      focus: () => set.querySelector("input") || Object.assign(framed.node, { tabIndex: -1 }),
      set: (value) => { const known = options(); codes = (Array.isArray(value) ? value : value ? [value] : []).map((one) => code_of(known, one)); draw(); }
    });
    self.refresh = draw;
    return self;
  }

  /* The control for a field that is no group. */
  B.leaf = function (blank, context) {
    const terms = blank.vocabulary && context.terms[blank.vocabulary];
    if (terms && blank.many) { return terms.length > FEW ? chips(blank, context) : boxes(blank, context, () => terms); }
    if (terms) { return terms.length > FEW ? combo(blank, context) : select(blank, context, () => terms); }
    if (blank.kind === "yes_no") { return select(blank, context, () => [["có", "Có"], ["không", "Không"]]); }
    if (blank.kind === "source" && blank.many) { return context.referring(boxes(blank, context, context.sources)); }
    if (blank.kind === "document") { return context.referring(select(blank, context, context.documents)); }
    return blank.many ? lines(blank, context) : text(blank, context);
  };
})();
