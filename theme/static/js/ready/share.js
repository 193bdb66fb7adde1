/* Copying and the device's own share sheet, for the page and for each part. The words are those of the link to WhatsApp, which has them whole. */
{
  const template = document.querySelector("template.share-buttons");
  for (const list of document.querySelectorAll(".share-places")) {
    const words = new URL(list.querySelector('[href^="https://wa.me/"]').href).searchParams.get("text");
    const end = words.lastIndexOf("\n");
    const line = template.content.firstElementChild.cloneNode(true);
    const [copy, more] = line.querySelectorAll("button");
    const status = line.querySelector("[role=status]");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words);
        status.textContent = line.dataset.done;
      } catch {
        status.textContent = line.dataset.failed;
      }
      setTimeout(() => { status.textContent = ""; }, 3000);
    });
    if (navigator.share) {
      /* Whoever closes the sheet without choosing means it. */
      more.addEventListener("click", () => navigator.share({ text: words.slice(0, end), url: words.slice(end + 1) }).catch(() => {}));
    } else {
      more.remove();
    }
    list.prepend(line);
  }
}
