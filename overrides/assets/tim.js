/* The Vietnamese search, reader's side. The build side is casebook/search/; tests/search/vectors.json holds both to the same keys.
   Two tiers: the first (titles, marks, summaries) answers at once, the second (every word) corrects the order. Nothing typed leaves the browser. */
(function () {
  "use strict";
  const site = window.NhanRong;
  const FOLDER = "tim-kiem/", START = FOLDER + "chi-muc.js";

  // ---- keys: as casebook/search/keys.py

  const TONES = { "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j" };
  const WORD = /[\p{L}\p{N}\u0300-\u036f]+/gu;
  const NUMBER = /\p{Nd}+(?:\s?[-/–]\s?[\p{L}\p{N}]+)+/gu;

  function keys(word) {
    let tones = "", letters = "";
    for (const mark of word.toLowerCase().normalize("NFD")) {
      if (TONES[mark]) { tones += TONES[mark]; } else { letters += mark; }
    }
    const finalY = (text) => text.replace(/^(h|k|l|m|s|t|qu)y$/, "$1i");
    return [finalY(letters.replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d")), finalY(letters.normalize("NFC")) + tones];
  }
  function words(text) { return text.normalize("NFC").match(WORD) || []; }
  function numbers(text) {
    return (text.normalize("NFC").match(NUMBER) || [])
      .map((found) => words(found).map((word) => keys(word)[0]).join(""))
      .filter((key) => !/^\p{Nd}+$/u.test(key));
  }
  const VLQ = Object.fromEntries(Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", (letter, value) => [letter.charCodeAt(0), value]));
  const LETTERS = Uint8Array.from({ length: 128 }, (_, code) => VLQ[code] || 0);
  /* The numbers of a packed text: five bits a letter, lowest first. */
  function unpacked(text) {
    const numbers = new Uint32Array(text.length);
    let count = 0, number = 0, shift = 0;
    for (let place = 0; place < text.length; place += 1) {
      const five = LETTERS[text.charCodeAt(place)];
      number |= (five & 31) << shift;
      if (five & 32) { shift += 5; } else { numbers[count] = number; count += 1; number = shift = 0; }
    }
    return numbers.subarray(0, count);
  }

  // ---- typing: what a keyboard left undone

  const VOWEL = { aa: "â", aw: "ă", ee: "ê", oo: "ô", ow: "ơ", uw: "ư", dd: "đ" };
  const VNI = { 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323", 6: "\u0302", 7: "\u031b", 8: "\u0306" };
  const MARK = { f: "\u0300", r: "\u0309", x: "\u0303", s: "\u0301", j: "\u0323" };

  /* “dieemr” → “điểm” but for what was not typed: the word that Telex or VNI keys stand for, or "" when they stand for none. */
  function decoded(word) {
    const typed = word.toLowerCase();
    // Letters without a vowel are no syllable: NQ54 is a document.
    if (/^[a-z]+[a-z1-9]*[1-9][a-z1-9]*$/.test(typed)) { return /[aeiouy]/.test(typed) ? vni(typed) : ""; }
    const shape = /^([bcdghklmnpqrstvx]*)([aeiouyw][a-z0-9]*)$/.exec(typed);
    if (!shape) { return ""; }
    // Keys of tones and marks follow the vowels; no vowel follows the consonants that end a syllable.
    if (!/^[aeiouyw]+[fsrxj]?[aeiouyw]*(?:ch?|m|ng?|nh|p|t)?[fsrxjwd]*$/.test(shape[2])) { return ""; }
    let tone = "", rest = shape[2].replace(/^([^fsrxj]*[aeiouyw][^fsrxj]*)([fsrxj])/, (_, before, key) => { tone = MARK[key]; return before; });
    let head = shape[1];
    if (head[0] === "d" && /^dd/.test(head)) { head = "đ" + head.slice(2); } else if (head[0] === "d" && /d$/.test(rest)) { head = "đ" + head.slice(1); rest = rest.slice(0, -1); }
    // A vowel typed again, or a w, marks the vowel before it, wherever in the syllable it was typed.
    rest = rest.replace(/([aeo])(.*)\1/, (_, vowel, between) => VOWEL[vowel + vowel] + between);
    rest = /uo[^w]*w|uw?ow?/.test(rest) && rest.includes("w") ? rest.replace(/w/g, "").replace("uo", "ươ") : rest.replace(/([aou])([^w]*)w/, (_, vowel, between) => VOWEL[vowel + "w"] + between).replace(/^w/, "ư");
    const made = (head + rest + tone).normalize("NFC");
    return made === typed ? "" : toned(head, rest, tone);
  }
  function vni(typed) {
    const digits = typed.replace(/[a-z]/g, ""), letters = typed.replace(/[0-9]/g, "");
    let word = letters.replace(/^d/, digits.includes("9") ? "đ" : "d"), tone = "";
    for (const digit of digits) {
      if (digit === "7") { word = /uo/.test(word) ? word.replace("uo", "ươ") : word.replace(/[uo]/, (vowel) => (vowel + VNI[7]).normalize("NFC")); }
      else if (digit === "6") { word = word.replace(/[aeo]/, (vowel) => (vowel + VNI[6]).normalize("NFC")); }
      else if (digit === "8") { word = word.replace("a", "ă"); }
      else if (digit !== "9") { tone = VNI[digit]; }
    }
    return toned("", word, tone);
  }
  // Where the tone stands does not matter to the keys: on the first vowel it is a letter of the syllable.
  function toned(head, rest, tone) { return head + rest.replace(/[aăâeêioôơuưy]/, (vowel) => vowel + tone).normalize("NFC"); }

  // ---- the index

  let beginning;
  /* What the index is: asked for once, when somebody searches. */
  function start() {
    beginning = beginning || site.data(START).then((told) => ({ told, documents: told.documents, tiers: [tier(told.blocks), null] }), (error) => { beginning = null; throw error; });
    return beginning;
  }
  async function second(index) {
    const later = await site.data(index.told.later);
    index.tiers[1] = index.tiers[1] || Object.assign(tier(later.blocks), { whole: true, syllables: later.syllables });
    return index.tiers[1];
  }
  /* Where each shard begins and its path; a block is a folder, then the beginnings of its shards. */
  function tier(blocks) {
    const first = blocks.flatMap((block) => block.slice(1)), paths = blocks.flatMap(([folder, ...shards]) => shards.map((_, number) => FOLDER + folder + "/" + number + ".js"));
    return { first, paths, records: new Map(), shards: new Map() };
  }

  function shardOf(tier, key) {
    let low = 0, high = tier.first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tier.first[middle] <= key) { low = middle + 1; } else { high = middle; }
    }
    return Math.max(0, low - 1);
  }
  async function shard(tier, number) {
    if (!tier.shards.has(number)) {
      tier.shards.set(number, site.data(tier.paths[number]).then((text) => text.split("\n"), (error) => { tier.shards.delete(number); throw error; }));
    }
    return tier.shards.get(number);
  }
  function within(lines, key) {
    let low = 0, high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = lines[middle];
      if (line.slice(0, line.indexOf("\t")) < key) { low = middle + 1; } else { high = middle; }
    }
    return low;
  }
  async function find(tier, key) {
    if (!tier.records.has(key)) {
      tier.records.set(key, shard(tier, shardOf(tier, key)).then((lines) => {
        const line = lines[within(lines, key)];
        return line && line.startsWith(key + "\t") ? record(line) : null;
      }, (error) => { tier.records.delete(key); throw error; }));
    }
    return tier.records.get(key);
  }
  /* Records whose key starts so, in at most `most` shards. */
  async function beginningWith(tier, prefix, most) {
    const found = [];
    for (let number = shardOf(tier, prefix), count = 0; count < most && number < tier.first.length; number += 1, count += 1) {
      if (count && tier.first[number] > prefix && !tier.first[number].startsWith(prefix)) { break; }
      const lines = await shard(tier, number);
      for (let place = within(lines, prefix); place < lines.length && lines[place].startsWith(prefix); place += 1) { found.push(record(lines[place])); }
    }
    return found;
  }
  /* The places that a mask has: five a letter. */
  function places(mask) {
    return Array.from(mask).flatMap((letter, five) => [0, 1, 2, 3, 4].filter((bit) => VLQ[letter.charCodeAt(0)] >> bit & 1).map((bit) => 5 * five + bit));
  }
  function record(line) {
    const parts = line.split("\t");
    const numbers = unpacked(parts[parts.length - 1]);
    const documents = new Uint32Array(numbers.length / 2), marks = new Uint16Array(numbers.length / 2);
    for (let place = 0, last = -1; place < documents.length; place += 1) {
      last += numbers[2 * place] + 1;
      documents[place] = last;
      marks[place] = numbers[2 * place + 1];
    }
    if (parts.length === 2) { return { key: parts[0], documents, marks }; }
    const spellings = parts[1].split(",");
    const combinations = parts[2].split(",").map((text) => text.split(".")).map(([strong, weak, times]) => ({ strong: places(strong), weak: places(weak), times: Number(times) }));
    return { key: parts[0], spellings, combinations, documents, marks };
  }

  // ---- a query

  // Words of questions and links between words: they say little of what is sought. With marks where another word looks alike without them.
  const SMALL = new Set(words("va là các những cho với ở tại được để thì mà như này đó nào ai gì làm sao thế khi đang đã sẽ nơi từ đến trong ngoài trên về bằng do bị ra vào cách hay hoặc cùng rất tôi bạn mình đâu bao nhiêu mấy nên còn lại theo qua việc cái của và có không một phải muốn cần hãy giúp người").map((word) => keys(word)[1]));
  const SMALL_PLAIN = new Set(words("va la cac nhung voi o tai duoc thi ma nhu nay nao ai gi sao the khi dang da se noi tu den trong tren ve bang bi ra vao hay hoac cung rat toi minh dau bao nhieu may nen con theo viec cai cua co khong mot phai can giup nguoi").map((word) => keys(word)[0]));

  function token(text) {
    const [fold, exact] = keys(text);
    const marked = exact !== fold;
    const small = marked ? SMALL.has(exact) : SMALL_PLAIN.has(fold) || SMALL.has(exact);
    return { text, fold, exact, marked, small, number: /^\p{Nd}+$/u.test(fold), ways: [{ fold, exact: marked ? exact : "", worth: 1 }] };
  }
  /* {tokens, phrases: [[from, to]], glued: [key], open: whether the last word may be unfinished} */
  function parsed(text) {
    // What is pasted from a page may have its tags.
    const clean = text.normalize("NFC").replace(/<\/?[a-z][^<>]*>/gi, " ");
    const tokens = [], phrases = [];
    clean.split(/["“”„«»]/).forEach((part, place, parts) => {
      const from = tokens.length;
      tokens.push(...words(part).map(token));
      if (place % 2 && place < parts.length - 1 && tokens.length > from) { phrases.push([from, tokens.length]); }
    });
    tokens.length = Math.min(tokens.length, 32);
    // What stands in a document's number is a symbol: TW is no “tư”.
    const symbols = new Set((clean.match(NUMBER) || []).flatMap(words));
    tokens.forEach((token) => { token.symbol = token.number || symbols.has(token.text); });
    return { tokens, phrases: phrases.filter((phrase) => phrase[1] <= tokens.length), glued: numbers(clean), open: /[\p{L}\p{N}\u0300-\u036f]$/u.test(clean) };
  }

  const bare = (key) => key.replace(/đ/g, "d");
  const toneless = (key) => key.replace(/[fsrxj]$/, "");
  /* Whether every mark that was typed is in the spelling: marks were left out, none was changed. */
  function partly(typed, spelling) {
    const letters = toneless(typed), others = toneless(spelling);
    if (letters.length !== others.length || (letters !== typed && typed.slice(-1) !== spelling.slice(-1))) { return false; }
    return Array.from(letters).every((letter, place) => letter === others[place] || letter === keys(others[place])[0]);
  }
  /* How near a spelling in the texts is to the one that was typed, 0…1. */
  function likeness(spelling, way, known) {
    if (!way.exact || spelling === way.exact) { return 1; }
    // d for đ, and marks left out, are habits of typing; another mark is another word, unless no text writes it as it was typed.
    if (bare(spelling) === bare(way.exact) || partly(way.exact, spelling)) { return known ? 0.7 : 0.9; }
    return !known && toneless(bare(spelling)) === toneless(bare(way.exact)) ? 0.75 : 0.45;
  }

  /* For each combination of a word's record: how good a hit it is, and how exact. */
  function judged(record, way) {
    const known = record.spellings.includes(way.exact);
    const like = record.spellings.map((spelling) => likeness(spelling, way, known));
    const best = (spelled) => spelled.reduce((most, place) => Math.max(most, like[place]), 0);
    return record.combinations.map(({ strong, weak, times }) => {
      const high = best(strong), low = best(weak);
      return { exact: Math.max(high, low) * way.worth, hit: Math.max(high, 0.6 * low) * (0.9 + 0.1 * times) * way.worth };
    });
  }

  const WIDE = 3;
  /* In the first tier, in a query with enough to go by, words between words are not looked up: every document has them, and their lists are the longest. */
  function looked(tier, query, place) {
    return tier.whole || !query.tokens[place].small || query.phrases.length > 0 || query.tokens.filter((token) => !token.small).length < WIDE || (query.open && place === query.tokens.length - 1);
  }
  const rarity = (documents, count) => Math.log(1 + (documents - count + 0.5) / (count + 0.5));

  /* What a query asks of a tier, all at once: the records of each word, of each pair of neighbours, and what the last word may become. */
  async function gathered(tier, query) {
    const asked = query.tokens.map((_, place) => looked(tier, query, place));
    const [lists, pairs, completions] = await Promise.all([
      Promise.all(query.tokens.map((token, place) => Promise.all(asked[place] ? token.ways.map((way) => find(tier, way.fold)) : []))),
      Promise.all(query.tokens.slice(1).map((token, place) => Promise.all(asked[place] && asked[place + 1]
        ? query.tokens[place].ways.flatMap((before) => token.ways.map((after) => find(tier, before.fold + " " + after.fold))) : []))),
      completed(tier, query)
    ]);
    return { lists, pairs, completions };
  }

  /* Every word of the query over every document: hit and exactness; every pair of neighbours: 0, 1 beside, 2 beside in a prominent text. */
  async function matched(index, tier, query) {
    const size = index.documents;
    const { lists, pairs, completions } = await gathered(tier, query);
    const columns = query.tokens.map((token, place) => {
      const hit = new Float32Array(size), exact = new Float32Array(size);
      let count = 0, typed = 0;
      lists[place].forEach((record, number) => {
        if (!record) { return; }
        const values = judged(record, token.ways[number]);
        for (let entry = 0; entry < record.documents.length; entry += 1) {
          const value = values[record.marks[entry]], document = record.documents[entry];
          if (value.exact >= 0.7 && exact[document] < 0.7) { count += 1; }
          if (value.hit > hit[document]) { hit[document] = value.hit; }
          if (value.exact > exact[document]) { exact[document] = value.exact; }
        }
        // Guesses of the speller come last.
        if (!token.ways[number].guess) { typed = count; }
      });
      if (place === query.tokens.length - 1) {
        for (const { record, worth } of completions) {
          const values = record.spellings ? judged(record, { exact: "", worth }) : [{ hit: 0.6 * worth, exact: worth }, { hit: worth, exact: worth }];
          for (let entry = 0; entry < record.documents.length; entry += 1) {
            const document = record.documents[entry], value = record.spellings ? values[record.marks[entry]] : values[1 - record.marks[entry]];
            if (!exact[document]) { count += 1; typed += 1; }
            hit[document] = Math.max(hit[document], value.hit);
            exact[document] = Math.max(exact[document], value.exact);
          }
        }
      }
      const known = lists[place].some((record) => record && (!token.marked || record.spellings.includes(token.exact)));
      const kind = !looked(tier, query, place) ? 0 : (token.number ? 2 : 1) * (token.small ? 0.25 : 1);
      const weight = kind * Math.max(0.3, rarity(size, count));
      // A word that no text has says that the query is about something else: its guesses are common, it is not.
      return { hit, exact, weight, known, count, typed, tells: typed ? weight : kind * rarity(size, 0) };
    });
    return { columns, beside: neighbours(index, query, pairs, completions) };
  }

  function neighbours(index, query, pairs, completions) {
    return query.tokens.slice(1).map((token, place) => {
      const marks = new Uint8Array(index.documents);
      let count = 0;
      const enter = (record) => {
        for (let entry = 0; record && entry < record.documents.length; entry += 1) {
          const document = record.documents[entry];
          count += marks[document] ? 0 : 1;
          marks[document] = Math.max(marks[document], 2 - record.marks[entry]);
        }
      };
      pairs[place].forEach(enter);
      if (place === query.tokens.length - 2) { completions.filter(({ record }) => !record.spellings).forEach(({ record }) => enter(record)); }
      // In Vietnamese two syllables make a word: how rare the pair is says more than how rare each of them is.
      const weight = (token.small ? 0.5 : 1) * (query.tokens[place].small ? 0.5 : 1) * (count ? Math.max(0.1, rarity(index.documents, count)) : 0);
      return { marks, count, weight };
    });
  }

  /* What the last word may become: first by what follows the word before it, then by any word that begins so. */
  async function completed(tier, query) {
    const last = query.tokens[query.tokens.length - 1];
    if (!query.open || !last || last.number || query.phrases.some((phrase) => phrase[1] === query.tokens.length)) { return []; }
    const before = query.tokens[query.tokens.length - 2];
    const pairs = before ? await beginningWith(tier, before.fold + " " + last.fold, 2) : [];
    const longer = pairs.filter((record) => record.key.length > before.fold.length + 1 + last.fold.length);
    if (longer.length) { return longer.map((record) => ({ record, worth: 0.8 })); }
    if (last.fold.length < 2) { return []; }
    const begun = (spelling) => !last.marked || [last.exact, last.exact.replace(/[fsrxj]$/, "")].some((typed) => spelling.startsWith(typed));
    const any = (await beginningWith(tier, last.fold, 1)).filter((record) => record.spellings && record.key !== last.fold && record.spellings.some(begun));
    return any.sort((one, other) => other.documents.length - one.documents.length).slice(0, 8)
      .map((record) => ({ record, worth: 0.7 * Math.sqrt(last.fold.length / record.key.length) }));
  }

  /* How much of what a query says each of its words is, 0…1: half by how rare the word and its pairs are, half one like the other. */
  function shares(query, columns, beside) {
    const content = query.tokens.some((token) => !token.small);
    const own = columns.map((column, place) => (content && query.tokens[place].small ? 0 : column.tells + [place - 1, place].reduce((sum, pair) => sum + (beside[pair] ? beside[pair].weight / 2 : 0), 0)));
    const whole = own.reduce((sum, weight) => sum + weight, 0) || 1, count = own.filter(Boolean).length || 1;
    return own.map((weight) => (weight ? (weight / whole + 1 / count) / 2 : 0));
  }
  // What a case is about it says in its title, marks and summary. In running text nearly every syllable stands somewhere: only beside its neighbour is it the word that was meant.
  const PROMINENT = 0.75, BESIDE = 0.5, ALONE = 0.2, SURE = 0.8;

  /* The most of a query that each document could speak of. */
  function bounds(size, share, exacts) {
    const most = new Float32Array(size);
    for (let place = 0; place < exacts.length; place += 1) {
      const own = share[place], exact = exacts[place];
      if (!own) { continue; }
      for (let document = 0; document < size; document += 1) { most[document] += own * exact[document]; }
    }
    return most;
  }

  /* {scores, support}: how good each document is, and how much of the query it really speaks of, 0…1. */
  async function scored(index, tier, query) {
    const { columns, beside } = await matched(index, tier, query);
    const glued = await Promise.all(query.glued.map((key) => find(tier, key)));
    const size = index.documents, scores = new Float32Array(size), support = new Float32Array(size);
    const total = (parts) => parts.reduce((sum, part) => sum + part.weight, 0);
    const whole = total(columns) + total(beside) || 1;
    const share = shares(query, columns, beside), one = share.filter(Boolean).length < 2;
    // Plain loops over plain lists: at ten thousand documents this is where the time goes.
    const last = columns.length - 1, small = query.tokens.map((token) => token.small), weights = columns.map((column) => column.weight), guessed = columns.map((column) => !column.typed);
    const hits = columns.map((column) => column.hit), exacts = columns.map((column) => column.exact), marks = beside.map((pair) => pair.marks), links = beside.map((pair) => pair.weight);
    // What cannot be an answer is not weighed; the first tier's scores also count for answers of the second.
    const most = bounds(size, share, exacts), enough = tier.whole ? sure(size) - SEVERAL : Number.MIN_VALUE;
    for (let document = 0; document < size; document += 1) {
      if (most[document] < enough) { continue; }
      let score = 0, covered = 0, said = 0, pairs = 0, before = 0, near = 0, run = 0, all = 0;
      for (let place = 0; place <= last; place += 1) {
        const own = exacts[place][document];
        let after = 0;
        if (own && place < last && exacts[place + 1][document]) {
          const mark = marks[place][document], least = Math.min(own, exacts[place + 1][document]);
          if (mark) {
            score += links[place] * (mark === 2 ? 1.1 : 0.7) * least;
            covered += links[place] * least;
            run += least >= 0.7 ? 1 : 0;
            pairs += least >= 0.7 && !small[place] && !small[place + 1] ? 1 : 0;
          }
          after = mark || (!tier.whole && least >= 0.5 ? 1 : 0);
        }
        near = Math.max(before, after);
        before = after;
        if (!own) { continue; }
        const hit = hits[place][document];
        score += weights[place] * hit;
        covered += weights[place] * own;
        all += share[place] * own;
        if (own < 0.5 || !share[place]) { continue; }
        // One word in another tone, which nothing beside it bears out: “giá” is no answer to “người già”.
        if (one && own < SURE) { said += last ? 0 : share[place] * own * (hit >= own ? 1 : ALONE); }
        else if (one || near === 2 || (near && !tier.whole)) { said += share[place] * own; }
        else if (near || !guessed[place]) { said += share[place] * own * (hit >= own || !tier.whole ? PROMINENT : near ? BESIDE : ALONE); }
      }
      if (!score || !query.phrases.every((phrase) => inPhrase(phrase, query, columns, beside, document))) { continue; }
      const part = covered / whole;
      // A name of three words and more, said in one breath, is that name.
      scores[document] = score * part * part * part * (last > 1 && run === last ? 1.5 : 1);
      // Most words are two syllables: what stands in a text just as it was asked is there, however deep in it.
      support[document] = (last && run === last ? all : said) + (pairs > 1 ? SEVERAL : 0);
    }
    // A document that bears the whole number is what was asked for, whatever the other words.
    glued.filter(Boolean).forEach((record) => record.documents.forEach((document) => {
      scores[document] += 3 * whole;
      support[document] = 1;
    }));
    return { scores, support, columns, beside };
  }
  function inPhrase([from, to], query, columns, beside, document) {
    for (let place = from; place < to; place += 1) {
      const exact = columns[place].exact[document];
      if (!exact || (query.tokens[place].marked && exact < 0.9) || (place > from && !beside[place - 1].marks[document])) { return false; }
    }
    return true;
  }

  // ---- the speller

  const SOUNDS = [["s", "x"], ["l", "n"], ["d", "gi", "r", "v"], ["ch", "tr"], ["c", "k", "q"], ["ng", "ngh"], ["g", "gh"]];
  const ENDS = [["n", "ng", "nh"], ["t", "c", "ch"], ["i", "y"], ["ao", "au"], ["iu", "ieu"], ["iu", "uu"]];
  function sounding(word) {
    const heard = new Set();
    const swap = (groups, test, put) => groups.forEach((group) => group.forEach((one) => {
      if (test(one)) { group.forEach((other) => { if (other !== one) { heard.add(put(one, other)); } }); }
    }));
    swap(SOUNDS, (one) => word.startsWith(one), (one, other) => other + word.slice(one.length));
    swap(ENDS, (one) => word.endsWith(one), (one, other) => word.slice(0, word.length - one.length) + other);
    return heard;
  }
  /* Whether one letter more, less, other, or two exchanged make one word of the other. */
  function oneApart(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) { return false; }
    let from = 0, to = 0;
    while (from < one.length && from < other.length && one[from] === other[from]) { from += 1; }
    while (to < one.length - from && to < other.length - from && one[one.length - 1 - to] === other[other.length - 1 - to]) { to += 1; }
    const left = one.slice(from, one.length - to), right = other.slice(from, other.length - to);
    return left.length + right.length <= 1 || (left.length === 1 && right.length === 1) || (left.length === 2 && left[0] === right[1] && left[1] === right[0]);
  }

  let dictionary;
  /* Every word of the texts → in how many documents it is. */
  function syllables(index) {
    if (!dictionary) {
      const parts = index.tiers[1].syllables.split(" ");
      dictionary = new Map(parts.filter((_, place) => place % 2 === 0).map((word, place) => [word, Number(parts[2 * place + 1])]));
    }
    return dictionary;
  }
  const doubtful = (query, token, place) => !token.symbol && token.ways.length === 1 && !query.phrases.some(([from, to]) => place >= from && place < to);

  /* Adds what Telex or VNI keys stand for where the texts do not know the word as it was typed. True when something was added. */
  async function undone(tier, query, found) {
    const added = await Promise.all(query.tokens.map(async (token, place) => {
      const typed = doubtful(query, token, place) && !token.marked && (!found.columns[place].known || /[fsrxjw]$/.test(token.fold)) ? decoded(token.text) : "";
      if (!typed || typed === token.text) { return false; }
      const [fold, exact] = keys(typed);
      return await find(tier, fold) ? Boolean(token.ways.push({ fold, exact, worth: 0.97, typed: written(exact) })) : false;
    }));
    return added.some(Boolean);
  }
  /* Adds to words that the texts do not know, or never put beside their neighbours, what may have been meant; the first tier speaks only of words that no text has. */
  async function respelled(index, tier, query, found) {
    const all = syllables(index);
    const added = await Promise.all(query.tokens.map(async (token, place) => {
      const column = found.columns[place], last = place === query.tokens.length - 1 && query.open;
      const linked = [place - 1, place].some((pair) => found.beside[pair] && found.beside[pair].count);
      if (!doubtful(query, token, place) || token.small || linked || (last && column.count) || (column.known && query.tokens.length < 2)) { return false; }
      if (!tier.whole && all.has(token.fold)) { return false; }
      const ways = await meant(index, tier, query, place, column.known);
      token.ways.push(...ways);
      return ways.length > 0;
    }));
    return added.some(Boolean);
  }
  /* An exact key as people write it: the tone on the vowel that bears a mark of its own, else on the last vowel before a consonant, else on the first of two. */
  function written(exact) {
    const tone = MARK[exact.slice(-1)], letters = tone ? exact.slice(0, -1) : exact;
    const vowels = letters.match(/^(?:qu|gi(?=[aeouăâêôơư]))?[^aeiouyăâêôơư]*/)[0].length;
    const ends = /[^aeiouyăâêôơư]$/.test(letters), own = letters.search(/[ăâêôơ]|ư(?!ơ)/);
    const place = own >= 0 ? own : vowels + (ends && /^[aeiouy]{2}/.test(letters.slice(vowels)) ? 1 : 0);
    return tone && /[aeiouyăâêôơư]/.test(letters) ? (letters.slice(0, place + 1) + tone + letters.slice(place + 1)).normalize("NFC") : exact;
  }
  /* The spelling that most documents have. */
  function commonest(record) {
    const counts = record.spellings.map(() => 0);
    const met = record.combinations.map(({ strong, weak }) => new Set([...strong, ...weak]));
    record.marks.forEach((mark) => met[mark].forEach((place) => { counts[place] += 1; }));
    return record.spellings[counts.indexOf(Math.max(...counts))];
  }
  async function counted(tier, fold) {
    const record = await find(tier, fold);
    return record ? record.documents.length : 1;
  }
  const CANDIDATES = 16;
  async function meant(index, tier, query, place, known) {
    const token = query.tokens[place], before = query.tokens[place - 1], after = query.tokens[place + 1];
    if (token.fold.length < 2) { return []; }
    const heard = sounding(token.fold);
    const near = Array.from(syllables(index)).filter(([word]) => heard.has(word) || (token.fold.length > 2 && oneApart(word, token.fold)))
      .sort((one, other) => heard.has(other[0]) - heard.has(one[0]) || other[1] - one[1]).slice(0, CANDIDATES);
    const weighed = await Promise.all(near.map(async ([word, count]) => {
      const left = before && await find(tier, before.fold + " " + word);
      // What stands after is in the shard of each candidate: only the likely ones are worth fetching.
      const right = after && (left || !before || heard.has(word)) && (left || !known || !before) && await find(tier, word + " " + after.fold);
      const links = Math.max(...[left, right].map((record) => (record ? record.documents.length : 0)));
      const way = { fold: word, exact: "", worth: links ? 0.85 : 0.6, guess: true, links, count };
      if (!known) { return links || (tier.whole && token.fold.length > 3) ? way : null; }
      // A word that the texts know is left alone unless the other fits on both sides, and more often than by chance.
      if ((before && !left) || (after && !right)) { return null; }
      const share = async (pair, neighbour) => (pair ? pair.documents.length / Math.min(count, await counted(tier, neighbour.fold)) : 0);
      return Math.max(await share(left, before), await share(right, after)) >= 0.3 ? way : null;
    }));
    const ways = weighed.filter(Boolean).sort((one, other) => other.links - one.links || other.count - one.count || (one.fold < other.fold ? -1 : 1));
    const chosen = ways.filter((way) => !ways[0].links || way.links).slice(0, 3);
    for (const way of chosen) { way.heard = written(commonest(await find(tier, way.fold))); }
    return chosen;
  }

  // ---- results

  // Several whole words of a query in one text are more than their sum.
  const SEVERAL = 0.1;
  /* A query is answered when a text speaks of half of what it says; among many texts one does so by chance, and a little more is asked. */
  const sure = (documents) => 0.51 + 0.014 * Math.log10(documents);
  const FEEBLE = 0.1; // of the best score: what is weaker is not what was asked for
  function most(scores) {
    let best = 0;
    for (let document = 0; document < scores.length; document += 1) { if (scores[document] > best) { best = scores[document]; } }
    return best;
  }
  function ranked(scores, support) {
    const least = FEEBLE * most(scores), enough = sure(scores.length), hits = [];
    for (let document = 0; document < scores.length; document += 1) { if (scores[document] > 0 && scores[document] >= least && support[document] >= enough) { hits.push(document); } }
    return hits.sort((one, other) => scores[other] - scores[one] || one - other);
  }
  function joined(first, second) {
    const one = 0.8 / (most(first.scores) || 1), two = 1 / (most(second.scores) || 1), scores = new Float32Array(second.scores.length);
    for (let document = 0; document < scores.length; document += 1) { if (second.scores[document]) { scores[document] = second.scores[document] * two + first.scores[document] * one; } }
    return scores;
  }

  const SLOW = 300; // milliseconds without an answer that a reader notices
  const name = (text) => words(text).map((word) => keys(word)[0]).join(" ");
  /* The pages that are called just what is typed: [what it is, how it is told, address, names] of places, by present and former names, and of the site's own documents. */
  async function called(text) {
    const { told } = await start(), asked = name(text);
    return asked ? (await site.data(told.pages)).filter(([, , , names]) => names.some((one) => name(one) === asked)) : [];
  }
  /* What is typed, in quotes where it is the very name of a place: “cao” and “bằng” apart are not Cao Bằng. */
  async function meantAs(text) {
    const pages = /["“”]/.test(text) ? [] : await called(text).catch(() => []);
    return pages.some(([kind, , , names]) => kind === "Nơi" && names.slice(0, 2).some((one) => name(one) === name(text))) ? '"' + text.trim() + '"' : text;
  }
  /* Searches; tells `show` {hits: document numbers, best first; last: whether this is all; then typed: how keys were read, meant: words like those that were typed}, once or twice. */
  async function search(text, show, wanted) {
    const asked = meantAs(text);
    // What tells places comes beside what the search itself needs: only for a place something is done twice.
    await answered(text, async (answer) => (await asked === text ? show(answer) : undefined), wanted);
    return await asked === text || (wanted && !wanted()) ? undefined : answered(await asked, show, wanted);
  }

  async function answered(text, show, wanted) {
    const index = await start();
    const query = parsed(text);
    if (!query.tokens.length) { return show({ hits: [], last: true, typed: [], meant: [] }); }
    const over = () => wanted && !wanted();
    const title = index.tiers[0];
    // Asked for beside the first tier's; who needs it hears of a failure.
    if (index.tiers[1]) { gathered(index.tiers[1], query).catch(() => {}); }
    let first = await scored(index, title, query);
    if (await undone(title, query, first)) { first = await scored(index, title, query); }
    let early = ranked(first.scores, first.support);
    if (over()) { return undefined; }
    let timer = 0;
    // The first answer is drawn before anything more is fetched; once the second tier is here, only if it should be slow.
    if (early.length && !index.tiers[1]) { await show({ hits: early, last: false }); } else if (early.length) { timer = setTimeout(() => show({ hits: early, last: false }), SLOW); }
    const whole = await second(index);
    if (!early.length && await respelled(index, title, query, first)) {
      first = await scored(index, title, query);
      early = ranked(first.scores, first.support);
      if (early.length && !over()) { await show({ hits: early, last: false }); }
    }
    if (over()) { clearTimeout(timer); return undefined; }
    let later = await scored(index, whole, query);
    const typed = await undone(whole, query, later), spelled = await respelled(index, whole, query, later);
    if (typed || spelled) {
      first = await scored(index, title, query);
      later = await scored(index, whole, query);
    }
    clearTimeout(timer);
    if (over()) { return undefined; }
    const tried = query.tokens.flatMap((token) => token.ways.slice(1));
    const told = (name) => tried.map((way) => way[name]).filter(Boolean);
    return show({ hits: ranked(joined(first, later), later.support), last: true, typed: told("typed"), meant: told("heard") });
  }

  /* The cards of these documents, as HTML that the build wrote. */
  async function cards(documents) {
    const { told } = await start();
    const groups = await Promise.all(documents.map((document) => site.data(FOLDER + "the-" + told.cards[Math.floor(document / told.block)] + "/" + Math.floor(document % told.block / told.group) + ".js")));
    return groups.map((group, place) => group[documents[place] % told.group]);
  }
  async function columns() {
    const { told } = await start();
    return site.data(told.columns);
  }
  /* The best few by title, marks and summary, for suggestions: [{slug, title, where}]. */
  async function suggest(text, count) {
    const index = await start();
    const query = parsed(await meantAs(text));
    if (!query.tokens.length) { return []; }
    const { scores, support } = await scored(index, index.tiers[0], query);
    const found = await cards(ranked(scores, support).slice(0, count));
    return found.map((html) => {
      const card = new DOMParser().parseFromString(html, "text/html").body;
      return { slug: card.querySelector("[data-case]").dataset.case, title: card.querySelector("h3").textContent, where: card.querySelector(".where").textContent };
    });
  }

  const isSmall = (word) => token(word).small;

  site.tim = { keys, words, isSmall, numbers, unpacked, decoded, search, suggest, cards, columns, called, start };
})();
