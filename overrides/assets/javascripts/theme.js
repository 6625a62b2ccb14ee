/* Before anything is painted: the reader's own choice of light or dark, else the system's. */
(function () {
  var stored = null;
  try { stored = localStorage.getItem("guide-scheme"); } catch (error) { /* private windows may refuse */ }
  var dark = stored ? stored === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
})();
