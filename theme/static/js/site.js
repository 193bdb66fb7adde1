/* What makes every page handier, and none needs. It stands in the head, so that a chosen scheme is there before the first paint. */
(() => {
  const root = document.documentElement;
  const KEY = "hiwar-scheme";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  /* "auto" follows the device and leaves nothing behind. */
  const keep = (scheme) => {
    try {
      if (scheme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, scheme);
    } catch { /* then it holds for this page */ }
  };
  const apply = (scheme) => {
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  apply(stored());

  const offerSchemes = (box) => {
    const select = box.querySelector("select");
    select.value = root.dataset.scheme || "auto";
    select.addEventListener("change", () => { keep(select.value); apply(select.value); });
    box.hidden = false;
    /* Another tab of the site chose. */
    addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      apply(event.newValue);
      select.value = root.dataset.scheme || "auto";
    });
  };

  const offerCopies = (template) => {
    for (const block of document.querySelectorAll(".body pre")) {
      const line = template.content.firstElementChild.cloneNode(true);
      const status = line.querySelector("[role=status]");
      line.querySelector("button").addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(block.textContent);
          status.textContent = line.dataset.done;
        } catch {
          getSelection().selectAllChildren(block);
          status.textContent = line.dataset.failed;
        }
        setTimeout(() => { status.textContent = ""; }, 3000);
      });
      block.after(line);
    }
  };

  /* What was said in the last four weeks, as "yesterday"; the whole date stays in the title. */
  const UNITS = [["minute", 60], ["hour", 3600], ["day", 86400], ["week", 604800]];
  const relate = (time) => {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    if (seconds > 0 || seconds < -4 * 604800) return;
    const [unit, length] = UNITS.findLast(([, size]) => -seconds >= size) || UNITS[0];
    const lang = time.closest("[lang]").lang;
    const text = new Intl.RelativeTimeFormat(`${lang}-u-nu-${root.dataset.numerals || "latn"}`, { numeric: "auto" }).format(Math.round(seconds / length), unit);
    time.title = time.textContent;
    time.textContent = text;
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".scheme").forEach(offerSchemes);
    document.querySelectorAll("template.copy-button").forEach(offerCopies);
    document.querySelectorAll(".turn-head > time:not(.turn-mark)").forEach(relate);
  });
})();
