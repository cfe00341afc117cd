/* Runs in our search page before it loads. bench: ready (may be asked), ask (as a reader types), cold (what ?q= in the address brought). */
(() => {
  const list = () => document.getElementById("ket-qua");
  let searching = false, first = null, finish = () => {};
  new MutationObserver((changes) => {
    const state = list() && list().dataset.state;
    if (state === "tim" || changes.some((change) => change.oldValue === "tim")) { searching = true; }
    if (!searching) { return; }  // the page comes with a list of the newest: that is no answer
    const drawn = changes.some((change) => change.type === "childList" && change.target === list());
    if (drawn && first === null && list().querySelector("[data-case]")) { first = Date.now(); }
    if (state !== "tim") { finish(); }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"], attributeOldValue: true });

  const done = new Promise((resolve) => { finish = resolve; });
  function answer(started) {
    if (list().dataset.state !== "done") { throw new Error("trang báo: " + document.getElementById("tim-kiem-so").textContent); }
    const ended = Date.now();
    const slugs = Array.from(list().querySelectorAll("[data-case]"), (item) => item.dataset.case);
    return { slugs, ms: performance.now() - started, first: first || ended, done: ended, opened: performance.timeOrigin };
  }
  window.bench = {
    ready: () => done,
    cold: async () => { await done; return answer(0); },
    ask: async (query) => {
      const input = document.getElementById("tim-kiem-o"), ended = new Promise((resolve) => { finish = resolve; });
      input.value = query;
      first = null;
      const started = performance.now();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await ended;
      return answer(started);
    }
  };
})();
