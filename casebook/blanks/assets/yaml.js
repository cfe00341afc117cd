/* The file that is sent: YAML in which every text stands in double quotes, written and read back by this form alone. */
(function () {
  "use strict";
  const MARK = "# Hồ sơ mô hình, lưu từ biểu mẫu. Sửa bằng biểu mẫu: mở lại tệp này ở đó.";

  /* As it will be read: composed, with ordinary spaces, without letters that only copying leaves behind. */
  const plain = (text) => text.normalize("NFC").replace(/[\u00a0\u2007\u202f]/g, " ").replace(/[\u00ad\u200b\u200c\u2060\ufeff]/g, "").trim();
  function lines(value, indent) {
    const pad = " ".repeat(indent);
    const entry = (head, one) => (typeof one === "string" ? [head + " " + JSON.stringify(plain(one))] : [head, ...lines(one, indent + 2)]);
    if (Array.isArray(value)) { return value.flatMap((one) => entry(pad + "-", one)); }
    return Object.entries(value).flatMap(([name, one]) => entry(pad + name + ":", one));
  }
  function write(data) { return MARK + "\n" + lines(data, 0).join("\n") + "\n"; }

  /* The data of a file that `write` wrote; throws where it is another. */
  function read(text) {
    const rows = text.replace(/^\ufeff/, "").split(/\r?\n/).filter((row) => row.trim() && !row.startsWith("#")).map((row) => {
      const parts = /^( *)(?:(-)|([a-z_]+):)(?: (".*"))?$/.exec(row.trimEnd());
      if (!parts) { throw new Error(row); }
      return { indent: parts[1].length, name: parts[3], value: parts[4] === undefined ? undefined : JSON.parse(parts[4]) };
    });
    let next = 0;
    function block(indent) {
      const isList = rows[next].name === undefined, out = isList ? [] : {};
      while (next < rows.length && rows[next].indent === indent) {
        const row = rows[next];
        if ((row.name === undefined) !== isList) { throw new Error(row.name); }
        next += 1;
        const inner = row.value !== undefined ? row.value : next < rows.length && rows[next].indent === indent + 2 ? block(indent + 2) : undefined;
        if (inner === undefined || Object.hasOwn(out, row.name)) { throw new Error(row.name); }
        if (isList) { out.push(inner); } else { out[row.name] = inner; }
      }
      return out;
    }
    const data = rows.length ? block(0) : {};
    if (next < rows.length || Array.isArray(data)) { throw new Error("thừa dòng"); }
    return data;
  }
  window.BieuMau.yaml = { write, read };
})();
