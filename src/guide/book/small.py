"""What a booklet, a leaflet or a sheet has around its pages: the head of the first, and what it is a part of."""

from __future__ import annotations

from guide.book.colophon import edition_url
from guide.book.line_breaks import NO_BREAK
from guide.book.typst_values import array, dictionary, literal
from guide.dates import long_date
from guide.records import Guide, Publication


def opening(guide: Guide, publication: Publication, locale: str, site_url: str) -> str:
    """The call that sets up a publication that is no book."""
    words, about = guide.words(locale), guide.about
    title, first = guide.title_of(publication, locale), guide.keys_of(publication)[0]
    edition = words["book.edition"] + " " + about.edition
    closing, address = [words["book.part"].format(name=about.name[locale]), f"{words['licence.text']} {about.licence[locale]}."], ""
    if publication.format == "sheet":
        if site_url:
            closing.append(words["book.more"])
            address = site_url + guide.url(first, locale)
    elif site_url:
        closing += [words["book.links"], words["colophon.edition_text"].format(version=about.edition) + ":"]
        address = edition_url(guide, locale, site_url) or ""
    else:
        # Without the address of the site its links are words only, and the reader is told where the rest stands.
        closing.append(words["book.links.none"])
    settings = {
        "format": literal(publication.format),
        "title": literal(title),
        "description": literal(guide.page(first, locale).description),
        "lang": literal(locale),
        "day": f"datetime(year: {about.date.year}, month: {about.date.month}, day: {about.date.day})",
        "guide": literal(about.name[locale]),
        "edition": literal(f"{edition}, {long_date(about.date, locale)}"),
        "words": dictionary(page=words["book.page"], see=words["book.see"].replace(" ", NO_BREAK), see_source=words["book.see.source"].replace(" ", NO_BREAK), contents=words["book.contents"]),
        "phases": array(f"({literal(phase.shape)}, {literal(phase.light)}, {literal(phase.label[locale])})" for phase in guide.phases),
        "closing": array(map(literal, closing)),
        "address": literal(address),
        "notes": literal(words["book.notes"]),
        "new-pages": "true" if publication.new_pages else "false",
    }
    return f"#show: small.with({', '.join(f'{name}: {value}' for name, value in settings.items())})"
