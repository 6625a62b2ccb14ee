"""Reads the guide once a build, before anything is rendered, and stops with every problem."""

import os
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from guide.problems import GuideError
from guide.read import read_guide


@event_priority(100)
def on_config(config):
    if "guide" not in config.extra:
        root = Path(config.config_file_path).parent
        try:
            config.extra["guide"] = read_guide(root)
        except GuideError as error:
            raise Abort(f"The guide has {len(error.problems)} problem(s):\n{error}") from None
    if "guide_books" not in config.extra:  # on_config runs once more for each further language
        config.nav = _navigation(config.extra["guide"])
        if repo_url := os.environ.get("REPO_URL"):
            # Not repo_url itself: with that set, the theme asks GitHub for figures at every visit.
            config.extra["guide_edit_url"] = repo_url.rstrip("/") + "/edit/main/"
            config.extra["guide_form_url"] = repo_url.rstrip("/") + "/issues/new?template="
            config.edit_uri_template = config.extra["guide_edit_url"] + "docs/{path}"
        config.extra["guide_books"] = os.environ.get("GUIDE_BOOKS", "") == "1"
    # The sitemap and the 404 pages are written from the finished site (guide.publish, hooks/not_found.py).
    config.theme.static_templates.discard("sitemap.xml")
    return config


def _navigation(guide):
    """The reading order as MkDocs wants it; titles come from the pages themselves."""
    folders = [{folder.id: [f"{key}.md" for key in guide.keys_in(folder)]} for folder in guide.folders]
    return ["index.md", *folders, *(f"{name}.md" for name in guide.about.pages)]
