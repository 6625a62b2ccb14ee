"""Fills the blocks of each page and gives the templates their words."""

from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.structure.toc import AnchorLink, TableOfContents

from guide.dates import build_day, long_date
from guide.paper import css_string, for_paper
from guide.records import page_key
from guide.render import BlockRenderer, shape


def on_nav(nav, config, files):
    root = Path(config.config_file_path).parent
    cache = root / ".cache" / "blocks"
    cache.mkdir(parents=True, exist_ok=True)
    config.extra["guide_renderer"] = BlockRenderer(
        config.extra["guide"], _locale(config), Path(config.theme.custom_dir) / "generated", config.extra["guide_books"], cache,
        config.extra.get("guide_edit_url", ""), config.extra.get("guide_form_url", ""), feeds=bool(config.site_url),
    )
    return nav


def on_page_content(content, page, config, files):
    guide, locale = config.extra["guide"], _locale(config)
    key = page_key(page.file.norm_src_uri)
    rendered = config.extra["guide_renderer"].fill(content, guide.url(key, locale), key)
    # MkDocs checks links to anchors against this set; it knows only the ids it has seen itself.
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(rendered.ids)
    # It lists the headings of the prose; those that came with the blocks get their place among them.
    known = {item.id: item for item in page.toc}
    page.toc = TableOfContents([known.get(ident) or AnchorLink(title, ident, 2) for ident, title in rendered.headings])
    content, page.paper = for_paper(guide, key, locale, rendered.html)
    return content


def on_env(env, config, files):
    locale, renderer = _locale(config), config.extra["guide_renderer"]
    # MkDocs renders themes without escaping; here titles and words come from files that many write.
    env.autoescape = True
    # Three languages use the same templates; compiling them takes a third of a stock build.
    # The cache does not know of autoescape: what is compiled without it must never be met here.
    cache = Path(config.config_file_path).parent / ".cache" / "pages-escaped"
    cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(cache))
    env.globals |= {
        "guide": config.extra["guide"], "guide_locale": locale, "guide_word": renderer.word, "guide_shape": shape,
        "guide_date": lambda day: long_date(day, locale), "guide_today": build_day(), "guide_books": config.extra["guide_books"],
        "guide_css_string": css_string, "guide_key": lambda file: page_key(file.norm_src_uri),
    }
    return env


def _locale(config):
    return config.plugins["i18n"].current_language
