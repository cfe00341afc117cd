/* Speaks with the server of the editor, and with the reader of the screen. */
window.Desk = (function () {
  "use strict";
  const GONE = "Trình soạn đã dừng: những gì gõ từ lúc này không được giữ, chép ra trước khi đóng. Chạy lại lệnh edit; bản nháp cuối còn trên máy.";
  const news = document.getElementById("tin");
  const BREATH = 60, STAYS = 3000;
  let answered, aside, legible = 0;

  /* One request; resolves to {ok, status, body}, also when the server refuses; a stopped server is told once, here. */
  async function ask(path, sent, keepalive) {
    const options = sent === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent), keepalive };
    try {
      const answer = await fetch("/api/" + path, options);
      news.classList.remove("is-strong");
      const json = (answer.headers.get("content-type") || "").startsWith("application/json");
      const body = json ? await answer.json() : await answer.text();
      if (!answer.ok && answer.status !== 409) { say((json && body.message) || ([403, 413].includes(answer.status) ? body : "Máy chủ trình soạn báo lỗi " + answer.status + ".")); }
      return { ok: answer.ok, status: answer.status, body };
    } catch {
      news.classList.add("is-strong");
      say(GONE);
      return { ok: false, status: 0, body: {} };
    }
  }
  /* An answer to what somebody did: shown in the head of the page and read out, after a breath; the last words win. */
  function say(text) {
    clearTimeout(answered);
    clearTimeout(aside);
    legible = Date.now() + STAYS;
    answered = setTimeout(() => { news.textContent = text; }, BREATH);
  }
  /* What came of itself: it waits until an answer has been there long enough to be read. */
  function tell(text) {
    clearTimeout(aside);
    aside = setTimeout(() => { news.textContent = text; }, Math.max(BREATH, legible - Date.now()));
  }
  function show(pane) {
    document.body.dataset.pane = pane;
    document.querySelectorAll(".d-tabs button").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.to === pane)));
  }
  document.querySelectorAll(".d-tabs button").forEach((tab) => tab.addEventListener("click", () => show(tab.dataset.to)));

  /* What the form asks, as the model says: fetched beside the list, which does not wait for it. */
  let asked;
  async function questions() {
    asked = asked || ask("questions");
    const answer = await asked;
    if (!answer.ok) { asked = undefined; }
    return answer.ok && answer.body;
  }
  // Once the list is on the screen: what answers this is loaded only then.
  requestAnimationFrame(() => setTimeout(questions));

  return { ask, questions, say, tell, show, read: (id) => JSON.parse(document.getElementById(id).textContent) };
})();
