/* What a look at a page measures, inside the page: sizes of targets, what sticks out, what moves, words left in English. */
window.look = (() => {
  "use strict";
  const ENGLISH = new Set(("search menu next previous close open skip content contents back home page pages copy copied share link links permanent footnote footnotes " +
    "made with loading initializing results result start toggle navigation table tags tag case cases about welcome download read more edit view source last updated " +
    "published author category categories filter filters sort clear reset submit error found not dark light mode switch theme language english jump return your the this " +
    "that and for from are required invalid select option untitled undefined null true false none").split(" "));
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const unseen = (element) => element.closest(".vh, .skip:not(:focus)") !== null;
  const name = (element) => element.outerHTML.slice(0, 90);
  /* A label is part of the target of its field. */
  const boxes = (element) => [element, ...(element.labels || [])].map((part) => part.getBoundingClientRect());
  const span = (rects, low, high) => Math.max(...rects.map((rect) => rect[high])) - Math.min(...rects.map((rect) => rect[low]));
  /* In a sentence the height of the line decides (the inline exception of WCAG 2.5.8). */
  const inline = (element) => {
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") { block = block.parentElement; }
    return getComputedStyle(element).display === "inline" && block.innerText.trim().length > element.innerText.trim().length + 1;
  };
  /* Addresses and file names (cases.csv) are not words. */
  const foreign = (text) => text.split(/\s+/).some((word) => ENGLISH.has(word.toLowerCase().replace(/^\P{L}+|\P{L}+$/gu, "")));
  const vietnamese = (element) => element.closest("[lang]").lang === "vi" && !element.closest("code, cite, script, style, noscript");
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  return {
    small: () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
      .filter((element) => shown(element) && !unseen(element) && !inline(element))
      .filter((element) => Math.min(span(boxes(element), "left", "right"), span(boxes(element), "top", "bottom")) < 23.99)
      .map((element) => `${span(boxes(element), "left", "right").toFixed(1)} × ${span(boxes(element), "top", "bottom").toFixed(1)}: ${name(element)}`),
    /* Beyond the screen, and not in a part that scrolls by itself. */
    outside: () => (document.scrollingElement.scrollWidth <= innerWidth ? [] : ["page"]).concat([...document.querySelectorAll("body *")]
      .filter((element) => shown(element) && !unseen(element) && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest("[role=region][tabindex='0']"))
      .filter((element) => { let around = element; while (around && getComputedStyle(around).overflowX === "visible") { around = around.parentElement; } return !around; })
      .map(name)),
    moving: () => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].map((part) => getComputedStyle(element, part || null))
      .filter((style) => style.scrollBehavior === "smooth" || `${style.transitionDuration}, ${style.animationDuration}`.split(", ").some((time) => parseFloat(time) > 0.01))
      .map(() => name(element))),
    english: () => [...document.querySelectorAll("body *")].filter(vietnamese).flatMap((element) => [
      ...["title", "aria-label", "aria-description", "placeholder", "alt"].map((attribute) => element.getAttribute(attribute) || ""),
      ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
    ]).concat(document.title).filter(foreign),
    /* Where the Tab key has come to: what it is, whether a reader sees it, and the room around it, for a photograph of its focus. */
    stop: () => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) { return null; }
      const around = element.getBoundingClientRect();
      const room = { left: Math.max(around.left - 8, 0), top: Math.max(around.top - 8, 0), right: Math.min(around.right + 8, innerWidth), bottom: Math.min(around.bottom + 8, innerHeight) };
      const onScreen = (rect) => new DOMRect(Math.max(rect.left, 0), Math.max(rect.top, 0),
        Math.min(rect.right, innerWidth) - Math.max(rect.left, 0), Math.min(rect.bottom, innerHeight) - Math.max(rect.top, 0));
      const seen = [...element.getClientRects()].map(onScreen).filter((rect) => rect.width > 0 && rect.height > 0).some((rect) => [[0.5, 0.5], [0.08, 0.2], [0.92, 0.2], [0.08, 0.8], [0.92, 0.8]].some(([x, y]) => {
        const top = document.elementFromPoint(rect.left + rect.width * x, rect.top + rect.height * y);
        return top !== null && (element.contains(top) || [...(element.labels || [])].some((label) => label.contains(top)));
      }));
      const kind = [element, element.parentElement, element.parentElement.parentElement].map((part) => `${part.localName}.${part.className}`).join(" < ");
      return { name: name(element), kind, seen, clip: { x: room.left, y: room.top, width: room.right - room.left, height: Math.min(room.bottom - room.top, 300) } };
    },
    leave: () => { window.left = document.activeElement; left.blur(); },
    comeBack: () => left.focus({ focusVisible: true, preventScroll: true }),
    /* Marks, boxes and buttons that neither their fill nor their edge lifts off the ground that the reader has chosen. */
    faint: () => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = "Canvas";
      const ground = getComputedStyle(probe).color;
      probe.remove();
      const drawn = (colour) => colour !== "none" && parts(colour)[3] !== 0 && contrast(colour, ground) >= 3;
      const edged = (style) => ["Top", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0 && drawn(style[`border${side}Color`]));
      const marks = [...document.querySelectorAll("main svg:not(.qr svg) :is(rect, path, circle)")].filter(shown)
        .filter((mark) => !drawn(getComputedStyle(mark).fill) && !drawn(getComputedStyle(mark).stroke));
      const boxes = [...document.querySelectorAll(".units span, .tally span, .tile > *, .stairs .tread, #loc input, button:not(.btn-plain), .btn")].filter(shown)
        .filter((box) => !drawn(getComputedStyle(box).backgroundColor) && !edged(getComputedStyle(box)));
      return [...marks, ...boxes].map(name);
    },
    /* Pairs of selectors (a state, its opposite) whose first elements are filled and edged alike, or are not on the page. */
    alike: (pairs) => pairs.filter((pair) => {
      const styles = pair.map((selector) => document.querySelector(selector)).map((element) => element && getComputedStyle(element));
      return !styles[0] || !styles[1] || ["fill", "backgroundColor", "borderTopStyle"].every((property) => styles[0][property] === styles[1][property]);
    }),
    headings: () => [...document.querySelectorAll("h1")].filter(shown).length,
    fonts: () => document.fonts.check("400 17px 'Be Vietnam Pro'"),
  };
})();
