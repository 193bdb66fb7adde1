/* The search page: reads the parts of the index that a question needs, and shows what they hold.
   The first part does to words what hiwar/search/normalise.py does; tests/search/words.json is run through both. */

const FOLDED = Object.fromEntries([..."أإآٱؤئىیةھہک"].map((letter, at) => [letter, [..."ااااءءييههه", "ك"][at]]));
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const ARABIC = "\\u0620-\\u064a\\u066e-\\u06d3\\u06fa-\\u06ff";
const UNSPACED = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const WORD = new RegExp(`[${ARABIC}]+|[${UNSPACED}]|(?:(?![${ARABIC}${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");
const IS_ARABIC = new RegExp(`^[${ARABIC}]`, "u");
const PARTICLES = new Set("وفبكل");
const ARTICLE = /^(?:(?:[وف]?[بك]?ال|[وف]?لل)(?=.{3})|ال(?=.{2}))/u;
const ENDING = /(?<=..)(?:ات|ه)$|(?<=...)(?:ون|ين|وا|ا)$/u;
const PRONOUN = /(?<=...)(?:ت?(?:هما|ها|هم|هن|كم|نا)|ته|تي)$/u;

const western = (digit) => {
  const code = digit.codePointAt(0);
  return String(code - (code < 0x06f0 ? 0x0660 : 0x06f0));
};

/* A text in small letters without marks, letters typed for each other made one, digits as 0 to 9. */
export const fold = (text) =>
  text
    .normalize("NFKC")
    .replace(/[أإآٱؤئىیةھہک]/g, (letter) => FOLDED[letter])
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(/['’]s\b/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, western)
    .toLowerCase();

/* The words of a text in their order, folded; single Arabic particles are none. */
export const words = (text) => (fold(text).match(WORD) || []).filter((word) => !PARTICLES.has(word));

const singular = (word) => {
  if (word.length <= 3 || !/^[ -~]*s$/.test(word)) return word;
  if (/[^ae]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return /(?:us|ss|aes|ees|oes)$/.test(word) ? word : word.slice(0, -1);
};

/* What a folded word is found by: its own form first, then shorter ones that it may be made of. */
export const forms = (word) => {
  if (!IS_ARABIC.test(word)) return [singular(word)];
  const found = new Set([word.replace(ARTICLE, "").replace(ENDING, "")]);
  const add = (more) => more.forEach((form) => found.add(form));
  if (PARTICLES.has(word[0]) && word.length > 3) add(forms(word.slice(1)));
  const bare = word.replace(PRONOUN, "");
  if (bare !== word) add(forms(bare));
  if (word.startsWith("ال") && ARTICLE.test(word)) add(forms(word.slice(2)));
  return [...found];
};

/* A key is kind, language, day and hash; behind each stands how much the word weighs in that piece. */
const KEY = 11;
/* A word only begun, and a form that a word only may have, count less than the word itself. */
const BEGUN = 0.5;
const SHORTER = 0.3;
const SHOWN = 10;

const nameOf = (prefix) => [...prefix].map((letter) => letter.codePointAt(0).toString(16)).join("-");

class Index {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
  }

  /* Each file is asked for once; one that does not come is asked for again next time. */
  read(name) {
    if (!this.files.has(name)) {
      const coming = fetch(`${this.folder}${name}.json`).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${name}`);
        return answer.json();
      });
      coming.catch(() => this.files.delete(name));
      this.files.set(name, coming);
    }
    return this.files.get(name);
  }

  async rows(form) {
    const start = await this.read("start");
    const prefix = [...form].slice(0, 2).join("");
    return start.words.split(" ").includes(prefix) ? this.read(`words/${nameOf(prefix)}`) : {};
  }

  /* The pieces that have a word, with how well it fits them. */
  async pieces(word, isLast) {
    const scores = new Map();
    const start = await this.read("start");
    for (const [at, form] of forms(word).entries()) {
      const rows = await this.rows(form);
      const begun = isLast && at === 0 && [...form].length > 1;
      for (const [row, keys] of Object.entries(rows)) {
        if (row !== form && !(begun && row.startsWith(form))) continue;
        const factor = (at ? SHORTER : 1) * (row === form ? 1 : BEGUN) * Math.log(1 + (start.pieces * (KEY + 1)) / keys.length);
        for (let place = 0; place < keys.length; place += KEY + 1) {
          const key = keys.slice(place, place + KEY);
          scores.set(key, Math.max(scores.get(key) || 0, factor * Number(keys[place + KEY])));
        }
      }
    }
    return scores;
  }

  /* Keys of the pieces that answer a question, the best first: those with all words, else those with some. */
  async find(question) {
    const asked = [...new Set(words(question))];
    const found = await Promise.all(asked.map((word, at) => this.pieces(word, at === asked.length - 1)));
    const total = new Map();
    for (const scores of found) {
      for (const [key, score] of scores) {
        const [count, sum] = total.get(key) || [0, 0];
        total.set(key, [count + 1, sum + score]);
      }
    }
    const rows = [...total].map(([key, [count, sum]]) => ({ key, count, sum }));
    const most = Math.max(0, ...rows.map((row) => row.count));
    const isWhole = most === asked.length;
    const order = (one, other) => other.count - one.count || other.sum - one.sum || (one.key.slice(2) < other.key.slice(2) ? 1 : -1);
    const keys = rows.filter((row) => !isWhole || row.count === most).sort(order).map((row) => row.key);
    return { keys, isWhole };
  }

  async shown(key) {
    const start = await this.read("start");
    const file = parseInt(key.slice(-5), 36) % start.files;
    const [title, href, summary, day, lang] = (await this.read(`shown/${file}`))[key];
    return { title, href, summary, day, lang, kind: key[0] };
  }
}

