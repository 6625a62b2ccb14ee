"""What a book has and the site has not: its cover, how to use it, and what it says of itself at the end."""

from __future__ import annotations

from guide.book.colophon import Commit, colophon
from guide.book.line_breaks import NO_BREAK
from guide.book.typst_values import array, dictionary, literal
from guide.dates import long_date
from guide.records import Guide, Publication


def opening(guide: Guide, publication: Publication, locale: str, site_url: str) -> str:
    """The call that sets up a publication, with its cover and, for a book, how to use it. Only with ``site_url`` readers are sent to the site."""
    words, about = guide.words(locale), guide.about
    cover = [
        f"{words['book.edition']} {about.edition}",
        words["book.cover.note"].format(date=long_date(about.date, locale)),
        f"{words['licence.text']} {about.licence[locale]}.",
    ]
    settings = {
        "title": literal(guide.title_of(publication, locale)),
        "description": literal(about.description[locale]),
        "lang": literal(locale),
        "day": f"datetime(year: {about.date.year}, month: {about.date.month}, day: {about.date.day})",
        "cover": array([*map(literal, cover), *([_sent_to(words["book.cover.site"], site_url)] if site_url else [])]),
        "words": dictionary(page=words["book.page"], see=words["book.see"].replace(" ", NO_BREAK), see_source=words["book.see.source"].replace(" ", NO_BREAK), contents=words["book.contents"]),
        "phases": array(f"({literal(phase.shape)}, {literal(phase.light)}, {literal(phase.label[locale])})" for phase in guide.phases),
    }
    if publication.format == "book":
        settings["front"] = f"[{_how_to_use(guide, locale, publication, site_url)}]"
    return f"#show: book.with({', '.join(f'{name}: {value}' for name, value in settings.items())})"


def _sent_to(sentence: str, url: str) -> str:
    """A sentence with the address it ends in."""
    return f"[#{literal(sentence + ' ')};#address({literal(url)})]"


def _how_to_use(guide: Guide, locale: str, publication: Publication, site_url: str) -> str:
    words, keys = guide.words(locale), guide.keys_of(publication)
    # A name, what it says, and the chapter it leads to.
    points = (
        (words["book.use.phases"], words["book.use.phases.text"], ""),
        (words["book.use.pages"], words["book.use.pages.text"], ""),
        (words["book.use.notes"], words["book.use.notes.text"], "sources"),
        (words["book.use.boxes"], words["book.use.boxes.text"], ""),
        (words["book.use.checklists"], words["book.use.checklists.text"], "checklists"),
        (words["book.use.terms"], words["book.use.terms.text"], "glossary"),
        (words["book.use.age"], words["book.use.age.text"], ""),
    )
    # Where a page follows, it stands before the full stop.
    told = [f"({literal(name)}, [#{literal(text.removesuffix('.') if key in keys else text)};], {literal(key if key in keys else '')})" for name, text, key in points]
    if site_url:
        text = f"[#{literal(words['book.use.age.text'] + ' ')};#{_sent_to(words['book.use.age.site'], site_url)}]"
        told[-1] = f"({literal(words['book.use.age'])}, {text}, {literal('')})"
    told = array(told)
    return f"#how-to-use({literal(words['book.use'])}, {literal(words['book.use.text'])}, {told})"


def closing(guide: Guide, locale: str, commit: Commit | None, site_url: str) -> str:
    """The call that sets the colophon: facts, each with the address it leads to, and the pages whose translation is older than the source."""
    told = colophon(guide, locale, commit, site_url)
    facts = array(f"({literal(fact.label)}, {literal(fact.text)}, {literal(fact.url or '')})" for fact in told.facts)
    stale = array(f"({literal(page.title)}, {array(map(literal, page.sections))})" for page in told.stale)
    return f"#colophon({literal(told.title)}, {facts}, {literal(told.stale_title)}, {literal(told.stale_text)}, {stale})"
