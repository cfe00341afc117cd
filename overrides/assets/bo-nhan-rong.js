/* bo-nhan-rong/: fills the reader's own unit into the papers of a kit and packs them, in the browser alone; nothing is sent or kept.
   A paper is pieces of text, and at every odd place the name of a blank: what was typed cannot be taken for text, nor text for a blank. */
(function () {
  "use strict";
  var form = document.getElementById("bo-nhan-rong"), status = document.getElementById("bo-nhan-rong-bao");
  var encoder = new TextEncoder(), table = [];
  for (var number = 0; number < 256; number++) {
    var rest = number;
    for (var bit = 0; bit < 8; bit++) { rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1; }
    table.push(rest >>> 0);
  }

  function crc(bytes) {
    var sum = 0xffffffff;
    bytes.forEach(function (one) { sum = table[(sum ^ one) & 255] ^ (sum >>> 8); });
    return (sum ^ 0xffffffff) >>> 0;
  }
  /* Numbers as a zip writes them: [value, bytes], the lowest byte first. */
  function record(fields) {
    var bytes = [];
    fields.forEach(function (field) {
      for (var index = 0; index < field[1]; index++) { bytes.push(Math.floor(field[0] / Math.pow(256, index)) % 256); }
    });
    return new Uint8Array(bytes);
  }
  function joined(chunks) {
    var size = chunks.reduce(function (sum, chunk) { return sum + chunk.length; }, 0), all = new Uint8Array(size), at = 0;
    chunks.forEach(function (chunk) { all.set(chunk, at); at += chunk.length; });
    return all;
  }
  /* A zip of [name, bytes], stored as they are, all of one day (yyyy-mm-dd). */
  function zip(files, day) {
    var date = day.split("-").map(Number), stamp = (date[0] - 1980) * 512 + date[1] * 32 + date[2];
    var body = [], directory = [], at = 0;
    files.forEach(function (file) {
      var name = encoder.encode(file[0]), size = file[1].length;
      var shared = [[20, 2], [0x800, 2], [0, 2], [0, 2], [stamp, 2], [crc(file[1]), 4], [size, 4], [size, 4], [name.length, 2], [0, 2]];
      var head = record([[0x04034b50, 4]].concat(shared));
      directory.push(record([[0x02014b50, 4], [20, 2]].concat(shared, [[0, 2], [0, 2], [0, 2], [0, 4], [at, 4]])), name);
      body.push(head, name, file[1]);
      at += head.length + name.length + size;
    });
    var list = joined(directory);
    var end = record([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [list.length, 4], [at, 4], [0, 2]]);
    return joined(body.concat(list, end));
  }

  /* XML knows none of the control characters that somebody may paste. */
  function escaped(text) {
    return text.replace(/[\u0000-\u001f\ufffe\uffff]/g, " ").replace(/[&<>]/g, function (sign) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;" }[sign]; });
  }
  function typed(name) { return form.elements[name].value.normalize("NFC").trim(); }
  function filled(pieces, frame, shown) {
    return pieces.map(function (piece, place) { return place % 2 ? shown(typed(piece) || frame.blanks[piece]) : piece; }).join("");
  }
  function paper(name, pieces, frame, day) {
    if (!/\.docx$/.test(name)) { return encoder.encode(filled(pieces, frame, String)); }
    var parts = Object.keys(frame.parts).map(function (part) { return [part, encoder.encode(frame.parts[part])]; });
    return zip(parts.concat([[frame.body, encoder.encode(filled(pieces, frame, escaped))]]), day);
  }
  function give(bytes, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    status.textContent = "Đang điền…";
    Promise.all([NhanRong.data("bo-nhan-rong/khung.js"), NhanRong.data(form.dataset.bo)]).then(function (found) {
      var frame = found[0], day = form.dataset.ngay;
      give(zip(found[1].map(function (file) { return [file[0], paper(file[0], file[1], frame, day)]; }), day), form.dataset.ten);
      status.textContent = "Đã đưa tệp " + form.dataset.ten + " vào thư mục tải về.";
    }).catch(function () { status.textContent = "Chưa tải được giấy tờ. Hãy thử lại, hoặc tải bộ chưa điền ở trên."; });
  });
  form.hidden = false;
})();
