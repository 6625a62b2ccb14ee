"""Gives every page the localized address of its front matter."""

from pathlib import Path, PurePosixPath

from mkdocs.plugins import event_priority

from guide import DEFAULT_LOCALE
from guide.dates import build_day
from guide.records import page_key
from guide.translations.notice import changed_sections


# After static-i18n, which has -100 and sets the addresses by folder.
@event_priority(-200)
def on_files(files, config):
    guide = config.extra["guide"]
    locale = config.plugins["i18n"].current_language
    for file in files.documentation_pages():
        key = page_key(file.norm_src_uri)
        _move(file, guide.url(key, locale), config)
        for other, alternate in file.alternates.items():
            if alternate is not file:
                _move(alternate, guide.url(key, other), config)
    return files


def on_page_context(context, page, config, nav):
    """What the templates need to know of the page, its language and its neighbours."""
    guide, file = config.extra["guide"], page.file
    locale = config.plugins["i18n"].current_language
    key = page_key(file.norm_src_uri)
    record = guide.page(key, locale)
    site_url = config.site_url or ""
    source_url = guide.url(key, record.locale)
    context |= {
        "guide_page": record,
        "guide_phase": next((p for p in guide.phases if p.id == record.folder), None),
        "guide_is_fallback": record.locale != locale,
        "guide_changed": changed_sections(Path(config.config_file_path).parent, guide, key, locale, build_day()),
        # Only languages the page is written in are offered to search engines.
        "guide_hreflang": [{"locale": other, "url": site_url + guide.url(key, other)} for other in guide.locales_of(key)],
        "guide_canonical": site_url + source_url if site_url else None,
        "guide_x_default": site_url + guide.url(key, DEFAULT_LOCALE),
    }
    return context


def _move(file, url, config):
    file.url = url or "./"
    file.dest_uri = url + "index.html"
    file.abs_dest_path = str(PurePosixPath(config.site_dir.replace("\\", "/")) / file.dest_uri)
