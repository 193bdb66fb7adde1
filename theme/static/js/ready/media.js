/* Pictures of a gallery large, one after the other; videos of platforms played here. Without it both are plain links. */
(() => {
  const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  const offerViewer = (template) => {
    const dialog = template.content.firstElementChild.cloneNode(true);
    const find = (name) => dialog.querySelector(name);
    const isMirrored = getComputedStyle(document.documentElement).direction === "rtl";
    let links = [];
    let place = 0;
    let opener = null;

    const show = (wanted) => {
      place = (wanted + links.length) % links.length;
      const picture = links[place].firstElementChild.cloneNode(true);
      for (const one of [picture, ...picture.querySelectorAll("*")]) {
        if (one.sizes) one.sizes = "100vw";
        if (one.tagName === "IMG") { one.loading = "eager"; delete one.dataset.upper; }
      }
      find(".viewer-picture").replaceChildren(picture);
      const caption = links[place].closest("figure").querySelector("figcaption");
      find(".viewer-caption").replaceChildren(...(caption ? caption.cloneNode(true).childNodes : []));
      find(".viewer-count").textContent = `${place + 1} / ${links.length}`;
    };
    const acts = { previous: () => show(place - 1), next: () => show(place + 1), close: () => dialog.close() };
    const keys = { ArrowRight: isMirrored ? "previous" : "next", ArrowLeft: isMirrored ? "next" : "previous" };

    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      const act = event.target === dialog ? "close" : event.target.dataset.act;
      if (act) acts[act]();
    });
    dialog.addEventListener("keydown", (event) => {
      if (keys[event.key]) acts[keys[event.key]]();
      else if (event.key === "Home") show(0);
      else if (event.key === "End") show(-1);
      else return;
      event.preventDefault();
    });
    dialog.addEventListener("close", () => {
      find(".viewer-picture").replaceChildren();
      opener.focus();
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".gallery .photo-open");
      if (!link || !isPlain(event)) return;
      event.preventDefault();
      opener = link;
      links = [...link.closest(".gallery").querySelectorAll(".photo-open")];
      show(links.indexOf(link));
      dialog.showModal();
    });
  };

  const offerPlayer = (box) => {
    box.querySelector(".recording-open").addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.className = "recording-player";
      frame.title = box.dataset.title;
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation");
      frame.src = box.dataset.player;
      box.replaceChildren(frame);
      frame.focus();
    });
  };

  document.querySelectorAll(".viewer-template").forEach(offerViewer);
  document.querySelectorAll(".recording-frame").forEach(offerPlayer);
})();
