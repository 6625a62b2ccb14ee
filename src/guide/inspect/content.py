"""What stands in the articles: no leftover of a block, no script, no id twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guide.inspect import Finding, Site

ACTIVE = frozenset({"script", "iframe", "object", "embed", "applet", "meta", "base", "link", "style"})


def check(site: Site) -> Iterator[Finding]:
    for name, tree in site.pages.items():
        for ident, count in Counter(tree.xpath("//@id")).items():
            if count > 1:
                yield Finding(name, f"has the id {ident} {count} times")
        article = site.article(name)
        if article is None:
            continue
        for element in article.iter(*ACTIVE):
            yield Finding(name, f"has <{element.tag}> in its text")
        for attribute in article.xpath(".//@*[starts-with(name(), 'on') or name() = 'style' and contains(., 'url(')]"):
            yield Finding(name, f"has the attribute {attribute.attrname} in its text")
        for block in article.xpath(".//@data-guide-block"):
            yield Finding(name, f'the block "{block}" was not filled')
        for text in article.xpath(".//text()[starts-with(normalize-space(.), '///')][not(ancestor::code or ancestor::pre)]"):
            yield Finding(name, f'a block is left as text: "{text.strip()[:40]}"')
