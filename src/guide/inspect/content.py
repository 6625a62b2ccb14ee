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
        for element in article.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag in ACTIVE:
                yield Finding(name, f"has <{element.tag}> in its text")
            for attribute in element.attrib:
                if attribute.lower().startswith("on") or attribute == "style" and "url(" in element.get(attribute):
                    yield Finding(name, f"has the attribute {attribute} in its text")
            if element.get("data-guide-block"):
                yield Finding(name, f'the block "{element.get("data-guide-block")}" was not filled')
            if element.tag not in ("code", "pre"):
                for text in (element.text, *(child.tail for child in element)):
                    if text and text.lstrip().startswith("///"):
                        yield Finding(name, f'a block is left as text: "{text.strip()[:40]}"')
