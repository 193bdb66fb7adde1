/* Answering and posting from one's own server of the fediverse. The reader names it once; it is kept in this browser and sent nowhere. */
for (const form of document.querySelectorAll(".join-remote")) {
  const input = form.elements.server;
  const key = "hiwar-server";
  const kept = () => { try { return localStorage.getItem(key) || ""; } catch { return ""; } };
  const keep = (name) => { try { localStorage.setItem(key, name); } catch { /* then it is typed again */ } };
  /* "@me@social.example" and "https://social.example/" both name social.example. */
  const host = (text) => text.trim().replace(/^https?:\/\//i, "").replace(/\/.*$/, "").replace(/^.*@/, "").toLowerCase();

  input.value = kept();
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = host(input.value);
    if (!/^[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?$/.test(name)) {
      input.focus();
      return;
    }
    keep(name);
    const { post, uri } = form.dataset;
    location.href = `https://${name}/` + (post ? `share?text=${encodeURIComponent(post)}` : `authorize_interaction?uri=${encodeURIComponent(uri)}`);
  });
}
