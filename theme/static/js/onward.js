/* Leads a reader to a part's place in its release. Platforms that fetch a shared link run no scripts, so they see the part's own card. */
location.replace(document.currentScript.dataset.to);
