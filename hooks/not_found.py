"""A 404 page in each language, and one at the root that speaks all three."""

from pathlib import Path

from guide import DEFAULT_LOCALE


def on_post_template(output, template_name, config):
    if template_name != "404.html":
        return output
    locale = config.plugins["i18n"].current_language
    if locale == DEFAULT_LOCALE:
        return output
    # MkDocs would write every language to the root, the last one winning.
    target = Path(config.site_dir) / locale / "404.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(output, encoding="utf-8")
    root = Path(config.site_dir, "404.html")
    # Nothing is written for an empty output: the root's page stays, or is not wanted when one language is rendered.
    return root.read_text("utf-8") if root.exists() else ""
