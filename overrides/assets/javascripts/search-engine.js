/* Answers what readers search for, in the browser, from the files that guide.search.files writes (which tells what stands in them).
 *
 *   var search = guideSearch.create({ locale: "nb", load: name => Promise of the data of "core", "words", "w3", "t12" … });
 *   search.query("hvem sitter i styret", { kind: "topic", phase: "process", limit: 10 }) → Promise of { hits, total, good, interpreted }
 *
 * A query is read word by word. What each word may mean – itself, a synonym, a longer word, a misspelt one, a neighbour's – is
 * a list of readings with weights; a document scores by the best reading of each word (BM25, counted by guide.search.index),
 * by how much of the query it holds, and by the page around it. No DOM here: it runs in Node.js, too.
 */
(function (root) {
  "use strict";

  var WEIGHT = {
    synonym: 0.9, everyday: 1.5, everydayKnown: 0.9, joined: 0.95, neighbour: 1.25, derived: 0.7, prefix: 0.7, unfinished: 0.35, nameInside: 0.8, split: 1, splitMeaning: 0.6, typo: 0.75, secondTypo: 0.75,
    functionWord: 0.25,
    inQuestion: 1, // words of a question that readers ask, when one is asked
    page: 0.12, // what the rest of the page says, beside the section itself
    covered: 0.7, // how much of the score depends on how much of the query is held
    part: 0.45, // one known half of an unknown compound
    title: 0.5, // how much of a title the query fills, and how much of the query the title
    titlePart: 0.7, // a compound in a title, of which the query has a part
    surface: 0.2, // the words as they are typed, endings and all
    together: 0.3, // words of the query side by side in the text
    aside: 0.6, // pages about the guide's own sources and state
    name: 0.35, // the query is the name of this term
    term: 1.15, termAsked: 0.7, // a definition, which is no answer to a question
    pageItself: 1.05, // a page as a whole, of which its sections are parts
    good: 0.33, // the share of the first hit's score from which a hit counts as good
    named: 1.25, elsewhere: 0.75, // law and forms of a neighbouring country, named in the query or not
    question: 1.2, asked: 1.3, // the page of questions, when a question is asked
    ofName: { collaboration: 1.2, story: 1.1 }, // what comes first when a name is typed
    source: 0.56, collaboration: 0.8, checklist: 0.8, guide: 0.9, story: 0.95, law: 0.85, topic: 0.8 // what else comes first
  };
  /* How words that name a country or its people begin, in plain letters and in all three languages. */
  var COUNTRY = { nb: /^(norg|norsk|normen|norrm)/, da: /^(danm|dansk)/, sv: /^(sverig|svensk)/ };
  /* Who types this after a name means the name. */
  var MUNICIPALITY = /^kommun(e|en|er|erne|s|es)?$/;
  var SHORTEST_COMPOUND = 6, SHORTEST_PART = 3, SHORTEST_NAME = 4;
  var MOST_PREFIXED = 10, MOST_CORRECTED = 4, LONGEST_PHRASE = 4, RERANKED = 10, MOST_PART_MEANINGS = 3, MOST_UNDERSTOOD = 3;
  var NAME = "'"; // stands before a proper name, which has no endings (guide.search.index)
  var ASKED = "?", FULL_QUESTION = 4, ENOUGH_WORDS = 5; // stands before a word of the questions that readers ask (guide.search.index); so many words are a question
  var HEARD = 0.5; // steps from a word to another that sounds like it

  /* Words: the same as guide.search.analysis; a test holds them together. */

  function tokens(text) {
    return text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  }

  function plainLetters(word) {
    word = word.replace(/[åäæ]/g, "a").replace(/[öø]/g, "o");
    return /^[\x00-\x7f]*$/.test(word) ? word : word.normalize("NFD").replace(/\p{Mn}/gu, "");
  }

  function oneSpelling(word) { return word.replace(/ae/g, "a").replace(/oe/g, "o").replace(/([a-z])\1+/g, "$1"); }

  function collapse(stem) {
    stem = oneSpelling(stem);
    return stem.length > 4 ? stem.replace(/([bdfgklmnprstv])el$/, "$1l") : stem;
  }

  function longestEnd(word, from, endings) {
    var best = "";
    for (var i = 0; i < endings.length; i++) {
      if (endings[i].length > best.length && word.length - endings[i].length >= from && word.endsWith(endings[i])) best = endings[i];
    }
    return best;
  }

  /* The Snowball stemmers for Norwegian, Danish and Swedish, by the tables of the language. */
  function stemmer(t) {
    function isVowel(letter) { return t.vowels.indexOf(letter) >= 0; }
    function without(word, end) { return word.slice(0, word.length - end.length); }
    function region(word) {
      var i = 0;
      while (i < word.length && !isVowel(word[i])) i++;
      while (i < word.length && isVowel(word[i])) i++;
      return i < word.length ? Math.max(i + 1, 3) : word.length;
    }
    function etMayGo(start) {
      return start.length > 2 && !isVowel(start[start.length - 1]) && isVowel(start[start.length - 2]) && !longestEnd(start, 0, t.et_not_after);
    }
    function sMayGo(start) {
      var last = start[start.length - 1];
      if (t.et_not_after && start.endsWith("et") && etMayGo(start.slice(0, -2))) return true;
      if (t.s_ending.indexOf(last) >= 0) return true;
      return t.replace ? (last === "r" && start[start.length - 2] !== "e") || (last === "k" && start.length > 1 && !isVowel(start[start.length - 2])) : false;
    }
    function mainEnding(word, p1) {
      var replaced = Object.keys(t.replace || {});
      var end = longestEnd(word, p1, t.main.concat("s", replaced, t.keep_ers ? ["ers"] : [], t.et_not_after ? ["et"] : []));
      if (!end) return word;
      var start = without(word, end);
      if (t.replace && t.replace[end]) return start + t.replace[end];
      if (end === "ers" && t.keep_ers) {
        var before = longestEnd(start, 0, t.keep_ers.concat(t.drop_ers));
        return before && t.drop_ers.indexOf(before) < 0 ? word : start;
      }
      if (end === "s") return !sMayGo(start) ? word : t.et_not_after && start.endsWith("et") && etMayGo(start.slice(0, -2)) ? start.slice(0, -2) : start;
      if (end === "et" && t.et_not_after) return etMayGo(start) ? start : word;
      return start;
    }
    function pair(word, p1) { return longestEnd(word, p1, t.pairs) ? word.slice(0, -1) : word; }
    return function (word) {
      var p1 = region(word);
      word = pair(mainEnding(word, p1), p1);
      if (t.undouble && word.endsWith("igst")) word = word.slice(0, -2);
      var replaced = t.other_replace || {}, end = longestEnd(word, p1, t.other.concat(Object.keys(replaced), t.ost_ending ? ["öst"] : []));
      if (end === "öst") word = t.ost_ending.indexOf(word[word.length - 4]) >= 0 ? word.slice(0, -1) : word;
      else if (replaced[end]) word = without(word, end) + replaced[end];
      else if (end) { word = without(word, end); if (t.undouble) word = pair(word, p1); }
      var last = word[word.length - 1];
      if (t.undouble && word.length > p1 && t.undouble.indexOf(last) >= 0 && word[word.length - 2] === last) word = word.slice(0, -1);
      return word;
    };
  }

  function analysis(core) {
    var stem = stemmer(core.stemmer), functionWords = new Set(core.functionWords.split(" ")), known = new Map();
    var plainFunctionWords = new Set(core.functionWords.split(" ").map(plainLetters)), bound = new Set(core.functionWords.split(" ").map(normal));
    function normal(word) {
      if (!known.has(word)) {
        var plain = plainLetters(word);
        known.set(word, collapse(plain.length < 4 || /^\p{Nd}/u.test(plain) ? plain : stem(plain)));
      }
      return known.get(word);
    }
    return { stem: stem, normal: normal, isBound: function (term) { return bound.has(term); }, isFunctionWord: function (word) { return functionWords.has(word) || plainFunctionWords.has(word); } };
  }

  /* Letters that sound alike as one: what is left to tell words by when they are spelt by ear. */
  function byEar(word) {
    return oneSpelling(word.replace(/w|hv/g, "v").replace(/x/g, "ks").replace(/ch|c(?![eiy])|q/g, "k").replace(/[cz]/g, "s").replace(/th|dt/g, "t").replace(/ph/g, "f")
      .replace(/ld/g, "l").replace(/nd/g, "n").replace(/[ghl]j/g, "j").replace(/y/g, "i"));
  }

  /* How many letters must change, be left out, added or change places to make b of a (Damerau 1964, optimal string alignment);
   * up to four letters too many at the end of a count little, as the stemmer leaves them where a misspelt ending is none. 9: more than most. */
  function distance(a, b, most) {
    if (b.length - a.length > most || a.length - b.length > most + 4) return 9;
    var before, last = [], best = 9, i, j;
    for (j = 0; j <= b.length; j++) last[j] = j;
    for (i = 1; i <= a.length; i++) {
      var row = [i], least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (i >= a.length - 4 && row[b.length] + 0.3 * (a.length - i) < best) best = row[b.length] + 0.3 * (a.length - i);
      if (least > most) break;
      before = last;
      last = row;
    }
    return best <= most ? best : 9;
  }

  function unfold(coded) {
    var words = [], before = "";
    coded.replace(/([A-Z])([^A-Z]*)/g, function (_, same, rest) { words.push(before = before.slice(0, same.charCodeAt(0) - 65) + rest); });
    return words;
  }

  function sums(distances) {
    var at = 0;
    return distances.map(function (one) { return (at += one); });
  }

  /* The last place in a sorted list that is not after the value. */
  function lastNotAfter(list, value) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function create(options) {
    var loaded = new Map(), weight = Object.assign({}, WEIGHT, options.weights);

    function load(name) {
      if (!loaded.has(name)) {
        var promise = Promise.resolve(options.load(name));
        loaded.set(name, promise);
        promise.catch(function () { loaded.delete(name); }); // the next letter tries again
      }
      return loaded.get(name);
    }

    var core, language, pageStarts, textStarts, ready = load("core").then(function (data) {
      core = data;
      language = analysis(core);
      pageStarts = sums(core.pageStarts);
      textStarts = sums(core.texts);
    });
    ready.catch(function () {});

    var lexicon, wordSet, names, nameSet, wordsReady, heard = new Map();
    function words() {
      return wordsReady || (wordsReady = Promise.all([load("words"), ready]).then(function (both) {
        lexicon = unfold(both[0][0]);
        wordSet = new Set(lexicon);
        names = unfold(both[0][1]);
        nameSet = new Set(names);
      }, function (error) { wordsReady = null; throw error; }));
    }

    /* What the phrases that begin with these words may mean, as a function of a phrase: { synonyms, everyday, neighbours }, each a list of lists of terms. */
    function meanings(heads) {
      var numbers = new Set(heads.map(function (head) { return Math.max(0, lastNotAfter(core.meanings, head)); }));
      return Promise.all(Array.from(numbers, function (number) { return core.meanings.length ? load("m" + number) : {}; })).then(function (shards) {
        return function (key) {
          var shard = shards.find(function (one) { return Object.prototype.hasOwnProperty.call(one, key); }), found = shard ? shard[key] : [];
          function listed(readings) { return readings ? readings.split("|").map(function (words) { return words.split(" "); }) : []; }
          return { synonyms: listed(found[0]), everyday: listed(found[1]), neighbours: found[2] || [] };
        };
      });
    }

    /* The shards of words by name, for terms; function words have one of their own. */
    function shardOf(term) { return language.isBound(term) ? "bound" : "w" + Math.max(0, lastNotAfter(core.words, term)); }
    function shards(terms) {
      return Promise.all(Array.from(new Set(terms.map(shardOf)), function (name) { return load(name).then(function (data) { return [name, data]; }); }))
        .then(function (pairs) { return new Map(pairs); });
    }

    var unpacked = new Map();
    function postings(term, held) {
      if (unpacked.has(term)) return unpacked.get(term);
      var data = held.get(shardOf(term)), coded = data && Object.prototype.hasOwnProperty.call(data, term) ? data[term] : "";
      var places = [], at = -1;
      coded.replace(/([0-9a-z]*)([A-Z])/g, function (_, step, level) {
        at += step ? parseInt(step, 36) : 1;
        places.push([at, (level.charCodeAt(0) - 64) / core.levels]);
      });
      if (data) unpacked.set(term, places);
      return places;
    }

    function rarity(term, held) {
      var count = postings(term, held).length;
      return Math.log(1 + (core.count - count + 0.5) / (count + 0.5));
    }

    /* Readings of a word that is not known as it is. */

    function beginningWith(start) {
      var from = lastNotAfter(lexicon, start), found = [];
      for (var i = Math.max(0, from); i < lexicon.length && found.length < MOST_PREFIXED * 4; i++) {
        if (lexicon[i].startsWith(start)) { if (lexicon[i] !== start) found.push(lexicon[i]); } else if (lexicon[i] > start) break;
      }
      return found.sort(function (a, b) { return a.length - b.length; }).slice(0, MOST_PREFIXED);
    }

    function ear(word) {
      if (!heard.has(word)) heard.set(word, byEar(word));
      return heard.get(word);
    }

    /* The words of a list that a term may be a misspelling of: [{ term, steps }], nearest first. ``whole`` is the word with the ending
     * that the stemmer may have taken off a misspelt one wrongly. */
    function misspelt(term, from, whole) {
      if (term.length < 4 || /\d/.test(term)) return [];
      var most = (whole || term).length > 7 ? 2 : 1, found = [], sound = byEar(term);
      from.forEach(function (word) {
        if (word.length < 4) return;
        var steps = Math.min(distance(term, word, most), from === names ? distance(sound, ear(word), most - HEARD) + HEARD : ear(word) === sound ? HEARD : most + 1);
        if (whole && whole !== term) steps = Math.min(steps, distance(whole, word, most));
        if (steps <= most && word !== term) found.push({ term: word, steps: steps + (word[0] === term[0] || ear(word)[0] === sound[0] ? 0 : 0.5) });
      });
      return found.sort(function (a, b) { return a.steps - b.steps || a.term.length - b.term.length; }).slice(0, MOST_CORRECTED);
    }

    /* The known words that an unknown compound is made of, two or three; those cuts are best whose shortest part is longest. */
    function partsOf(plain, most) {
      var best = [], longest = 0;
      if (plain.length < SHORTEST_COMPOUND) return best;
      for (var i = 2; i <= plain.length - SHORTEST_PART; i++) {
        core.links.forEach(function (link) {
          var tail = plain.slice(i + link.length), one = language.normal(plain.slice(0, i)), two = language.normal(tail);
          if (!plain.startsWith(link, i) || tail.length < SHORTEST_PART || !wordSet.has(one) || Math.min(i, tail.length) <= longest) return;
          var rest = wordSet.has(two) ? [two] : most === 2 ? [] : partsOf(tail, 2);
          var shortest = rest.length > 1 ? SHORTEST_PART - 1 : Math.min(i, tail.length);
          if (!rest.length || shortest <= longest) return;
          longest = shortest;
          best = [one].concat(rest);
        });
      }
      return best;
    }

    /* The longest known word at the beginning or the end of a compound that is not known. */
    function knownPart(plain) {
      for (var length = plain.length - 3; length >= 5; length--) {
        var tail = language.normal(plain.slice(-length)), head = language.normal(plain.slice(0, length));
        if (wordSet.has(tail)) return tail;
        if (wordSet.has(head)) return head;
      }
      return "";
    }

    /* The names that a word begins or ends with, the rest of it being a word or a name: Ullensakerkommune, iktagder. */
    function namesIn(plain) {
      var found = [];
      function known(rest) { return wordSet.has(language.normal(rest)) || nameSet.has(oneSpelling(rest)); }
      for (var i = 2; i <= plain.length - 2; i++) {
        var head = plain.slice(0, i), tail = plain.slice(i);
        if (i >= SHORTEST_NAME && nameSet.has(oneSpelling(head)) && known(tail)) found.push(oneSpelling(head));
        if (tail.length >= SHORTEST_NAME && nameSet.has(oneSpelling(tail)) && known(head)) found.push(oneSpelling(tail));
      }
      return found;
    }

    function derived(term) {
      var found = new Set();
      core.derivations.forEach(function (ending) {
        var stem = term.endsWith(ending) && term.length - ending.length > 3 ? term.slice(0, -ending.length) : "";
        if (stem && wordSet.has(stem)) found.add(stem);
        if (wordSet.has(term + ending)) found.add(term + ending);
        if (stem) core.derivations.forEach(function (other) { if (wordSet.has(stem + other)) found.add(stem + other); });
      });
      found.delete(term);
      return Array.from(found);
    }

    /* The words of the query: [{ word, plain, term, known, isFunction, parts, readings: [] }]. */
    function cut(text) {
      var list = tokens(text).map(function (word) {
        var term = language.normal(word), plain = plainLetters(word), known = wordSet.has(term);
        return { word: word, plain: plain, term: term, known: known, isFunction: language.isFunctionWord(word), parts: known ? [] : partsOf(plain), readings: [] };
      });
      list.asks = list.length >= FULL_QUESTION || list.filter(function (word) { return word.isFunction; }).length > 1;
      // Where so many words say what is meant, those that only bind are not worth their bytes.
      list.skipsBinding = list.filter(function (word) { return !word.isFunction; }).length >= ENOUGH_WORDS;
      list.isMunicipality = list.some(function (one) { return MUNICIPALITY.test(one.plain); });
      return list;
    }

    /* The words that meanings are filed under: those typed, their parts, and two that may be one. */
    function heads(list) {
      var terms = [];
      list.forEach(function (one, at) {
        terms = terms.concat(one.term, one.parts);
        if (at && list.length <= LONGEST_PHRASE && !one.isFunction) terms.push(joined(list.slice(at - 1, at + 1), ""));
      });
      return terms.filter(function (term) { return !language.isBound(term); });
    }

    function joined(part, link) { return language.normal(part.map(function (word) { return word.plain; }).join(link)); }

    /* Gives each word its readings: [{ terms, weight, span, kind, neighbour? }]; terms of one reading must stand together. */
    function read(list, unfinished, meaning) {
      list.forEach(function (one, at) {
        function add(terms, weight, kind, span, neighbour) {
          var typed = list.slice(at, at + (span || 1)).map(function (word) { return word.word; }).join(" ");
          one.readings.push({ terms: terms, weight: weight, kind: kind, span: span || 1, typed: typed, neighbour: neighbour });
        }
        add([one.term], 1, "exact");
        for (var length = Math.min(LONGEST_PHRASE, list.length - at); length > 0; length--) {
          var part = list.slice(at, at + length), key = part.map(function (word) { return word.term; }).join(" ");
          if (part.every(function (word) { return word.isFunction; })) continue;
          var found = meaning(key);
          found.synonyms.forEach(function (terms) { add(terms, weight.synonym, "synonym", length); });
          found.everyday.forEach(function (terms) { add(terms, part[0].known && length < 2 ? weight.everydayKnown : weight.everyday, "everyday", length); });
          found.neighbours.concat(length < 2 ? meaning("=" + one.plain).neighbours : []).forEach(function (row) {
            add(tokens(row[2]).map(language.normal), weight.neighbour, "neighbour", length, { locale: row[0], word: row[1], counterpart: row[2] });
          });
          if (length > 1) {
            ["", "s", "e"].forEach(function (link) {
              var whole = joined(part, link);
              if (wordSet.has(whole)) add([whole], weight.joined, "joined", length);
            });
            var together = oneSpelling(part.map(function (word) { return word.plain; }).join(""));
            if (nameSet.has(together)) add([NAME + together], weight.joined, "name", length);
          }
        }
        var name = oneSpelling(one.plain);
        if (nameSet.has(name) && (!one.isFunction || list.length < 2 || list.isMunicipality)) add([NAME + name], 1, "name");
        if (one.isFunction) return;
        derived(one.term).forEach(function (term) { add([term], weight.derived, "derived"); });
        var last = unfinished && at === list.length - 1;
        if (one.term.length > 2 && (!one.known || last)) {
          beginningWith(one.term).forEach(function (term) {
            add([term], (one.known ? weight.unfinished : weight.prefix) * Math.max(0.5, one.term.length / term.length), "prefix");
          });
        }
        if (!one.known) {
          var parts = one.parts.length > 1;
          if (parts) {
            add(one.parts, weight.split, "split");
            meaning(one.parts.join(" ")).synonyms.forEach(function (terms) { add(terms, weight.synonym, "synonym"); });
            one.parts.forEach(function (part, place) {
              var found = meaning(part);
              found.synonyms.concat(found.everyday).slice(0, MOST_PART_MEANINGS).forEach(function (terms) {
                if (terms.length < 2) add(one.parts.slice(0, place).concat(terms, one.parts.slice(place + 1)), weight.splitMeaning, "split");
              });
            });
          }
          var known = !parts && one.plain.length > 7 && knownPart(one.plain);
          if (known) add([known], weight.part, "part");
          namesIn(one.plain).forEach(function (found) { add([NAME + found], weight.nameInside, "name"); });
          var near = misspelt(one.term, lexicon, oneSpelling(one.plain));
          near.forEach(function (word) { add([word.term], word.steps < 1.5 ? weight.typo : weight.secondTypo, "typo"); });
          if (!nameSet.has(name)) {
            misspelt(name, names).forEach(function (word) {
              if (!near.length || word.steps <= near[0].steps || list.isMunicipality) add([NAME + word.term], word.steps < 1.5 ? weight.typo : weight.secondTypo, "name");
            });
          }
        }
      });
      return list;
    }

    /* The best documents: [{ number, score, readings }] */
    function score(list, held) {
      var named = {};
      Object.keys(COUNTRY).forEach(function (locale) { named[locale] = list.some(function (word) { return COUNTRY[locale].test(word.plain); }); });
      var total = 0, scores = new Map(), ofName = new Set(), matters = list.some(function (word) { return !word.isFunction; });
      list.forEach(function (word) {
        if (list.skipsBinding && word.isFunction) return;
        var own = matters && word.isFunction ? weight.functionWord : 1;
        var exact = rarity(word.term, held), best = new Map();
        word.readings.forEach(function (reading) {
          var found = null;
          reading.terms.forEach(function (term) {
            var rare = rarity(term, held), places = new Map();
            postings(term, held).forEach(function (place) { places.set(place[0], place[1] * rare); });
            if (list.asks && reading.kind === "exact") postings(ASKED + term, held).forEach(function (place) { places.set(place[0], (places.get(place[0]) || 0) + place[1] * rare * weight.inQuestion); });
            if (!found) found = places;
            else if (reading.kind === "split") {
              found.forEach(function (value, number) { if (!places.has(number)) found.set(number, value * 0.5); });
              places.forEach(function (value, number) { found.set(number, found.has(number) ? found.get(number) + value : value * 0.5); });
            } else found.forEach(function (value, number) { if (places.has(number)) found.set(number, value + places.get(number)); else found.delete(number); });
          });
          (found || new Map()).forEach(function (value, number) {
            value = value * reading.weight * own / reading.terms.length * (reading.span > 1 ? reading.span : 1);
            if (reading.kind === "name") ofName.add(number);
            if (!best.has(number) || best.get(number).value < value) best.set(number, { value: value, reading: reading });
          });
        });
        var needed = own * (postings(word.term, held).length ? exact : 4);
        total += needed;
        best.forEach(function (one, number) {
          var sum = scores.get(number) || { number: number, value: 0, covered: 0, readings: [] };
          sum.value += one.value;
          sum.covered += needed * Math.min(1, 0.4 + one.reading.weight * 0.6);
          sum.readings.push(one.reading);
          scores.set(number, sum);
        });
      });
      var pages = new Map();
      scores.forEach(function (one) {
        one.own = one.value * (1 - weight.covered + weight.covered * Math.min(1, one.covered / total));
        one.page = lastNotAfter(pageStarts, one.number);
        if (!core.pages[one.page][2]) pages.set(one.page, Math.max(pages.get(one.page) || 0, one.own));
      });
      scores.forEach(function (one) {
        var kind = core.kindNames[+core.kinds[one.number]], page = core.pages[one.page];
        one.score = (one.own + weight.page * (pages.get(one.page) || 0)) * weight[kind];
        if (pageStarts[one.page] === one.number) one.score *= weight.pageItself;
        if (page[2] > 1) one.score *= weight.aside;
        if (page[3] && named[page[3]]) one.score *= weight.named;
        else if (page[3] && !one.readings.some(function (reading) { return reading.neighbour && reading.neighbour.locale === page[3]; })) one.score *= weight.elsewhere;
        if (weight.ofName[kind] && ofName.has(one.number)) one.score *= weight.ofName[kind] / weight[kind];
        if (kind === "question" && list.asks) one.score *= weight.asked;
        if (kind === "term" && list.asks) one.score *= weight.termAsked;
      });
      return Array.from(scores.values()).sort(function (a, b) { return b.score - a.score || a.number - b.number; });
    }

    function fits(number, wanted) {
      return (!wanted.kind || core.kindNames[+core.kinds[number]] === wanted.kind) &&
        (!wanted.phase || core.phaseNames[+core.phases[number]] === wanted.phase);
    }

    function row(number) {
      var shard = lastNotAfter(textStarts, number);
      return load("t" + shard).then(function (rows) { return rows[number - textStarts[shard]]; });
    }

    /* Whether a word is the beginning or the end of a compound. */
    function isPart(term, compound) {
      return term.length > 3 && compound.length > term.length + 2 && (compound.startsWith(term) || compound.endsWith(term));
    }

    /* The first hits in a better order: a title that is what was asked comes first. */
    function rerank(ranked, list) {
      var matter = list.filter(function (word) { return !word.isFunction; }), some = matter.length ? matter : list;
      var first = ranked.slice(0, RERANKED);
      return Promise.all(first.map(function (one) {
        return row(one.number).then(function (held) {
          var title = tokens(held[1]), own = title.filter(function (word) { return !language.isFunctionWord(word); }).map(language.normal);
          if (!own.length) own = title.map(language.normal);
          var left = own.slice(), filled = 0, whole = false;
          some.forEach(function (word) {
            var best = 0;
            word.readings.forEach(function (reading) {
              var all = reading.terms.every(function (term) { return left.indexOf(term) >= 0; });
              var share = all ? 1 : reading.terms.every(function (term) { return own.some(function (one) { return isPart(term, one); }); }) ? weight.titlePart : 0;
              if (share * reading.weight > best) best = share * reading.weight;
              if (reading.span >= list.length && reading.weight > 0.5 && (all && reading.terms.length === own.length)) whole = true;
            });
            filled += best;
          });
          var hit = own.reduce(function (sum, one) {
            var share = 0;
            some.forEach(function (word) {
              word.readings.forEach(function (reading) {
                if (reading.weight <= 0.5) return;
                if (reading.terms.indexOf(one) >= 0) share = 1;
                else if (!share && reading.terms.some(function (term) { return isPart(term, one); })) share = weight.titlePart;
              });
            });
            return sum + share;
          }, 0);
          var alike = (filled / some.length) * (hit / own.length);
          var words = tokens(held[1] + " " + held[2]), plain = " " + words.map(plainLetters).join(" "), terms = words.map(language.normal);
          var typed = some.filter(function (word) { return plain.indexOf(" " + word.plain) >= 0; }).length / some.length;
          var pairs = 0;
          for (var i = 1; i < some.length; i++) {
            for (var j = 1; j < terms.length; j++) {
              if (terms[j] === some[i].term && (terms[j - 1] === some[i - 1].term || (j > 1 && terms[j - 2] === some[i - 1].term))) { pairs++; break; }
            }
          }
          one.row = held;
          one.score *= 1 + weight.title * alike + weight.surface * typed + (some.length > 1 ? weight.together * pairs / (some.length - 1) : 0);
          if (whole && core.kindNames[+core.kinds[one.number]] === "term") one.score *= 1 + weight.name;
        });
      })).then(function () {
        return first.sort(function (a, b) { return b.score - a.score || a.number - b.number; }).concat(ranked.slice(RERANKED));
      });
    }

    function shown(one, list) {
      var page = core.pages[one.page], terms = new Set(list.filter(function (word) { return !word.isFunction; }).map(function (word) { return word.term; }));
      one.readings.forEach(function (reading) { reading.terms.forEach(function (term) { terms.add(term); }); });
      return (one.row ? Promise.resolve(one.row) : row(one.number)).then(function (row) {
        var kind = core.kindNames[+core.kinds[one.number]]; // the answer to a question stands in its first words
        var hit = {
          url: page[0] + (row[0] ? "#" + row[0] : ""), page: page[1], title: row[1], section: row[0] ? row[1] : "",
          kind: kind, phase: core.phaseNames[+core.phases[one.number]] || "",
          marked: excerpt(row[1], terms), excerpt: excerpt(row[2], terms, kind === "question"), score: one.score
        };
        if (row[3]) hit.definition = row[3];
        var neighbour = one.readings.find(function (reading) { return reading.neighbour; });
        if (neighbour) hit.neighbour = { locale: neighbour.neighbour.locale, word: neighbour.neighbour.word, counterpart: neighbour.neighbour.counterpart };
        return hit;
      });
    }

    /* About 160 letters around the place where most of the words stand, with the words marked. */
    function excerpt(text, terms, fromStart) {
      var length = 160, at = [], pattern = /[\p{L}\p{N}]+/gu, match;
      while ((match = pattern.exec(text))) {
        if (isMarked(match[0].toLowerCase(), terms)) at.push([match.index, match.index + match[0].length]);
      }
      var start = 0, most = 0;
      at.forEach(function (place, i) {
        var count = 0;
        for (var j = i; j < at.length && at[j][1] <= place[0] + length - 30; j++) count++;
        if (count > most) { most = count; start = place[0]; }
      });
      start = fromStart || start < 60 ? 0 : text.lastIndexOf(" ", start - 30) + 1;
      var end = start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;
      if (end <= start) end = Math.min(text.length, start + length);
      var pieces = [], done = start;
      if (start > 0) pieces.push(["… ", false]);
      at.forEach(function (place) {
        if (place[0] < done || place[1] > end) return;
        if (place[0] > done) pieces.push([text.slice(done, place[0]), false]);
        pieces.push([text.slice(place[0], place[1]), true]);
        done = place[1];
      });
      if (done < end) pieces.push([text.slice(done, end), false]);
      if (end < text.length) pieces.push([" …", false]);
      return pieces;
    }

    function isMarked(word, terms) {
      var term = language.normal(word);
      if (terms.has(nameOf(word))) return true;
      if (language.isFunctionWord(word)) return false;
      return terms.has(term) || Array.from(terms).some(function (one) { return one.length > 3 && (term.startsWith(one) || term.endsWith(one)); });
    }

    function nameOf(word) { return NAME + oneSpelling(plainLetters(word)); }

    /* What was typed and what a hit has for it, where that is another word: [{ typed, meant, kind, neighbour? }]. A term is called by its title.
     * Of a whole question nothing is told: each of its words counts too little. */
    function understood(one, list) {
      if (list.filter(function (word) { return !word.isFunction; }).length > MOST_UNDERSTOOD) return [];
      var kind = core.kindNames[+core.kinds[one.number]], found = [], until = 0;
      var title = spelt(one.row[1], kind !== "collaboration"), words = kind === "term" ? title : title.concat(spelt(one.row[2], true));
      function standing(terms, among) {
        var forms = terms.map(function (term) {
          return among.find(function (word) {
            word = word.toLowerCase();
            return nameOf(word) === term || (language.normal(word) === term && (terms.length > 1 || !language.isFunctionWord(word)));
          });
        });
        return forms.every(Boolean) ? forms.join(" ") : "";
      }
      function alike(a, b) { return a.indexOf(b) >= 0 || b.indexOf(a) >= 0; }
      list.forEach(function (word, at) {
        if (at < until || word.isFunction) return;
        var other = [], held = word.readings.some(function (reading) {
          var meant = standing(reading.terms, title) || (reading.kind !== "everyday" && standing(reading.terms, words));
          var kind = reading.kind === "name" && nameOf(reading.typed) !== reading.terms[0] ? "typo" : reading.kind;
          if (!/^(synonym|everyday|neighbour|typo)$/.test(kind)) return meant;
          if (/^(synonym|everyday)$/.test(kind) && meant && alike(meant.toLowerCase(), reading.typed)) return false;
          if (meant && !standing(tokens(reading.typed).map(language.normal), words)) other.push({ typed: reading.typed, meant: meant, kind: kind, neighbour: reading.neighbour, span: reading.span });
        });
        if (held || !other.length) return;
        found.push(other[0]);
        until = at + other[0].span;
      });
      return found;
    }

    /* The words as they are written; the first without the capital that only its place gives it. */
    function spelt(text, sentence) {
      var words = text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) || [];
      if (sentence && words.length && words[0].slice(1) === words[0].slice(1).toLowerCase()) words[0] = words[0].toLowerCase();
      return words;
    }

    function query(text, wanted) {
      wanted = wanted || {};
      text = String(text).slice(0, 300);
      if (!tokens(text).length) return ready.then(function () { return { hits: [], total: 0, good: 0, interpreted: [] }; });
      return Promise.all([ready, words()]).then(function () {
        var list = cut(text);
        return meanings(heads(list)).then(function (meaning) { return read(list, !/\s$/.test(text), meaning); });
      }).then(function (list) {
        var all = [], interpreted = [];
        list.forEach(function (word) { word.readings.forEach(function (reading) { all = all.concat(reading.terms); }); });
        if (list.skipsBinding) all = all.filter(function (term) { return !language.isBound(term); });
        if (list.asks) all = all.concat(list.filter(function (word) { return !word.isFunction; }).map(function (word) { return ASKED + word.term; }));
        return shards(all).then(function (held) {
          var ranked = score(list, held).filter(function (one) { return fits(one.number, wanted); });
          var good = 0;
          return rerank(ranked, list).then(function (best) {
            if (best.length) interpreted = understood(best[0], list);
            best.forEach(function (one) { if (one.score >= weight.good * best[0].score) good += 1; });
            return Promise.all(best.slice(0, wanted.limit || 10).map(function (one) { return shown(one, list); }));
          }).then(function (hits) {
            return { hits: hits, total: ranked.length, good: good, interpreted: interpreted };
          });
        });
      });
    }

    return { query: query, ready: ready };
  }

  var exported = { create: create, weights: WEIGHT, tokens: tokens, plainLetters: plainLetters, oneSpelling: oneSpelling, collapse: collapse, stemmer: stemmer, analysis: analysis, distance: distance };
  root.guideSearch = exported;
  if (typeof module === "object" && module.exports) module.exports = exported;
})(typeof globalThis === "object" ? globalThis : this);
