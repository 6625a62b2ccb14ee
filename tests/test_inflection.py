"""Words are found in the forms a text has them in, and nothing else is."""

import time

import pytest

from guide import LOCALES
from guide.inflection import Finder, Match, forms
from guide.prose import split_front_matter

# language, word as the glossary has it, text, what is found
FOUND = [
    ("nb", "vertskommune", "Vertskommunen og de andre vertskommunene, i vertskommunens navn", ["Vertskommunen", "vertskommunene", "vertskommunens"]),
    ("nb", "vertskommune", "en vertskommune; flere vertskommuner.", ["vertskommune", "vertskommuner"]),
    ("nb", "interkommunalt samarbeid", "Interkommunale samarbeid og det interkommunale samarbeidet i et interkommunalt\nsamarbeid", ["Interkommunale samarbeid", "interkommunale samarbeidet", "interkommunalt\nsamarbeid"]),
    ("nb", "kommunalt oppgavefellesskap", "det kommunale oppgavefellesskapet, et kommunalt oppgavefellesskaps styre", ["kommunale oppgavefellesskapet", "kommunalt oppgavefellesskaps"]),
    ("nb", "felles folkevalgt nemnd", "den felles folkevalgte nemnda og nemnden", ["felles folkevalgte nemnda"]),
    ("nb", "IKS", "IKS-et, IKS-ets gjeld, flere IKS-er (IKS)", ["IKS-et", "IKS-ets", "IKS-er", "IKS"]),
    ("nb", "ROS-analyse", "ROS\u2011analysen viser", ["ROS\u2011analysen"]),
    ("nb", "fordelingsnøkkel", "Fordelingsnøkkelen, fordelingsnøkler og fordelingsnøklene", ["Fordelingsnøkkelen", "fordelingsnøkler", "fordelingsnøklene"]),
    ("nb", "rådmann", "Rådmennene og rådmannens", ["Rådmennene", "rådmannens"]),
    ("nb", "tillitsvalgt", "de tillitsvalgte og de tillitsvalgtes syn", ["tillitsvalgte", "tillitsvalgtes"]),
    ("nb", "superbruker", "superbrukere, superbrukerne, superbrukeren", ["superbrukere", "superbrukerne", "superbrukeren"]),
    ("nb", "vedtekter", "vedtektene", ["vedtektene"]),
    ("nb", "ordliste", "ordlista", ["ordlista"]),
    ("nb", "fagsystem", "fagsystemet, fagsystemene", ["fagsystemet", "fagsystemene"]),
    ("nb", "vurdering av personvernkonsekvenser", "vurderingene av personvernkonsekvenser", ["vurderingene av personvernkonsekvenser"]),
    ("nb", "risiko- og sårbarhetsanalyse", "Risiko- og sårbarhetsanalysen", ["Risiko- og sårbarhetsanalysen"]),
    ("nb", "kost/nytte-vurdering", "kost/nytte-vurderingen", ["kost/nytte-vurderingen"]),
    ("nb", "eget rettssubjekt", "egne rettssubjekter", ["egne rettssubjekter"]),
    ("da", "udbud", "Udbuddet og udbuddene, i udbuds form", ["Udbuddet", "udbuddene", "udbuds"]),
    ("da", "prismodel", "prismodellen, prismodeller, prismodellernes", ["prismodellen", "prismodeller", "prismodellernes"]),
    ("da", "borgmester", "borgmestrene og borgmesteren", ["borgmestrene", "borgmesteren"]),
    ("da", "kommissorium", "kommissoriet, kommissorier", ["kommissoriet", "kommissorier"]),
    ("da", "fagligt fællesskab", "det faglige fællesskab, faglige fællesskaber", ["faglige fællesskab", "faglige fællesskaber"]),
    ("da", "§ 60-fællesskab", "et § 60-fællesskab, § 60-fællesskabet, §\u00a060-fællesskaber", ["§ 60-fællesskab", "§ 60-fællesskabet", "§\u00a060-fællesskaber"]),
    ("da", "A/S", "et A/S, A/S'et, A/S’er", ["A/S", "A/S'et", "A/S’er"]),
    ("da", "KL", "KL’s råd, KL's", ["KL’s", "KL's"]),
    ("da", "a.m.b.a.", "et a.m.b.a. kan", ["a.m.b.a."]),
    ("da", "proces", "processen, processerne", ["processen", "processerne"]),
    ("da", "ejerkommune", "ejerkommunerne, ejerkommunernes", ["ejerkommunerne", "ejerkommunernes"]),
    ("sv", "gemensam nämnd", "Gemensamma nämnder, den gemensamma nämnden, en gemensam nämnd", ["Gemensamma nämnder", "gemensamma nämnden", "gemensam nämnd"]),
    ("sv", "kommunalförbund", "kommunalförbundets, kommunalförbunden, Kommunalförbundet", ["kommunalförbundets", "kommunalförbunden", "Kommunalförbundet"]),
    ("sv", "facklig förtroendeman", "De fackliga förtroendemännen; en facklig förtroendeman", ["fackliga förtroendemännen", "facklig förtroendeman"]),
    ("sv", "fördelningsnyckel", "fördelningsnyckeln, fördelningsnycklar", ["fördelningsnyckeln", "fördelningsnycklar"]),
    ("sv", "användare", "användaren, användarna, användarnas", ["användaren", "användarna", "användarnas"]),
    ("sv", "checklista", "checklistor, checklistorna", ["checklistor", "checklistorna"]),
    ("sv", "egen juridisk person", "egna juridiska personer", ["egna juridiska personer"]),
    ("sv", "SKR", "SKR:s råd", ["SKR:s"]),
    ("sv", "vd", "vd:n och en vd", ["vd:n", "vd"]),
    ("sv", "förtroendevald", "de förtroendevalda", ["förtroendevalda"]),
    ("sv", "kompetensmiljö", "kompetensmiljön, kompetensmiljöer", ["kompetensmiljön", "kompetensmiljöer"]),
    ("sv", "avsatt tid", "den avsatta tiden", ["avsatta tiden"]),
    ("sv", "stadgar", "stadgarna", ["stadgarna"]),
]
NOT_FOUND = [
    ("nb", "vertskommune", "vertskommuneavtale, vertskommune-avtalen, ikke-vertskommune, vertskommune- og IKS-modellen, xvertskommune"),
    ("nb", "kommune", "kommunestyre, fylkeskommune, storkommunen, kommunal"),
    ("nb", "IKS", "iks, Iks, IKSer-modell, RIKS, IKS-modellen"),
    ("nb", "drift", "Enheten drifter systemene, driftsenhet"),
    ("nb", "interkommunalt samarbeid", "interkommunalt, samarbeid; interkommunalt. Samarbeid"),
    ("nb", "forening", "foreningsrett, foreninger-"),
    ("nb", "Digdir", "digdir"),
    ("da", "udbud", "udbudsloven, genudbud, tilbud"),
    ("da", "A/S", "A / S, BA/S, a/s, A/Sx"),
    ("da", "§ 60-fællesskab", "60-fællesskab, § 60, fællesskab"),
    ("da", "region", "regional, regionsråd"),
    ("sv", "gemensam nämnd", "gemensam nämndorganisation, gemensam it-nämnd, nämnd"),
    ("sv", "vd", "avdelning, VD-byte, vd-byte"),
    ("sv", "SKR", "SKRs-modell, skr"),
    ("sv", "nämnd", "ofvannämnde, äskanämnd, nämndé"),
]


