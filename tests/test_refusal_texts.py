"""The house rule of refusals: every text of theirs can be said in each language, and catalogues hold nothing else."""

import json
import string
from pathlib import Path

import pytest

from atalaya_platform.http.validation import WORDS
from atalaya_platform.http.wording import OTHERS, Said
from tests.refusal_texts import CATALOGUES, PACKAGES, ROOT, Texts, texts_of_packages

HOW = "platform/README.md, To add a refusal, says how"
PLATFORM = "atalaya_platform"


@pytest.fixture(scope="module")
def found() -> dict[str, Texts]:
    texts = texts_of_packages()
    for text in WORDS.values():
        texts[PLATFORM].said.setdefault(text, []).append("platform/atalaya_platform/http/validation.py")
    return texts


def catalogue(package: str, language: str) -> dict[str, str]:
    pairs = json.loads((CATALOGUES[package] / f"{language}.json").read_text("utf-8"), object_pairs_hook=list)
    assert len(dict(pairs)) == len(pairs), f"{package}, {language}: a text stands twice in the catalogue"
    return dict(pairs)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_refusals_are_literals_so_that_they_can_be_translated(found: dict[str, Texts]) -> None:
    wrong = [one for texts in found.values() for one in texts.wrong]
    assert not wrong, (
        f'Write the text as a literal, values as said("Wait {{seconds}} seconds.", seconds=5); {HOW}: {wrong}'
    )


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("package", PACKAGES)
def test_every_refusal_is_in_each_catalogue(package: str, language: str, found: dict[str, Texts]) -> None:
    shared = catalogue(PLATFORM, language)
    own = catalogue(package, language) if package in CATALOGUES else {}
    missing = {text: where for text, where in found[package].said.items() if text not in shared and text not in own}
    assert not missing, f"Say these in {language}, in {package}'s refusals/{language}.json; {HOW}: {missing}"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("package", CATALOGUES)
def test_catalogues_hold_what_is_said_and_nothing_else(package: str, language: str, found: dict[str, Texts]) -> None:
    own = catalogue(package, language)
    unused = sorted(set(own) - set(found[package].said))
    assert not unused, f"Nothing says these any more; take them out of {package}'s {language}.json: {unused}"
    if package != PLATFORM:
        twice = sorted(set(own) & set(catalogue(PLATFORM, language)))
        assert not twice, f"The platform's catalogue says these already; take them out of {package}'s: {twice}"
    assert list(own) == sorted(own), f"Sort {package}'s {language}.json by its keys, so that changes are easy to review"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("package", CATALOGUES)
def test_translations_keep_values_and_tone(package: str, language: str) -> None:
    for text, translation in catalogue(package, language).items():
        assert translation.strip(), f"{language}: {text!r} is said with nothing"
        assert placeholders(translation) == placeholders(text), f"{language}: other values than in {text!r}"
        assert text.endswith(".") == translation.endswith("."), f"{language}: a full stop as in {text!r}"
        assert "!" not in translation, f"{language}: {translation!r} shouts; say calmly what to do"
        assert "'" not in translation or language != "fr", f"French is written with ’: {translation!r}"


def test_only_what_speaks_http_makes_texts_of_its_own() -> None:
    stray = [
        str(path.relative_to(ROOT))
        for folder in PACKAGES.values()
        for path in sorted(folder.rglob("*.py"))
        if " Said(" in path.read_text() and path.parent.name != "http"
    ]
    assert not stray, f"Use said(...), whose literal the rule above reads: {stray}"


def test_the_rule_sees_what_it_forbids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "schemas.py"
    module.write_text(
        "class Gone(Problem):\n"
        "    title = 'It is gone'\n"
        "    def __init__(self, detail='Look again.'):\n"
        "        super().__init__(detail)\n"
        "def refuse_it(name):\n"
        "    why = f'no {name}'\n"
        "    raise Gone(f'Where is {name}?', fields={'name': 'unknown', 'other': why})\n"
        "def check(value):\n"
        "    raise ValueError('say ' + value)\n"
        "raise NotFound('thing')\n"
        "raise Gone(said('In {most} days.', most=3))\n"
    )
    monkeypatch.setattr("tests.refusal_texts.PACKAGES", {PLATFORM: PACKAGES[PLATFORM], "here": tmp_path})
    monkeypatch.setattr("tests.refusal_texts.where_of", lambda path: path.name)
    here = texts_of_packages()["here"]
    assert set(here.said) == {"It is gone", "Look again.", "unknown", "such thing", "In {most} days."}
    assert sorted(one.partition(" ")[0] for one in here.wrong) == ["schemas.py:6", "schemas.py:7", "schemas.py:9"]


def test_a_text_with_values_equals_the_english_one() -> None:
    text = Said("Wait {seconds} seconds.", {"seconds": 5})
    assert text == "Wait 5 seconds."
    assert hash(text) == hash("Wait 5 seconds.")
    assert json.dumps(text) == '"Wait 5 seconds."'
