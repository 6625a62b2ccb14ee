"""The search: an index of each language, made from the finished HTML, in files small enough to be fetched as needed.

``documents`` cuts the pages into what a hit lands on, ``analysis`` makes words
comparable, ``compounds`` finds the parts of long words, ``thesaurus`` knows which
words stand for which, ``index`` weighs, ``files`` writes. The engine that answers is
``overrides/assets/javascripts/search-engine.js``.
"""
