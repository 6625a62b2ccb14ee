"""What a book has and the site has not: its cover and how to use it."""

from __future__ import annotations

from guide.book.typst_values import array, dictionary, literal
from guide.dates import long_date
from guide.records import Guide, Publication

# How to use the book, point by point, with the chapter that each leads to.
USES = {"phases": "", "pages": "", "notes": "sources", "boxes": "", "checklists": "checklists", "terms": "glossary", "age": ""}


def opening(guide: Guide, publication: Publication, locale: str) -> str:
    """The call that sets up a publication, with its cover and, for a book, how to use it."""
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
        "cover": array(map(literal, cover)),
        "words": dictionary(page=words["book.page"], see=words["book.see"], contents=words["book.contents"]),
        "phases": array(f"({literal(phase.shape)}, {literal(phase.light)}, {literal(phase.label[locale])})" for phase in guide.phases),
    }
    if publication.format == "book":
        settings["front"] = f"[{_how_to_use(guide, locale, publication)}]"
    return f"#show: book.with({', '.join(f'{name}: {value}' for name, value in settings.items())})"


def _how_to_use(guide: Guide, locale: str, publication: Publication) -> str:
    words, keys = guide.words(locale), guide.keys_of(publication)
    points = array(
        f"({literal(words[f'book.use.{name}'])}, {literal(words[f'book.use.{name}.text'])}, {literal(key if key in keys else '')})" for name, key in USES.items()
    )
    return f"#how-to-use({literal(words['book.use'])}, {literal(words['book.use.text'])}, {points})"
