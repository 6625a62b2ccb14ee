/* At an old address: goes on to the new one with the #part of the link, which a refresh would drop,
   and finds the page in a folder too, where no server adds the file's name. */
(function () {
  "use strict";
  var folder = location.protocol === "file:";
  if (!location.hash && !folder) return; // the refresh below this script is enough
  var target = document.currentScript.dataset.target;
  // Without this the refresh is read too, and may win.
  window.stop();
  location.replace(target + (folder ? "index.html" : "") + location.hash);
})();
