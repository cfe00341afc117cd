/* A quick look at what is filled in: required, length, dates, figures, addresses. The whole check is made where the file is taken in. */
(function () {
  "use strict";
  const asked = window.BieuMau;
  const KINDS = {
    date: (text) => (real(text) ? "" : "“" + asked.spoken(text) + "” không phải ngày; gõ như 2013, 6/2013 hoặc 21/6/2013"),
    day: (text) => (real(text) && text.length === 10 ? "" : "“" + asked.spoken(text) + "” chưa đủ ngày; gõ như 21/6/2013"),
    figure: (text) => {
      const english = /^-?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/.test(text);
      if (english) { return "“" + text + "” viết theo lối tiếng Anh; viết " + text.replace(/[,.]/g, (mark) => (mark === "," ? "." : ",")); }
      const two = /^-?([1-9]\d{0,2})\.(\d{3})$/.exec(text);
      return two ? "“" + text + "” đọc được hai cách: viết " + two[1] + two[2] + " nếu là " + two[1] + " nghìn, hoặc " + two[1] + "," + two[2] + " nếu là số thập phân" : "";
    },
    url: (text) => (/^https?:\/\/[^\s/]+\.[^\s]+$/.test(text) ? "" : "“" + text + "” không phải liên kết; viết đầy đủ, bắt đầu bằng https://"),
    email: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? "" : "“" + text + "” không phải địa chỉ thư điện tử"),
    slug: (text) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? "" : "chỉ dùng chữ thường không dấu, số và gạch nối")
  };

  /* Whether a date as the file writes it stands on the calendar. */
  function real(text) {
    const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
    if (!parts) { return false; }
    const [year, month, day] = [Number(parts[1]), Number(parts[2] || 1), Number(parts[3] || 1)];
    const date = new Date(Date.UTC(2000, month - 1, day));
    date.setUTCFullYear(year, month - 1, day);
    return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  }
  function text_fault(blank, text, words) {
    const size = [...text].length;
    if (blank.length && size > blank.length) { return words.long.replace("{actual_length}", size).replace("{max_length}", blank.length); }
    return KINDS[blank.kind] ? KINDS[blank.kind](text) : "";
  }

  /* [{loc, message}] of `data` against the questions of one record. */
  function faults(blanks, data, words, loc) {
    return blanks.flatMap((blank) => {
      const value = data[blank.name], here = [...loc, blank.name];
      if (value === undefined) { return blank.required ? [{ loc: here, message: words.missing }] : []; }
      if (blank.many) {
        const over = blank.most && value.length > blank.most ? [{ loc: here, message: "nhiều nhất " + blank.most + " mục" }] : [];
        const inner = blank.inside ? value.flatMap((one, index) => faults(blank.inside, one, words, [...here, index])) : [];
        return [...over, ...inner];
      }
      if (blank.inside) { return faults(blank.inside, value, words, here); }
      const message = text_fault(blank, value, words);
      return message ? [{ loc: here, message }] : [];
    });
  }
  asked.quick = (questions, data) => questions.sections.flatMap((part) => faults(part.blanks, data, questions.words, []));
})();
