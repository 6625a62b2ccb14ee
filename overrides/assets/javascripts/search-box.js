/* Asks the engine what is typed and shows what it finds: in the box as the options of a combobox,
   on the search's own page as a list of links, where the address follows the search. Fetched when the reader turns to the search (guide.js). */
(function () {
  "use strict";
  var root = document.querySelector("[data-search]");
  var words = root.dataset, locale = words.locale, home = new URL(words.home, location.href);
  var isBox = root.nodeName === "DIALOG";
  var form = root.querySelector("form"), field = root.querySelector(".g-search__field"), status = root.querySelector("[role=status]"), list = root.querySelector(".g-hits");
  var reset = root.querySelector("[data-search-reset]"), widen = root.querySelector("[data-search-widen]"), narrow = root.querySelector(".g-search__narrow");
  var all = root.querySelector("[data-search-all]"), more = root.querySelector("[data-search-more]");
  var step = isBox ? 10 : 25, limit = step, turn = 0, active = null, telling = 0, title = document.title;
  var engine = null;

  // ---- what the engine reads ------------------------------------------------

  var awaited = {};
  window.guideSearchData = function (name, data) {
    if (awaited[name]) awaited[name](data);
  };

  function load(name) {
    name = name.indexOf(locale + "/") === 0 ? name : locale + "/" + name;
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      awaited[name] = resolve;
      script.addEventListener("load", function () { reject(new Error(name + " holds no data")); });
      script.addEventListener("error", function () { reject(new Error(name + " was not fetched")); });
      script.src = new URL("search/" + name.slice(locale.length + 1) + ".js", home).href;
      document.head.appendChild(script);
    });
  }

  // ---- what is asked ----------------------------------------------------------

  function chosen(name) { return form.querySelector('[name="' + name + '"]:checked'); }

  /* The words beside a choice, as "Begrep". */
  function label(name, value) {
    var input = value ? form.querySelector('[name="' + name + '"][value="' + CSS.escape(value) + '"]') : null;
    return input ? input.parentNode : null;
  }

  /* The search as the part of an address behind the question mark. */
  function asked() {
    var parts = new URLSearchParams();
    ["q", "kind", "phase"].forEach(function (name) {
      var value = name === "q" ? field.value.trim() : chosen(name).value;
      if (value) parts.set(name, value);
    });
    return parts.toString() ? "?" + parts : "";
  }

  function search() {
    var text = field.value.trim(), kind = chosen("kind").value, phase = chosen("phase").value, mine = turn += 1;
    var narrowed = [label("kind", kind), label("phase", phase)].filter(Boolean).map(function (one) { return one.textContent.trim(); });
    narrow.querySelector(".g-search__chosen").textContent = narrowed.length ? ": " + narrowed.join(", ") : "";
    widen.hidden = !narrowed.length;
    reset.hidden = !field.value;
    if (!isBox) keepAddress();
    root.classList.toggle("g-search--asked", Boolean(text));
    if (!text) { show([], 0); tell([]); return Promise.resolve(); }
    if (!engine) { tell([words.failed]); return Promise.resolve(); }
    var slow = setTimeout(function () { if (mine === turn) tell([words.loading]); }, 300);
    return engine.query(text, { kind: kind || undefined, phase: phase || undefined, limit: limit }).then(function (found) {
      clearTimeout(slow);
      if (mine !== turn) return;
      var how = interpretation(found.interpreted || [], text);
      show(found.hits, found.good, found.total, how.neighbour);
      if (found.total) tell([make("strong", "", count(found))].concat(how.told.length ? [". "].concat(how.told, ".") : []));
      else tell([narrowed.length ? words.noneChosen : words.none]);
    }, function () {
      clearTimeout(slow);
      if (mine !== turn) return;
      show([], 0);
      tell([words.failed]);
    });
  }

  /* How many hits are good, and how many weaker ones follow them. */
  function count(found) {
    var good = found.good, shown = found.hits.length, many = good > shown ? words.some : good === 1 ? words.one : words.many;
    return many.replace("{total}", good).replace("{shown}", shown) + (shown > good ? ", " + words.weakerCount.replace("{rest}", shown - good) : "");
  }

  /* What was searched for in place of what was typed, in one sentence: misspelt words mended, else what is called otherwise here. */
  function interpretation(interpreted, text) {
    var typos = interpreted.filter(function (one) { return one.kind === "typo"; });
    var other = interpreted.find(function (one) { return one.kind !== "typo" && one.kind !== "everyday"; }) || interpreted.find(function (one) { return one.kind === "everyday"; });
    var pieces = text.split(/([\p{L}\p{N}]+)/u);
    if (typos.length) {
      typos.forEach(function (one) { typed(pieces, one.typed, one.meant); });
      return { told: filled(words.corrected, { meant: pieces.join("") }) };
    }
    if (!other) return { told: [] };
    if (other.neighbour) return { told: neighbour(other.neighbour), neighbour: other.neighbour };
    return { told: filled(other.kind === "synonym" ? words.called : words.also, { typed: typed(pieces, other.typed), meant: other.meant }) };
  }

  /* Words as the engine reads them, the way the reader typed them; others are put in their place, if given. Every second piece is a word. */
  function typed(pieces, plain, instead) {
    var wanted = plain.split(" ");
    for (var at = 1; at < pieces.length; at += 2) {
      if (!wanted.every(function (word, number) { return (pieces[at + 2 * number] || "").toLowerCase() === word; })) continue;
      var found = pieces.slice(at, at + 2 * wanted.length - 1).join("");
      if (instead) pieces.splice(at, 2 * wanted.length - 1, instead);
      return found;
    }
    return plain;
  }

  /* A sentence of the interface with its {gaps} filled, as pieces of text and elements. */
  function filled(sentence, gaps) {
    return sentence.split(/\{(\w+)\}/).map(function (part, at) { return at % 2 ? gaps[part] || "" : part; });
  }

  /* A screen reader hears the number when the reader pauses, not at every key. */
  function tell(parts) {
    var line = make("span", "", parts);
    clearTimeout(telling);
    telling = setTimeout(function () { if (status.textContent !== line.textContent) status.replaceChildren(line); }, 200);
  }

  // ---- what is found ------------------------------------------------------------

  function make(name, className, content) {
    var element = document.createElement(name);
    element.className = className;
    (Array.isArray(content) ? content : [content]).forEach(function (one) { element.append(one); });
    return element;
  }

  function address(hit) {
    var url = new URL(hit.url, home);
    if (url.protocol === "file:" && url.pathname.slice(-1) === "/") url.pathname += "index.html";
    return url.href;
  }

  /* Kind, phase with its shape, and page; each in words. */
  function place(hit) {
    var parts = [], kind = label("kind", hit.kind), phase = label("phase", hit.phase);
    if (kind) parts.push(make("span", "g-hit__kind", kind.textContent.trim()));
    if (phase) {
      var part = make("span", "g-hit__phase", [phase.querySelector("svg").cloneNode(true), phase.textContent.trim()]);
      part.dataset.phase = hit.phase;
      parts.push(part);
    }
    // The page is named once: it may be the title of the hit, or the phase.
    if (hit.section && hit.section !== hit.page && !(phase && phase.textContent.trim() === hit.page)) parts.push(make("span", "g-hit__page", hit.page));
    return parts.reduce(function (all, one) { return all.length ? all.concat(" · ", one) : [one]; }, []);
  }

  function neighbour(found) {
    var word = make("span", "", found.word);
    word.lang = found.locale;
    return filled(words.neighbour, { language: root.getAttribute("data-language-" + found.locale), word: word, counterpart: found.counterpart });
  }

  function marked(parts) {
    return parts.map(function (part) { return part[1] ? make("mark", "", part[0]) : part[0]; });
  }

  /* The definition with the words marked that are marked in the excerpt. */
  function definition(hit) {
    var found = (hit.marked || []).concat(hit.excerpt || []).filter(function (part) { return part[1]; }).map(function (part) { return part[0].toLowerCase(); });
    return marked((hit.definition || "").split(/([\p{L}\p{N}]+)/u).map(function (word) { return [word, found.indexOf(word.toLowerCase()) >= 0]; }));
  }

  /* Nothing where the definition says it already. */
  function excerpt(hit) {
    var parts = hit.excerpt || [], text = parts.map(function (part) { return part[0]; }).join("").replace(/^… ?| ?…$/g, "");
    return hit.definition && hit.definition.indexOf(text) >= 0 ? [] : marked(parts);
  }

  /* The title with its words marked; the engine marks as much of it as an excerpt holds. */
  function heading(hit) {
    var name = hit.section || hit.page, parts = hit.marked || [];
    return parts.map(function (part) { return part[0]; }).join("") === name ? marked(parts) : [name];
  }

  /* The parts of a hit under its title: where it stands; then the definition, what the neighbour's word stands for, and the excerpt. */
  function about(hit) {
    return [
      ["g-hit__place", place(hit)],
      ["g-hit__definition", hit.definition ? definition(hit) : []],
      ["g-hit__neighbour", hit.neighbour ? neighbour(hit.neighbour) : ""],
      ["g-hit__excerpt", excerpt(hit)]
    ].filter(function (part) { return part[1].length; });
  }

  function option(hit, number) {
    var id = "search-hit-" + number, described = [];
    var link = make("a", "g-hit", make("span", "g-hit__title", heading(hit)));
    link.firstChild.id = id + "-title";
    about(hit).forEach(function (part) {
      var line = make("span", part[0], part[1]);
      line.id = id + "-" + part[0].slice("g-hit__".length);
      link.append(" ", line);
      if (part[0] !== "g-hit__place") described.push(line.id);
    });
    link.id = id;
    link.href = address(hit);
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.setAttribute("aria-labelledby", id + "-title " + id + "-place");
    if (described.length) link.setAttribute("aria-describedby", described.join(" "));
    return link;
  }

  function item(hit) {
    var link = make("a", "g-hit__title", heading(hit));
    link.href = address(hit);
    return make("li", "g-hit", [link].concat(about(hit).map(function (part) { return make("p", part[0], part[1]); })));
  }

  /* Good hits first, then those that may fit, under a heading of their own. What the status tells of a neighbour's word is not said again. */
  function show(hits, good, total, told) {
    activate(null);
    list.textContent = "";
    var place = list;
    hits.forEach(function (hit, number) {
      var known = told && hit.neighbour && hit.neighbour.locale === told.locale && hit.neighbour.word === told.word;
      if (known) hit = Object.assign({}, hit, { neighbour: null });
      var shown = isBox ? option(hit, number) : item(hit);
      if (number === good && isBox) {
        place = make("div", "g-hits__weaker", make("p", "g-hits__label", words.weaker));
        place.firstChild.setAttribute("aria-hidden", "true");
        place.setAttribute("role", "group");
        place.setAttribute("aria-label", words.weaker);
        list.append(place);
      } else if (number === good) {
        shown.prepend(make("p", "g-hits__label", words.weaker));
      }
      place.append(shown);
    });
    list.hidden = !hits.length;
    if (isBox) {
      field.setAttribute("aria-expanded", String(hits.length > 0));
      root.scrollTop = list.scrollTop = 0;
      all.hidden = !hits.length;
    } else {
      more.hidden = hits.length >= total;
    }
  }

  // ---- by keyboard ----------------------------------------------------------------

  function activate(next) {
    if (active) active.setAttribute("aria-selected", "false");
    active = next;
    if (!isBox) return;
    if (!active) { field.removeAttribute("aria-activedescendant"); return; }
    active.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  /* Up and down go round; Home and End belong to the list while one of its options is active, else to the text. */
  function keys(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var options = Array.from(list.querySelectorAll("[role=option]")), at = options.indexOf(active), first = options[0], last = options[options.length - 1], next;
    if (event.key === "ArrowDown") next = options[at + 1] || first;
    else if (event.key === "ArrowUp") next = options[at - 1] || last;
    else if (event.key === "Home" && active) next = first;
    else if (event.key === "End" && active) next = last;
    else if (event.key === "Enter" && active) { event.preventDefault(); active.click(); return; }
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") activate(null);
    if (!next) return;
    event.preventDefault();
    activate(next);
  }

  // ---- the address of a search --------------------------------------------------------

  function keepAddress() {
    var parts = asked();
    document.title = field.value.trim() ? field.value.trim() + " – " + title : title;
    try { history.replaceState(history.state, "", location.pathname + parts + location.hash); } catch (error) { /* some browsers refuse it for files */ }
    document.querySelectorAll(".g-languages a").forEach(function (link) { link.search = parts; });
  }

  function readAddress() {
    var parts = new URLSearchParams(location.search);
    if (!field.value) field.value = (parts.get("q") || "").slice(0, field.maxLength);
    ["kind", "phase"].forEach(function (name) {
      var one = label(name, parts.get(name));
      if (one) one.querySelector("input").checked = true;
    });
  }

  // ---- what a reader does ----------------------------------------------------------------

  function again() { limit = step; return search(); }

  if (window.guideSearch) engine = window.guideSearch.create({ locale: locale, load: load });
  if (engine && engine.ready && engine.ready.catch) engine.ready.catch(function () { tell([words.failed]); });
  field.addEventListener("input", again);
  form.addEventListener("change", function (event) { if (event.target.type === "radio") again(); });
  reset.addEventListener("click", function () { field.value = ""; again(); field.focus(); });
  widen.addEventListener("click", function () {
    ["kind", "phase"].forEach(function (name) { form.querySelector('[name="' + name + '"][value=""]').checked = true; });
    again();
    narrow.querySelector("summary").focus();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (isBox) location.href = new URL(words.address, location.href).href + asked();
    else again();
  });
  if (isBox) {
    field.addEventListener("keydown", keys);
    list.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      // Leads it elsewhere on this page, the box is in the way.
      if (link && link.pathname === location.pathname && !event.ctrlKey && !event.metaKey && !event.shiftKey) root.close();
    });
  } else {
    more.addEventListener("click", function () {
      var before = list.children.length;
      limit += step;
      search().then(function () {
        var link = list.children[before] && list.children[before].querySelector("a");
        if (link) link.focus();
      });
    });
    readAddress();
  }
  // Elsewhere the hits would be pushed out of sight.
  var roomy = window.matchMedia("(min-width: 60em) and (min-height: 40em)").matches;
  if (roomy && (isBox || chosen("kind").value || chosen("phase").value)) narrow.open = true;
  if (field.value) search();
})();
