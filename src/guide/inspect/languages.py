"""The page × language matrix: every page in every language, said to be what it is."""

from __future__ import annotations

from collections.abc import Iterator

from guide import DEFAULT_LOCALE, LOCALES
from guide.addresses import redirects
from guide.inspect import Finding, Site
from guide.render import relative_url

# English of the theme and of MkDocs that a reader could see or hear.
ENGLISH = frozenset(
    """Back to top|Search|Share|Clear|Copy to clipboard|Footer|Header|Navigation|Next|Previous|Table of contents|Skip to content
    |Edit this page|View source of this page|Select language|Select version|Permanent link|Not found|404 - Not found|Reject|Accept
    |Initializing search|Type to start searching|No matching documents|Tabs|Go to repository|Menu|Close|Home|Toggle navigation""".replace("\n", "").split("|")
)
SPOKEN = ("aria-label", "title", "alt", "placeholder")


def check(site: Site) -> Iterator[Finding]:
    guide = site.guide
    seen: dict[str, tuple[str, str]] = {}
    for locale in LOCALES:
        for key in guide.keys:
            name = guide.url(key, locale) + "index.html"
            if name in seen:
                yield Finding(name, f"is the address of two pages: {seen[name]} and {(key, locale)}")
            seen[name] = (key, locale)
            if name not in site.pages:
                yield Finding(name, f"the page {key} is missing in {locale}")
                continue
            yield from _page(site, name, key, locale)
    for address, (key, locale) in redirects(guide).items():
        name = address + "index.html"
        if name in seen:
            yield Finding(name, f"is an old address, but {seen[name]} stands there")
            continue
        seen[name] = (key, locale)
        if name not in site.pages:
            yield Finding(name, f"is missing, so an old address of {key} leads nowhere")
            continue
        yield from _redirect(site, name, key, locale)
    expected = set(seen) | {"404.html"} | {f"{locale}/404.html" for locale in LOCALES if locale != DEFAULT_LOCALE}
    for name in site.pages:
        if name not in expected:
            yield Finding(name, "is not a page of the guide")
    for name in expected - set(site.pages):
        if name.endswith("404.html"):
            yield Finding(name, "is missing")
    for name, tree in site.pages.items():
        yield from _english(name, tree)


def _page(site: Site, name: str, key: str, locale: str) -> Iterator[Finding]:
    guide, tree = site.guide, site.pages[name]
    written = guide.page(key, locale).locale
    if tree.get("lang") != locale:
        yield Finding(name, f'lang is "{tree.get("lang")}", not "{locale}"')
    article = site.article(name)
    if article is None:
        yield Finding(name, "has no article")
        return
    if written != locale and article.get("lang") != written:
        yield Finding(name, f'the text is {written}, but its lang is "{article.get("lang")}"')
    if len(tree.xpath("//h1")) != 1:
        yield Finding(name, f"has {len(tree.xpath('//h1'))} main headings, not one")
    if not tree.xpath("//meta[@name='description']/@content"):
        yield Finding(name, "has no description")
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    alternates = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@rel='alternate'][@hreflang]")}
    if not site.site_url:
        if canonical or alternates:
            yield Finding(name, "names absolute addresses although SITE_URL is not set")
        return
    if canonical != [site.site_url + guide.url(key, written)]:
        yield Finding(name, f"is canonical to {canonical}, not to its {written} page")
    expected = {}
    if written == locale:
        expected = {other: site.site_url + guide.url(key, other) for other in guide.locales_of(key)}
        expected["x-default"] = site.site_url + guide.url(key, DEFAULT_LOCALE)
    if alternates != expected:
        yield Finding(name, f"has the language links {alternates}, not {expected}")


def _redirect(site: Site, name: str, key: str, locale: str) -> Iterator[Finding]:
    """An old address leads by itself, and by a link, to the page that stands for it now, in the same language."""
    guide, tree = site.guide, site.pages[name]
    target = relative_url(guide.url(key, locale), name.removesuffix("index.html"))
    if tree.get("lang") != locale:
        yield Finding(name, f'lang is "{tree.get("lang")}", not "{locale}"')
    if tree.xpath("//meta[@http-equiv='refresh']/@content") != [f"0; url={target}"]:
        yield Finding(name, f"does not lead on to {target}")
    if target not in tree.xpath("//a/@href"):
        yield Finding(name, f"does not link {target}")
    canonical = site.site_url + guide.url(key, guide.page(key, locale).locale) if site.site_url else target
    if tree.xpath("//link[@rel='canonical']/@href") != [canonical]:
        yield Finding(name, f"is not canonical to {canonical}")


def _english(name: str, tree) -> Iterator[Finding]:
    texts = {text.strip() for text in tree.xpath("//text()[not(parent::script or parent::style)]")}
    texts |= {text.strip() for attribute in SPOKEN for text in tree.xpath(f"//@{attribute}")}
    for text in sorted(texts & ENGLISH):
        yield Finding(name, f'English is left in the interface: "{text}"')
