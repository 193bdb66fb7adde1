// Has the page read anew when another edition of the site stands than the one it comes from.
"use strict";
const edition = new URL(document.currentScript.src).searchParams.get("edition");
(function listen() {
  const socket = new WebSocket(`ws://${location.host}/_reload?edition=${edition}`);
  socket.onmessage = () => location.reload();
  // The preview may be started again.
  socket.onclose = () => setTimeout(listen, 1000);
})();
