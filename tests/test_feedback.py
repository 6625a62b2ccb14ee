"""Readers can tell what is wrong: the forms on the page are those of the files, and every page leads there."""

from pathlib import Path

import pytest
import yaml
from conftest import REPO_URL

from guide import LOCALES
from guide.htmlpage import read_page
from guide.read import read_guide
from guide.render import BlockRenderer

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
PLACEHOLDER = '<div data-guide-block="feedback"></div>'
TEMPLATES = ROOT / "overrides" / "generated"


def test_the_forms_of_each_language_are_listed_with_their_questions(guide, site):
    for locale in LOCALES:
        page = read_page(site / guide.url("feedback", locale) / "index.html")
        shown = page.xpath("//div[@class='g-form']")
        files = sorted(FORMS.glob(f"*-{locale}.yml"))
        assert len(shown) == len(files) == 3
        for form, path in zip(shown, files):
            made = yaml.safe_load(path.read_text("utf-8"))
            (link,) = form.xpath("./p[@class='g-form__name']/a")
            assert link.text == made["name"] and link.get("href") == f"{REPO_URL}/issues/new?template={path.name}"
            assert made["description"] in form.text_content()
            asked = [part for part in made["body"] if part["type"] != "markdown"]
            assert sorted(form.xpath(".//li/text()")) == sorted(part["attributes"]["label"] for part in asked)
            needed = [part["attributes"]["label"] for part in asked if part.get("validations", {}).get("required") or any(option.get("required") for option in part["attributes"].get("options", []) if isinstance(option, dict))]
            assert form.xpath("./ul[1]/li/text()") == needed


def test_every_page_leads_to_the_forms(guide, site):
    for locale in LOCALES:
        for name in [guide.url(key, locale) + "index.html" for key in guide.keys]:
            (link,) = read_page(site / name).xpath("//footer//a[@class='g-footer__feedback']")
            assert link.text == guide.words(locale)["feedback.found"]
            assert (site / name).parent.joinpath(link.get("href")).resolve() == (site / guide.url("feedback", locale)).resolve()


def test_without_the_address_of_the_repository_the_page_says_where_they_are(guide):
    for locale in LOCALES:
        made = BlockRenderer(guide, locale, TEMPLATES).fill(PLACEHOLDER, guide.url("feedback", locale)).html
        assert "<a " not in made and guide.words(locale)["feedback.find"] in made and made.count('class="g-form"') == 3


@pytest.mark.parametrize("locale", LOCALES)
def test_without_forms_it_says_so(project, locale):
    for path in (project / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        path.unlink()
    guide = read_guide(project)
    made = BlockRenderer(guide, locale, TEMPLATES, form_url="https://code.example/issues/new?template=").fill(PLACEHOLDER, guide.url("feedback", locale)).html
    assert guide.words(locale)["feedback.no_forms"] in made and guide.words(locale)["feedback.find"] not in made


def test_a_form_is_shown_and_never_run(project):
    path = project / ".github" / "ISSUE_TEMPLATE" / "x&y-da.yml"
    path.write_text('name: "A <script>alert(1)</script>"\ndescription: "B <b>C</b>"\nbody:\n  - type: input\n    id: x\n    attributes:\n      label: "D <img src=x>"\n', encoding="utf-8")
    guide = read_guide(project)
    made = BlockRenderer(guide, "da", TEMPLATES, form_url="https://code.example/issues/new?template=").fill(PLACEHOLDER, guide.url("feedback", "da")).html
    assert "A &lt;script&gt;" in made and "B &lt;b&gt;" in made and "D &lt;img" in made and "<script" not in made and "<img" not in made
    assert 'href="https://code.example/issues/new?template=x%26y-da.yml"' in made
