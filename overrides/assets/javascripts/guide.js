/* Menu and light/dark as real buttons; the way into the search; boxes of checklists to tick; filter and sorting of the overview; definitions beside their words.
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

  /* The box opens at once and keeps what is typed. The engine and its words are fetched when the reader turns to the search. */
  function search() {
    var root = document.querySelector("[data-search]"), form = document.querySelector(".g-find");
    if (!root || !form) return;
    var isBox = root.nodeName === "DIALOG", field = root.querySelector(".g-search__field"), button = form.querySelector("button"), typed = form.elements.q;
    var asked = false, slash = true;
    try { slash = localStorage.getItem("guide-slash") !== "off"; } catch (error) { /* the key then works */ }

    function fetchOnce() {
      if (asked) return;
      asked = true;
      [root.dataset.engine, root.dataset.script].forEach(function (address) {
        var script = document.createElement("script");
        script.async = false;
        script.src = address;
        script.addEventListener("error", function () { root.querySelector("[role=status]").textContent = root.dataset.failed; });
        document.head.appendChild(script);
      });
    }
    function open() {
      if (isBox && !root.open) root.showModal();
      field.focus();
      field.select();
      fetchOnce();
    }

    button.type = "button";
    button.setAttribute("aria-keyshortcuts", slash ? "Control+K /" : "Control+K");
    if (isBox) button.setAttribute("aria-haspopup", "dialog");
    form.querySelector(".g-find__key").hidden = !slash;
    form.classList.add("g-find--ready");
    button.addEventListener("click", open);
    button.addEventListener("focus", fetchOnce);
    field.addEventListener("focus", fetchOnce);
    document.addEventListener("keydown", function (event) {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      var elsewhere = !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName) && !event.target.isContentEditable;
      var asks = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" && !event.shiftKey : slash && event.key === "/" && elsewhere;
      if (!asks) return;
      event.preventDefault();
      open();
    });
    // What was typed before this script came is not lost.
    if (typed.value && !field.value) field.value = typed.value;
    if (document.activeElement === typed) {
      var start = typed.selectionStart, end = typed.selectionEnd;
      open();
      field.setSelectionRange(start, end);
    }
    typed.disabled = true;
    typed.hidden = true;
    if (!isBox && (field.value || /[?&]q=[^&]/.test(location.search))) fetchOnce();
    if (!isBox) return;

    root.querySelector("[data-search-close]").addEventListener("click", function () { root.close(); });
    // Beside the box: its backdrop is the dialog itself.
    root.addEventListener("click", function (event) { if (event.target === root) root.close(); });
    var key = root.querySelector("[data-search-slash]");
    key.checked = slash;
    key.addEventListener("change", function () {
      slash = key.checked;
      form.querySelector(".g-find__key").hidden = !slash;
      button.setAttribute("aria-keyshortcuts", slash ? "Control+K /" : "Control+K");
      try { localStorage.setItem("guide-slash", slash ? "on" : "off"); } catch (error) { /* the choice then lasts this page */ }
    });
  }

  /* From a folder or a file share no server adds the name of the file. */
  function folder() {
    if (location.protocol !== "file:") return;
    [["a[href]", "href"], ["form[action]", "action"], ["[data-search]", "data-address"]].forEach(function (place) {
      document.querySelectorAll(place[0]).forEach(function (element) {
        var url = new URL(element.getAttribute(place[1]), location.href);
        if (url.protocol !== "file:" || url.pathname.slice(-1) !== "/") return;
        url.pathname += "index.html";
        element.setAttribute(place[1], url.href);
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
      form.toggleAttribute("data-narrowed", count < rows.length);
      addresses();
    }
    // On paper the list of addresses has only those of the rows that are shown.
    function addresses() {
      document.querySelectorAll(".g-paper__addresses li").forEach(function (item, index) {
        var links = Array.prototype.slice.call(document.querySelectorAll('.g-prose [data-note="' + (index + 1) + '"]'));
        item.hidden = links.every(function (link) { var row = link.closest("tr"); return row && row.hidden; });
      });
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

  /* Ticks stay in the reader's own browser; the same point is ticked on every page that shows it. */
  function checklists() {
    var name = "guide-checks", ticked = {};
    try { ticked = JSON.parse(localStorage.getItem(name)) || {}; } catch (error) { /* nothing is kept, or not by us */ }
    if (typeof ticked !== "object" || Array.isArray(ticked)) ticked = {};
    function keep() {
      try { localStorage.setItem(name, JSON.stringify(ticked)); } catch (error) { /* the ticks then last this page */ }
    }
    document.querySelectorAll(".g-checklist").forEach(function (list) {
      var boxes = Array.prototype.map.call(list.querySelectorAll(".g-check"), function (item) {
        var box = document.createElement("input"), label = document.createElement("label"), text = item.querySelector(".g-check__text");
        box.type = "checkbox";
        box.className = "g-check__box";
        box.id = "check-" + item.dataset.check;
        box.checked = ticked[item.dataset.check] === true;
        label.htmlFor = box.id;
        while (text.firstChild) label.appendChild(text.firstChild);
        text.appendChild(label);
        item.replaceChild(box, item.querySelector(".g-check__box"));
        box.addEventListener("change", function () {
          if (box.checked) ticked[item.dataset.check] = true; else delete ticked[item.dataset.check];
          keep();
          tell();
        });
        return box;
      });
      var tools = document.createElement("p"), status = document.createElement("span"), untick = document.createElement("button");
      tools.className = "g-check__tools";
      status.setAttribute("role", "status");
      untick.type = "button";
      untick.textContent = list.dataset.untick;
      tools.appendChild(status);
      tools.appendChild(untick);
      list.after(tools);
      function tell() {
        var done = boxes.filter(function (box) { return box.checked; }).length;
        status.textContent = list.dataset.ticked.replace("{done}", done);
        untick.hidden = !done;
      }
      untick.addEventListener("click", function () {
        boxes.forEach(function (box) { box.checked = false; delete ticked[box.id.slice("check-".length)]; });
        keep();
        tell();
        boxes[0].focus();
      });
      tell();
    });
  }

  /* The definition of a term, beside its word: by mouse, by keyboard, and at the first tap; the second tap follows the link. */
  function definitions() {
    var box = document.querySelector(".g-words");
    if (!box) return;
    var again = document.createElement("span");
    again.className = "g-word__again";
    again.lang = document.documentElement.lang;
    again.setAttribute("aria-hidden", "true");
    again.textContent = box.dataset.again;
    var word = null, shown = null, timer = 0, touched = false, shownBefore = false;

    function hide() {
      clearTimeout(timer);
      if (shown) shown.hidden = true;
      again.remove();
      word = shown = null;
    }

    function show(link, x, y) {
      clearTimeout(timer);
      if (word === link) return;
      hide();
      word = link;
      shown = document.getElementById(link.getAttribute("aria-describedby"));
      if (touched) shown.appendChild(again);
      shown.hidden = false;
      place(x, y);
      // The browser scrolls to what gets focus only after it has told of it.
      requestAnimationFrame(function () { place(x, y); });
    }

    // Below the word, or above where only there is room; always inside the window. Of a word broken over two lines, at the part pointed at.
    function place(x, y) {
      if (!shown) return;
      var whole = word.getBoundingClientRect(), parts = Array.prototype.slice.call(word.getClientRects());
      var part = parts.filter(function (r) { return x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 1 && y <= r.bottom + 1; })[0] || parts[0];
      var origin = box.getBoundingClientRect(), edge = 8, gap = 4;
      var header = document.querySelector(".md-header"), top = header ? header.getBoundingClientRect().bottom : 0;
      var above = whole.top - shown.offsetHeight - gap;
      var below = whole.bottom + gap;
      var left = Math.max(edge, Math.min(part.left, document.documentElement.clientWidth - shown.offsetWidth - edge));
      var over = below + shown.offsetHeight > window.innerHeight && above >= top;
      shown.style.left = left - origin.left + "px";
      shown.style.top = (over ? above : below) - origin.top + "px";
    }

    function later(action, after) {
      clearTimeout(timer);
      timer = setTimeout(action, after);
    }

    document.querySelectorAll(".g-word").forEach(function (link) {
      link.addEventListener("pointerenter", function (event) {
        if (event.pointerType === "touch") return;
        touched = false;
        if (word === link) clearTimeout(timer);
        else later(function () { show(link, event.clientX, event.clientY); }, 150);
      });
      link.addEventListener("pointerleave", function (event) {
        if (event.pointerType !== "touch" && document.activeElement !== link) later(hide, 250);
      });
      link.addEventListener("pointerdown", function (event) {
        touched = event.pointerType === "touch";
        shownBefore = word === link;
      });
      link.addEventListener("focus", function () { show(link); });
      link.addEventListener("click", function (event) {
        if (!touched || shownBefore) return;
        event.preventDefault();
        show(link, event.clientX, event.clientY);
      });
    });
    // The pointer may move onto the definition, to read or mark its text.
    box.addEventListener("pointerover", function () { clearTimeout(timer); });
    box.addEventListener("pointerout", function (event) {
      if (event.pointerType !== "touch" && document.activeElement !== word) later(hide, 250);
    });
    document.addEventListener("pointerdown", function (event) {
      if (shown && !shown.contains(event.target) && !word.contains(event.target)) hide();
    });
    // Not at blur: a click on the definition moves the focus to the article, and the definition stays.
    document.addEventListener("focusin", function (event) {
      if (word && !event.target.contains(word)) hide();
    });
    document.addEventListener("keydown", function (event) {
      touched = false;
      if (event.key === "Escape") hide();
    });
    // A table of its own scroll moves the word away from under its definition.
    document.addEventListener("scroll", function (event) {
      if (word && event.target !== document && event.target.contains(word)) place();
    }, true);
    window.addEventListener("resize", hide);
  }

  folder();
  toggles();
  search();
  reviews();
  scheme();
  checklists();
  filter();
  sorting();
  definitions();
})();
