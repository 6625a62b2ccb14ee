/* A small engine for the tests of the box: it answers from fixtures through the same doors as the real one. */
(function () {
  "use strict";
  function mark(text, word) {
    var at = text.toLowerCase().indexOf(word);
    return at < 0 ? [[text, false]] : [[text.slice(0, at), false], [text.slice(at, at + word.length), true], [text.slice(at + word.length), false]];
  }
  self.guideSearch = {
    create: function (options) {
      var ready = options.load("core");
      ready.catch(function () {});
      return {
        ready: ready,
        query: function (text, wanted) {
          return ready.then(function (data) {
            var word = text.toLowerCase();
            var found = data.filter(function (hit) {
              return (!wanted.kind || hit.kind === wanted.kind) && (!wanted.phase || hit.phase === wanted.phase) &&
                (hit.words || [hit.page, hit.section, hit.text].join(" ")).toLowerCase().indexOf(word) >= 0;
            });
            return {
              total: found.length, good: found.length, interpreted: null,
              hits: found.slice(0, wanted.limit).map(function (hit) { return Object.assign({}, hit, { excerpt: mark(hit.text, word) }); })
            };
          });
        }
      };
    }
  };
})();
