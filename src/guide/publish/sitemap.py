"""The sitemap, with every page's other languages. A page shown in the source language is not listed twice."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from guide import DEFAULT_LOCALE, LOCALES
from guide.records import Guide


def write_sitemap(guide: Guide, site: Path, site_url: str) -> int:
    """Writes sitemap.xml and robots.txt; gives the number of addresses. ``site_url`` ends with a slash."""
    entries = []
    for locale in LOCALES:
        for key in guide.pages[locale]:
            links = [(other, site_url + guide.url(key, other)) for other in guide.locales_of(key)]
            links.append(("x-default", site_url + guide.url(key, DEFAULT_LOCALE)))
            alternates = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(url)}/>' for lang, url in links)
            modified = guide.pages[locale][key].reviewed.isoformat()
            entries.append(f"<url><loc>{escape(site_url + guide.url(key, locale))}</loc><lastmod>{modified}</lastmod>{alternates}</url>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    (site / "sitemap.xml").write_text(head + "\n".join(entries) + "\n</urlset>\n", encoding="utf-8")
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n", encoding="utf-8")
    return len(entries)
