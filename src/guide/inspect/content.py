"""What stands in the articles: no leftover of a block, no script, no id twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from guide.inspect import Finding, Site

# What Markdown and the templates of the blocks make, and nothing else.
TAGS = frozenset(
    """a abbr blockquote br caption circle code dd desc details div dl dt em figcaption figure g h1 h2 h3 hr li ol p path pre span
    strong sub summary sup svg table tbody td text tfoot th thead time tr ul""".split()
)
FORM_TAGS = frozenset("form fieldset legend label input select option button".split())  # in the filter of the overview and in the search only
ATTRIBUTES = frozenset(
    """class colspan cx cy d datetime focusable height href hreflang id lang r rel role rowspan scope start tabindex title type viewbox
    width x y""".split()
)
FORM_ATTRIBUTES = ATTRIBUTES | frozenset("action autocapitalize autocomplete checked enterkeyhint for hidden maxlength method name spellcheck value".split())
DEFINITION_ATTRIBUTES = ATTRIBUTES | {"hidden"}  # of a term in the text, shown by guide.js
ALIGNMENT = re.compile(r"text-align: (left|right|center);?")


def check(site: Site) -> Iterator[Finding]:
    for name, tree in site.pages.items():
        for ident, count in Counter(tree.xpath("//@id")).items():
            if count > 1:
                yield Finding(name, f"has the id {ident} {count} times")
        article = site.article(name)
        if article is None:
            continue
        yield from _unexpected(name, article)
        yield from _described(name, article)
        for block in article.xpath(".//@data-guide-block"):
            yield Finding(name, f'the block "{block}" was not filled')
        for text in article.xpath(".//text()[starts-with(normalize-space(.), '///')][not(ancestor::code or ancestor::pre)]"):
            yield Finding(name, f'a block is left as text: "{text.strip()[:40]}"')


def _described(name: str, article) -> Iterator[Finding]:
    """Words whose definition is missing, and definitions of no word."""
    definitions = {element.get("id") for element in article.xpath(".//div[@role='tooltip']")}
    described = set(article.xpath(".//a[@class='g-word']/@aria-describedby"))
    for ident in sorted(described - definitions):
        yield Finding(name, f"describes a word with {ident}, which is not on the page")
    for ident in sorted(definitions - described):
        yield Finding(name, f"has the definition {ident} of a word it does not mark")


def _unexpected(name: str, article) -> Iterator[Finding]:
    """Elements and attributes that could run, load or disguise something."""
    in_form = {element for form in article.xpath(".//form[contains(@class, 'g-filter')] | .//div[contains(@class, 'g-search--page')]") for element in form.iter()}
    for element in article.iter(etree.Element):
        form = element in in_form
        if element.tag not in TAGS and not (form and element.tag in FORM_TAGS):
            yield Finding(name, f"has <{element.tag}> in its text")
        allowed = FORM_ATTRIBUTES if form else DEFINITION_ATTRIBUTES if element.get("class") == "g-word__definition" else ATTRIBUTES
        for attribute, value in element.attrib.items():
            known = attribute.lower() in allowed or attribute.startswith(("data-", "aria-"))
            if not known and not (attribute == "style" and ALIGNMENT.fullmatch(value)):
                yield Finding(name, f"has the attribute {attribute} in its text")
