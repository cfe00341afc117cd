/* Runs in a page beside a Pagefind index: its API, up to the loaded data of the first result. */
(() => {
  let pagefind;
  /* Chromium slows only the main thread of a page down: what is timed slowly does without a worker. */
  async function ready(slow) {
    pagefind = await import("/pagefind/pagefind.js");
    await pagefind.options({ noWorker: slow });
    await pagefind.init();
  }
  async function ask(query) {
    const started = performance.now();
    const found = (await pagefind.search(query)).results;
    const best = await Promise.all(found.slice(0, 1).map((result) => result.data()));
    const ms = performance.now() - started, first = Date.now();
    const slugs = best.map((data) => data.url.split("/").filter(Boolean).pop());
    return { slugs, ms, first, done: first, opened: performance.timeOrigin };
  }
  window.bench = { ready, ask, cold: async (query) => { await ready(false); return ask(query); } };
})();
