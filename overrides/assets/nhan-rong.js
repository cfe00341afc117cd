/* The one global of the site: fetches our own data and scripts when they are needed, over http and from file:// alike.
   A data file is a classic script that calls NhanRong.put(its address under the site's root, what it holds): fetch and modules do not work from file://. */
(function () {
  "use strict";
  var root = new URL("../", document.currentScript.src).href;
  var coming = new Map();

  /* Adds one script element; resolves when it has run. */
  function run(path) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = root + path;
      script.onload = done;
      script.onerror = function () {
        script.remove();
        failed(new Error("không tải được " + path));
      };
      document.head.append(script);
    });
  }
  function once(path, start) {
    if (!coming.has(path)) {
      coming.set(path, start().catch(function (error) { coming.delete(path); throw error; }));
    }
    return coming.get(path);
  }

  var held = new Map();
  window.NhanRong = {
    root: root,
    put: function (path, value) { held.set(path, value); },
    /* What the data file at this path put; fetched once. */
    data: function (path) {
      return once(path, function () { return run(path).then(function () { return held.get(path); }); });
    },
    /* Runs another of our scripts, once. */
    script: function (path) { return once(path, function () { return run(path); }); },
    /* The address of a page; from file:// a folder shows no index of its own. */
    page: function (path) { return root + path + (location.protocol === "file:" && /(^|\/)$/.test(path) ? "index.html" : ""); }
  };

  // From file:// a folder opens as a listing, not as its page.
  if (location.protocol === "file:") {
    var whole = function (address) { return address.replace(/\/(?=$|[?#])/, "/index.html"); };
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href]");
      if (link && link.protocol === "file:") { link.href = whole(link.href); }
    }, true);
    document.addEventListener("submit", function (event) { event.target.action = whole(event.target.action); }, true);
  }
})();