@pytest.mark.parametrize(("locale", "word", "text", "found"), FOUND)
def test_finds(locale, word, text, found):
    assert [text[m.start : m.end] for m in Finder(locale, {"x": [word]}).find(text)] == found


@pytest.mark.parametrize(("locale", "word", "text"), NOT_FOUND)
def test_does_not_find(locale, word, text):
    assert [text[m.start : m.end] for m in Finder(locale, {"x": [word]}).find(text)] == []


def test_the_longest_wins_and_matches_do_not_overlap():
    finder = Finder("da", {"a": ["KOMBIT"], "b": ["KOMBIT A/S", "A/S"], "c": ["digital sikkerhed"], "d": ["sikkerhed"]})
    text = "KOMBIT A/S er et A/S. Digital sikkerhed er sikkerhed."
    assert list(finder.find(text)) == [
        Match(0, 10, "b", "KOMBIT A/S"), Match(17, 20, "b", "A/S"), Match(22, 39, "c", "digital sikkerhed"), Match(43, 52, "d", "sikkerhed"),
    ]


def test_a_given_word_comes_before_a_form_of_another_and_the_first_id_before_the_next():
    finder = Finder("nb", {"a": ["fylke"], "b": ["fylker"], "c": ["fylke"]})
    assert [m.id for m in finder.find("fylker fylke fylket")] == ["b", "a", "a"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_term_is_found_as_it_is_written(guide, locale):
    words = {ident: [term.texts[locale].term, *(other.word for other in term.texts[locale].also)] for ident, term in guide.glossary.items()}
    finder = Finder(locale, words)
    for list_ in words.values():
        for word in list_:
            assert [m.word for m in finder.find(f"– {word} –")] == [word]
            assert word in forms(word, locale)


def test_the_whole_text_is_searched_in_a_moment(guide, root):
    """A build takes three seconds; 0.3 of them are for this. CPU time, so that other work on the machine does not count; the best of three."""
    def once():
        begin = time.process_time()
        found = 0
        for locale in LOCALES:
            words = {ident: [term.texts[locale].term, *(other.word for other in term.texts[locale].also)] for ident, term in guide.glossary.items()}
            finder = Finder(locale, words)
            found += sum(1 for text in texts[locale] for _ in finder.find(text))
        assert found > 2000
        return time.process_time() - begin

    texts = {locale: [split_front_matter((root / page.path).read_text("utf-8"))[1] for page in guide.pages[locale].values()] for locale in LOCALES}
    assert min(once() for _ in range(3)) < 0.6  # twice what it may cost, for slow machines
