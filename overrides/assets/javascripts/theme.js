/* Before anything is painted: the reader's own choice of light or dark, else the system's. */
(function () {
  var stored = null;
  try { stored = localStorage.getItem("guide-scheme"); } catch (error) { /* private windows may refuse */ }
  var dark = stored ? stored === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");

  // The theme's script asks for a sitemap for every link[rel=alternate], at every visit, on the
  // published host. It needs none: our language links name the page itself. A space before the
  // word means the same to everyone else and hides the links from that selector.
  document.querySelectorAll("link[rel=alternate]").forEach(function (link) { link.setAttribute("rel", " alternate"); });
})();
