/* What is pasted from Word or a sheet, as the text of a case writes it: lists with “- ” and “1. ”, tables with “|”, an empty line between paragraphs. */
(function () {
  "use strict";
  const B = window.BieuMau;
  const DOT = /^\s*(?:[•·▪■●○◦‣➢✓\uf000-\uf0ff–—+-]\s+|[oO§Ø]\t\s*)(?=\S)/;
  const NUMBER = /^\s*(\d+)[.)]\s+(?=\S)/;
  const LETTER = /^\s*(?=[a-zđ][.)]\s+\S)/;
  /* A line that ends so, or is so short before one that begins anew, ends a paragraph; others were only broken by a narrow page. */
  const ENDED = /[.!?:;…”"»)]$/, SHORT = 60;

  /* [kind, text] of a line; `wanted` is the number that the next item would have. */
  function told(line, wanted) {
    if (!line.trim()) { return ["", ""]; }
    const number = NUMBER.exec(line);
    if (number) {
      const rest = line.slice(number[0].length).trim();
      return Number(number[1]) === wanted ? ["1", wanted + ". " + rest] : ["text", number[1] + "\\. " + rest];
    }
    if (DOT.test(line) || LETTER.test(line)) { return ["-", "- " + line.replace(DOT, "").trim()]; }
    return line.includes("\t") ? ["row", line] : ["text", line.trim()];
  }
  function table(rows) {
    const cells = rows.map((row) => row.split("\t").map((cell) => cell.trim().replaceAll("|", "\\|")));
    const width = Math.max(...cells.map((row) => row.length));
    const line = (row) => "| " + Array.from({ length: width }, (_, place) => row[place] || "").join(" | ") + " |";
    return [line(cells[0]), "|" + " --- |".repeat(width), ...cells.slice(1).map(line)].join("\n");
  }
  function between(before, after, last, next) {
    if (before !== after || before === "row") { return "\n\n"; }
    return before === "text" && (ENDED.test(last) || (last.length < SHORT && /^\p{Lu}/u.test(next))) ? "\n\n" : "\n";
  }

  B.pasted = function (text) {
    const blocks = [];
    let wanted = 1;
    for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
      const [kind, said] = told(line, wanted);
      wanted = kind === "1" ? wanted + 1 : kind === "" ? wanted : 1;
      const last = blocks[blocks.length - 1];
      if (kind === "row" && last && last.kind === "row") { last.rows.push(line); } else if (kind) { blocks.push({ kind, said, rows: [line] }); } else if (last) { last.open = true; }
    }
    const written = blocks.map((block) => block.kind !== "row" ? block.said : block.rows.length > 1 ? table(block.rows) : block.said.replace(/\s*\t\s*/g, " – ").trim());
    return blocks.map((block, place) => {
      const before = blocks[place - 1];
      const gap = !before ? "" : before.open && block.kind === "text" ? "\n\n" : between(before.kind, block.kind, written[place - 1], written[place]);
      return gap + written[place];
    }).join("");
  };

  /* Several lines that are pasted into `area` come as a case writes them; one Ctrl+Z takes them back. */
  B.takes = function (area) {
    area.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (!text.trim().includes("\n")) { return; }
      event.preventDefault();
      // The only way to insert that the browser can undo.
      document.execCommand("insertText", false, B.pasted(text));
    });
  };
})();