const start = (form) => {
  const index = new Index(form.dataset.folder);
  const { lang, dataset } = document.documentElement;
  const digits = `${lang}-u-nu-${dataset.numerals || "latn"}`;
  const list = document.querySelector(".search-hits");
  const status = document.querySelector(".search-status");
  const more = document.querySelector(".search-more");
  const template = document.querySelector(".search-hit");
  const kinds = Object.fromEntries([...form.elements.kind].map((input) => [input.value, input.dataset.name]));
  let turn = 0;
  let keys = [];
  let shown = 0;

  const day = (text) => new Intl.DateTimeFormat(`${digits}-ca-gregory`, { dateStyle: "long", timeZone: "UTC" }).format(new Date(text));

  const render = (hit) => {
    const item = template.content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = hit.href;
    link.textContent = hit.title;
    const text = item.querySelector(".search-text");
    text.textContent = hit.summary;
    item.querySelector(".search-kind").textContent = kinds[hit.kind];
    const time = item.querySelector("time");
    if (hit.day) {
      time.dateTime = hit.day;
      time.textContent = day(hit.day);
    } else time.remove();
    if (hit.lang !== lang) for (const part of [link, text]) part.lang = hit.lang;
    return item;
  };

  const show = async (mine, takesFocus) => {
    const next = keys.slice(shown, shown + SHOWN);
    const hits = await Promise.all(next.map((key) => index.shown(key)));
    if (mine !== turn) return;
    const first = list.children.length;
    list.append(...hits.map(render));
    shown += hits.length;
    more.hidden = shown >= keys.length;
    if (takesFocus) list.children[first].querySelector("a").focus();
  };

  const said = (isWhole) => {
    if (!keys.length) return form.dataset.none;
    return (isWhole ? form.dataset.found : form.dataset.some).replace("{n}", keys.length.toLocaleString(digits, { useGrouping: false }));
  };

  const search = async () => {
    const mine = ++turn;
    const question = form.elements.q.value;
    const kind = form.elements.kind.value;
    try {
      const found = words(question).length ? await index.find(question) : null;
      if (mine !== turn) return;
      keys = found ? found.keys.filter((key) => !kind || key[0] === kind) : [];
      shown = 0;
      list.replaceChildren();
      status.textContent = found ? said(found.isWhole) : "";
      more.hidden = true;
      await show(mine, false);
    } catch {
      if (mine === turn) status.textContent = form.dataset.failed;
    }
  };

  /* The address says what was asked, so that it can be kept and shared; going back leaves the page in one step. */
  const keep = () => {
    const query = new URLSearchParams();
    if (form.elements.q.value.trim()) query.set("q", form.elements.q.value.trim());
    if (form.elements.kind.value) query.set("kind", form.elements.kind.value);
    const address = query.size ? `?${query}` : location.pathname;
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll(".languages a, footer a[hreflang]")) link.search = query;
  };

  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") || "";
  if (asked.get("kind") in kinds) form.elements.kind.value = asked.get("kind");
  form.hidden = false;
  document.querySelector(".search-without").hidden = true;
  form.addEventListener("input", () => { keep(); search(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); keep(); search(); });
  more.addEventListener("click", () => show(turn, true));
  if (form.elements.q.value) { keep(); search(); }
};

const form = typeof document === "object" && document.querySelector(".search-form");
if (form) start(form);
