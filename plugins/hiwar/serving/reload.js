// Has the page read anew when another edition of it stands than the one it comes from.
"use strict";
const { search } = new URL(document.currentScript.src);
(function listen() {
  const socket = new WebSocket(`ws://${location.host}/_reload${search}`);
  socket.onmessage = () => location.reload();
  // The preview may be started again.
  socket.onclose = () => setTimeout(listen, 1000);
})();
