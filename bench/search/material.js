/* Runs in a page of Material: drives its search box as a reader does. */
(() => {
  const part = (name) => document.querySelector(".md-search" + name);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (holds) => { while (!holds()) { await pause(10); } };
  const said = () => part("-result__meta").textContent.trim();
  const idle = () => JSON.parse(document.getElementById("__config").textContent).translations["search.result.placeholder"];
  function type(text) {
    part("__input").value = text;
    ["input", "keyup"].forEach((name) => part("__input").dispatchEvent(new Event(name, { bubbles: true })));
  }
  async function ready() {
    await until(() => document.readyState === "complete" && document.documentElement.classList.contains("js"));
    if (!document.getElementById("__search").checked) { document.getElementById("__search").click(); }
    part("__input").focus();
    await until(() => said() === idle());
  }
  async function ask(query) {
    type("");
    await until(() => said() === idle() && !part("-result__list").children.length);
    const changed = new Promise((resolve) => {
      const watch = new MutationObserver(() => { if (said() !== idle()) { watch.disconnect(); resolve(); } });
      watch.observe(part("-result__meta"), { childList: true, characterData: true, subtree: true });
    });
    const started = performance.now();
    type(query);
    await changed;
    const ms = performance.now() - started, first = Date.now();
    await pause(30);
    const slugs = Array.from(document.querySelectorAll("a.md-search-result__link"), (link) => new URL(link.href).pathname.split("/").filter(Boolean).pop());
    return { slugs, ms, first, done: first, opened: performance.timeOrigin };
  }
  window.bench = { ready, ask, cold: async (query) => { await ready(); return ask(query); } };
})();
