"""Composition: label first, four languages, nothing of TLP:RED, no way to add a header."""

import json
import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from atalaya_platform.access.labels import Label
from atalaya_platform.mail.catalogue import Catalogue, language_of
from atalaya_platform.mail.contents import (
    AnyContent,
    Content,
    Digest,
    DigestGroup,
    Event,
    NotificationSingle,
    Occasion,
    RedWaiting,
    SecurityNotice,
    read_content,
)
from atalaya_platform.mail.message import Mail, compose, strictest
from atalaya_platform.text.languages import LANGUAGES
from tests.platform.mail.samples import CONTENTS, LINK, NOW, SENDER, item, mail

FOLDER = files("atalaya_platform.mail")
WORDS: dict[str, dict[str, str]] = {
    language: json.loads(FOLDER.joinpath(f"catalogue/{language}.json").read_text("utf-8")) for language in LANGUAGES
}


def _parts(made: Mail) -> tuple[Any, str, str]:
    """The message as a receiver parses it: headers, text, HTML."""
    message = message_from_bytes(compose(made, SENDER, now=NOW).as_bytes(), policy=default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return message, text.get_content(), html.get_content()


class _Text(HTMLParser):
    """Visible words, links, and a complaint for anything that a mail must not load or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str | None] = []
        self.complaints: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"script", "img", "iframe", "link", "form", "object", "style", "svg"}:
            self.complaints.append(tag)
        if tag == "a":
            self.links.append(values["href"])
        self.complaints += [name for name in values if name.startswith("on") or name == "src"]
        self.complaints += [value for value in values.values() if "url(" in (value or "")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.template)
def test_every_mail_in_every_language(content: AnyContent, language: str) -> None:
    made = mail(content, locale=language, time_zone="America/Panama")
    message, text, html = _parts(made)
    shown = _Text(html)
    assert shown.complaints == []
    assert set(shown.links) == {LINK}
    assert LINK in text
    for body in (text, shown.words):
        assert not re.search(r"\{|\}|None|Undefined|fact\.|\.text", body)
        assert "Atalaya" in body
        if made.label:
            assert body.split()[0 if body is text else len(message["Subject"].split())] == made.label
            assert body.count(made.label) >= 2  # at the head and at the foot
    assert message["Content-Language"] == language
    assert f'<html lang="{language}">' in html
    assert max(len(line) for line in text.splitlines()) <= 120
    if language != "en":
        assert message["Subject"] != _parts(mail(content))[0]["Subject"] or content.template == "notification_single"


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.template)
def test_everything_that_is_said_is_said_in_both_parts(content: AnyContent) -> None:
    _, text, html = _parts(mail(content))
    said, shown = " ".join(text.split()), " ".join(_Text(html).words.split())
    for name, value in dict(content).items():
        if isinstance(value, str) and value and name not in {"template", "occasion", "event", "role", "link"}:
            for line in value.splitlines():
                assert line in said
                assert line in shown


@pytest.mark.parametrize("label", [None, *Label])
def test_the_label_comes_first(label: Label | None) -> None:
    content: AnyContent = RedWaiting(link=LINK) if label is Label.RED else CONTENTS[4] if label else CONTENTS[0]
    message, _, _ = _parts(mail(content, label=label))
    assert message["Subject"].startswith(f"[{label}] ") if label else not message["Subject"].startswith("[")


@pytest.mark.parametrize("content", [one for one in CONTENTS if not isinstance(one, RedWaiting)])
def test_nothing_of_red_is_ever_mailed(content: AnyContent) -> None:
    with pytest.raises(ValidationError, match="a link, no title, no text"):
        mail(content, label=Label.RED)


def test_red_mail_says_nothing_but_that_something_waits() -> None:
    message, text, html = _parts(mail(RedWaiting(link=LINK)))
    assert message["Subject"] == "[TLP:RED] Something waits for you"
    assert set(RedWaiting.model_fields) == {"template", "link"}
    with pytest.raises(ValidationError, match="Extra inputs"):
        read_content({"template": "red_waiting", "link": LINK, "title": "Loader"})
    with pytest.raises(ValidationError, match="TLP:RED alone"):
        mail(RedWaiting(link=LINK), label=Label.AMBER)
    with pytest.raises(ValidationError, match="TLP:RED alone"):
        mail(RedWaiting(link=LINK), label=None)
    assert "TLP:RED" in text
    assert "TLP:RED" in html


def test_what_reveals_words_carries_a_label() -> None:
    revealing = [content for content in CONTENTS if content.reveals]
    assert {content.template for content in revealing} == {"notification_single", "digest", "acknowledgement_reminder"}
    for content in revealing:
        with pytest.raises(ValidationError, match="carries its label"):
            mail(content, label=None)


def test_a_digest_is_labelled_as_its_strictest_item() -> None:
    digest = Digest(since=NOW, link=LINK, groups=(DigestGroup(name="A", items=(item(), item(Label.AMBER_STRICT))),))
    assert strictest([one.label for one in digest.items]) is Label.AMBER_STRICT
    assert "2 new items" in _parts(mail(digest, label=Label.AMBER_STRICT))[0]["Subject"]
    with pytest.raises(ValidationError, match="strictest item"):
        mail(digest, label=Label.AMBER)
    red = Digest(since=NOW, link=LINK, groups=(DigestGroup(name="A", items=(item(), item(Label.RED))),))
    for label in Label:
        with pytest.raises(ValidationError, match="TLP:RED"):
            mail(red, label=label)


def test_headers() -> None:
    identity, thread = UUID(int=7), UUID(int=8)
    made = mail(id=identity, thread=thread, unsubscribe="https://atalaya.example.org/api/v1/unsubscribe/abc")
    message, text, html = _parts(made)
    assert message["From"] == "Atalaya <atalaya@example.org>"
    assert message["To"] == "Ana Lucía Ñáñez <ana@csirt.example>"
    assert message["Message-ID"] == f"<{identity}@example.org>"
    assert message["References"] == f"<{thread}.thread@example.org>"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == f"<{made.unsubscribe}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(made.unsubscribe) in text
    assert str(made.unsubscribe) in html
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain, _, _ = _parts(mail(CONTENTS[0]))
    assert not {"List-Unsubscribe", "List-Unsubscribe-Post", "References"} & set(plain.keys())


def test_a_job_can_carry_a_mail() -> None:
    for content in CONTENTS:
        made = mail(content, thread=UUID(int=8))
        again = Mail.model_validate(json.loads(json.dumps(made.model_dump(mode="json"))))
        assert again == made
        assert compose(again, SENDER, now=NOW)["Message-ID"] == compose(made, SENDER, now=NOW)["Message-ID"]
        assert read_content(content.model_dump(mode="json")) == content


BREAKS = ["x\r\nBcc: evil@x.example", "x\nBcc: evil@x.example", "x\rBcc: y", "x\u2028Bcc: y", "x\0y", "x\x0by"]


@pytest.mark.parametrize("text", BREAKS)
def test_a_title_cannot_begin_a_header(text: str) -> None:
    content = NotificationSingle(occasion="post", who=text, place=text, title=text, excerpt=text, link=LINK)
    message, _, _ = _parts(mail(content, to_name=text))
    assert set(message.keys()) == set(_parts(mail())[0].keys())
    assert "Bcc" not in message
    assert [address.addr_spec for address in message["To"].addresses] == ["ana@csirt.example"]
    assert len(message["Subject"].splitlines()) == 1


NO_ADDRESSES = [
    *(f"ana@csirt.example{end}" for end in ("\r\nBcc: x@y.example", "\n", "\r", "\0", " ", ",b@c.example", ">", ";")),
    *("", "ana", "@b.example", "ana@", "a b@c.example", "<a@b.example>", '"a b"@c.example', "a@b@c.example"),
    *("ñ@b.example", "a..b@c.example", ".a@b.example", "a@-b.example-", "a@b..c", "a@[127.0.0.1]"),
    *("x" * 65 + "@b.example", "a@" + "b" * 300, "a@b.example(comment)", "a@\u2028b.example"),
]


@pytest.mark.parametrize("to", NO_ADDRESSES)
def test_addresses_that_are_none(to: str) -> None:
    with pytest.raises(ValidationError):
        mail(to=to)


@pytest.mark.parametrize(
    ("to", "sent"),
    [
        ("a+b@c.example", "a+b@c.example"),
        ("Ana@CSIRT.Example", "Ana@csirt.example"),
        ("a@ñandú.example", "a@xn--and-6ma2c.example"),
        ("o'neil@x.example", "o'neil@x.example"),
    ],
)
def test_addresses(to: str, sent: str) -> None:
    assert _parts(mail(to=to))[0]["To"].addresses[0].addr_spec == sent


@pytest.mark.parametrize(
    "link",
    ["", "/topics/1", "javascript:alert(1)", "https://", "ftp://a.example", "https://a.example/ b", "https://a.example/\n",
     'https://a.example/"onclick=', "https://a.example/<b>", "https://u:p@a.example", "https://a.example/\u2028x",
     "https://a.example/" + "x" * 3000, "https://a.example/\x7f"],
)  # fmt: skip
def test_links_that_are_none(link: str) -> None:
    with pytest.raises(ValidationError):
        RedWaiting(link=link)
    with pytest.raises(ValidationError):
        mail(unsubscribe=link)


def test_markup_in_a_title_stays_text() -> None:
    content = NotificationSingle(
        occasion="post", who="<b>Ana</b>", place='"><script>alert(1)</script>', title="{{ 7*7 }} {who} %s <img src=x>",
        excerpt="</blockquote><script>alert(1)</script>{% raw %}", link=LINK,
    )  # fmt: skip
    message, text, html = _parts(mail(content, locale="fr"))
    shown = _Text(html)
    assert shown.complaints == []
    assert "{{ 7*7 }} {who} %s <img src=x>" in shown.words
    assert "{{ 7*7 }} {who} %s <img src=x>" in message["Subject"]
    assert "<script>alert(1)</script>" in text


def test_long_titles_are_cut_in_the_subject() -> None:
    content = NotificationSingle(occasion="post", who="A", place="B", title="ñ" * 300, link=LINK)
    assert len(_parts(mail(content))[0]["Subject"]) <= 215
    with pytest.raises(ValidationError):
        NotificationSingle(occasion="post", who="A", place="B", title="x" * 301, link=LINK)


def test_the_same_texts_and_places_in_every_language() -> None:
    for language, words in WORDS.items():
        assert words.keys() == WORDS["en"].keys(), language
        assert list(words) == sorted(words), language
        for key, text in words.items():
            found, wanted = (set(re.findall(r"\{(\w*)\}", t)) for t in (text, WORDS["en"][key]))
            assert found == wanted, (language, key)
            assert text == text.strip()
            assert "TLP:" not in text  # labels are not words of a language


def test_translations_are_translated() -> None:
    same_everywhere = {"digest.item", "security_notice.text"}
    for key, text in WORDS["en"].items():
        others = [WORDS[language][key] for language in LANGUAGES if language != "en"]
        assert key in same_everywhere or text not in others, key


def test_no_words_in_the_templates() -> None:
    """Every word comes from the catalogue; what is left are tags, blocks and the names of templates."""
    for path in FOLDER.joinpath("templates").iterdir():
        source = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"[A-Za-z]{2,}", source), path.name


def test_every_text_is_used_and_every_kind_has_its_own() -> None:
    sources = "".join(path.read_text("utf-8") for path in FOLDER.joinpath("templates").iterdir())
    for key in WORDS["en"]:
        kind, _, rest = key.partition(".")
        used = f'"{key}"' in sources or rest.startswith(("subject", "occasion", "event")) or rest.endswith(".subject")
        assert used or kind in {"label", "role", "vetting_decision", "key_expiry"}, key
    kinds = {content.model_fields["template"].default for content in Content.__subclasses__()}
    assert kinds == {content.template for content in CONTENTS}
    for occasion in get_args(Occasion):
        assert f"notification_single.occasion.{occasion}" in WORDS["en"]
    for event in get_args(Event):
        assert _parts(mail(SecurityNotice(event=event, at=NOW, link=LINK)))[0]["Subject"].startswith("Security of")


@pytest.mark.parametrize(
    ("locale", "zone", "shown"),
    [
        ("en", "UTC", "November 23, 2026, 17:05 (UTC)"),
        ("es-PA", "America/Panama", "23 de noviembre de 2026, 12:05 (UTC-05:00)"),
        ("pt_BR", "America/Sao_Paulo", "23 de novembro de 2026, 14:05 (UTC-03:00)"),
        ("fr", "America/St_Johns", "23 novembre 2026, 13:35 (UTC-03:30)"),
        ("de", "No/Where", "November 23, 2026, 17:05 (UTC)"),
        ("", "../etc/passwd", "November 23, 2026, 17:05 (UTC)"),
    ],
)
def test_dates_say_their_zone(locale: str, zone: str, shown: str) -> None:
    assert Catalogue(locale, zone).when(NOW) == shown
    assert language_of(locale) in LANGUAGES


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_message_with_the_same_headers(title: str, excerpt: str, language: str) -> None:
    if not title.isprintable():
        title = title.encode("utf-8", "replace").decode()
    excerpt = excerpt.encode("utf-8", "replace").decode()
    content = NotificationSingle(occasion="post", who=title, place=title, title=title, excerpt=excerpt, link=LINK)
    message, _, html = _parts(mail(content, locale=language))
    assert len(message.keys()) == 10
    assert _Text(html).complaints == []
