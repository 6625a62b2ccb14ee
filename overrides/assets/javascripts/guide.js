/* Menu, search and light/dark as real buttons; filter and sorting of the overview.
   Everything here adds to a page that is whole without it. */
(function () {
  "use strict";

  function toggles() {
    document.querySelectorAll("[data-guide-toggle]").forEach(function (button) {
      var box = document.getElementById(button.dataset.guideToggle);
      function show() {
        button.setAttribute("aria-expanded", String(box.checked));
        if (button.dataset.close) button.setAttribute("aria-label", box.checked ? button.dataset.close : button.dataset.open);
      }
      function set(open) {
        if (box.checked === open) return;
        box.click();
        show();
        if (box.id === "__search" && open) document.querySelector(".md-search__input").focus();
      }
      box.addEventListener("change", show);
      button.addEventListener("click", function () { set(!box.checked); });
      document.querySelectorAll('[data-guide-close="' + box.id + '"]').forEach(function (close) {
        close.addEventListener("click", function () { set(false); button.focus(); });
      });
      document.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && box.checked) { set(false); button.focus(); }
      });
    });
  }

  /* A page is built once and read for months: the reader's own date decides whether a review is missed. */
  function reviews() {
    var today = new Date().toISOString().slice(0, 10);
    document.querySelectorAll("[data-due]").forEach(function (place) {
      var missed = place.dataset.due < today;
      place.classList.toggle("g-overdue", missed);
      place.querySelector(".g-due__next").hidden = missed;
      place.querySelector(".g-due__missed").hidden = !missed;
    });
  }

  function scheme() {
    var button = document.querySelector("[data-guide-theme]");
    if (!button) return;
    function dark() { return document.body.getAttribute("data-md-color-scheme") === "slate"; }
    button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", function () {
      var next = dark() ? "default" : "slate";
      document.body.setAttribute("data-md-color-scheme", next);
      button.setAttribute("aria-pressed", String(next === "slate"));
      try { localStorage.setItem("guide-scheme", next); } catch (error) { /* the choice then lasts this page */ }
    });
  }

  function filter() {
    var form = document.querySelector(".g-filter");
    if (!form) return;
    var rows = Array.prototype.slice.call(document.querySelectorAll(".g-overview tbody tr"));
    var shown = form.querySelector(".g-filter__shown");
    var texts = rows.map(function (row) { return row.textContent.toLocaleLowerCase(document.documentElement.lang); });
    function apply() {
      var words = form.elements.text.value.toLocaleLowerCase(document.documentElement.lang).split(/\s+/).filter(Boolean);
      var kind = form.elements.form.value, service = form.elements.service.value, status = form.elements.status.value;
      var count = 0;
      rows.forEach(function (row, index) {
        var hit = (!kind || row.dataset.form === kind) &&
          (!service || row.dataset.services.split(" ").indexOf(service) >= 0) &&
          (!status || row.dataset.status === status) &&
          words.every(function (word) { return texts[index].indexOf(word) >= 0; });
        row.hidden = !hit;
        if (hit) count += 1;
      });
      shown.textContent = form.dataset.shown.replace("{shown}", count).replace("{total}", rows.length);
    }
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(apply, 0); });
    apply();
    // A link to a row must reach it even when a filter is left from before.
    window.addEventListener("hashchange", function () {
      var row = document.getElementById(location.hash.slice(1));
      if (row && row.hidden) { form.reset(); setTimeout(function () { row.scrollIntoView(); }, 0); }
    });
  }

  function sorting() {
    var form = document.querySelector(".g-filter");
    var label = form ? form.dataset.sort : "{column}";
    var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    document.querySelectorAll(".g-overview").forEach(function (table) {
      var heads = Array.prototype.slice.call(table.querySelectorAll("thead th"));
      heads.forEach(function (head, index) {
        var button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        button.title = label.replace("{column}", head.textContent.trim());
        head.textContent = "";
        head.appendChild(button);
        button.addEventListener("click", function () {
          var down = head.getAttribute("aria-sort") === "ascending";
          heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          var body = table.tBodies[0];
          Array.prototype.slice.call(body.rows).map(function (row) {
            return { row: row, key: row.cells[index].dataset.sort };
          }).sort(function (a, b) {
            // What is unknown stands last, whichever way the column is sorted.
            if (!a.key || !b.key) return !a.key - !b.key;
            return (down ? -1 : 1) * collator.compare(a.key, b.key);
          }).forEach(function (entry) { body.appendChild(entry.row); });
        });
      });
    });
  }

  toggles();
  scheme();
  filter();
  sorting();
})();
