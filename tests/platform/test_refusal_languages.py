"""Refusals in the reader's language: over HTTP, for every kind of refusal, and whatever the header holds."""

from dataclasses import replace
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy.exc import OperationalError

from atalaya_platform.app import create_app
from atalaya_platform.clock import ManualClock
from atalaya_platform.database.session import Database
from atalaya_platform.http.problems import MEDIA_TYPE
from atalaya_platform.http.wording import OTHERS, Wording, language_asked, said, sentences
from atalaya_platform.ids import new_id
from atalaya_platform.text.languages import LANGUAGES, Language
from tests.conftest import ORIGIN, ClientFor
from tests.forum.factories import topic, topic_body
from tests.forum.test_chat_messages import general
from tests.harness import Harness
from tests.platform.factories import world

NOT_FOUND = {
    "en": "There is no such topic, or it is not shared with you. Check the link, or ask its author.",
    "es": "Ese tema no existe, o no se comparte con usted. Compruebe el enlace o pregunte a su autor.",
    "pt": "Esse tópico não existe, ou você não tem acesso. Confira o link ou pergunte a quem o publicou.",
    "fr": "Ce sujet n’existe pas, ou vous n’y avez pas accès. Vérifiez le lien ou demandez à son auteur.",
}
CHANGED = {
    "en": "Somebody else changed this first",
    "es": "Otra persona lo cambió antes",
    "pt": "Outra pessoa alterou isto antes",
    "fr": "Quelqu’un d’autre l’a modifié avant vous",
}
FIELDS = {
    "en": {
        "title": "Give at least 3 characters.",
        "label": "Field required",
        "group_id": "This is not an id. Copy it again.",
    },
    "es": {
        "title": "Indique al menos 3 caracteres.",
        "label": "Campo obligatorio",
        "group_id": "Esto no es un identificador. Cópielo de nuevo.",
    },
    "pt": {
        "title": "Informe pelo menos 3 caracteres.",
        "label": "Campo obrigatório",
        "group_id": "Isto não é um identificador. Copie-o de novo.",
    },
    "fr": {
        "title": "Indiquez au moins 3 caractères.",
        "label": "Champ obligatoire",
        "group_id": "Ce n’est pas un identifiant. Copiez-le de nouveau.",
    },
}
ONLY_RED = {
    "en": "only TLP:RED names recipients",
    "es": "solo TLP:RED nombra destinatarios",
    "pt": "só TLP:RED nomeia destinatários",
    "fr": "seul TLP:RED nomme des destinataires",
}
TAKEN = {
    "en": ("This message id was used for another message", "under a new id"),
    "es": ("Este identificador de mensaje se usó para otro mensaje", "con otro identificador"),
    "pt": ("Este identificador de mensagem foi usado em outra mensagem", "com outro identificador"),
    "fr": ("Cet identifiant de message a servi à un autre message", "sous un nouvel identifiant"),
}
METHOD = {
    "en": "This address takes GET, HEAD, PATCH, and not DELETE. See /api/openapi.json.",
    "es": "Esta dirección admite GET, HEAD, PATCH, y no DELETE. Consulte /api/openapi.json.",
    "pt": "Este endereço aceita GET, HEAD, PATCH, e não DELETE. Veja /api/openapi.json.",
    "fr": "Cette adresse accepte GET, HEAD, PATCH, et non DELETE. Voyez /api/openapi.json.",
}
FORGED = {
    "en": "Sent from another site",
    "es": "Enviado desde otro sitio",
    "pt": "Enviado de outro site",
    "fr": "Envoyé depuis un autre site",
}
LARGE = {
    "en": "Send at most 2 MiB at once. Longer things go up as files.",
    "es": "Envíe como máximo 2 MiB de una vez. Lo más extenso se sube como archivo.",
    "pt": "Envie no máximo 2 MiB de cada vez. O que for maior deve ser enviado como arquivo.",
    "fr": "Envoyez au plus 2 Mio à la fois. Ce qui est plus long s’envoie comme fichier.",
}
TOO_MANY = {
    "en": "Too many requests",
    "es": "Demasiadas solicitudes",
    "pt": "Solicitações demais",
    "fr": "Trop de requêtes",
}
UNAVAILABLE = {
    "en": "Not available right now",
    "es": "No disponible en este momento",
    "pt": "Indisponível no momento",
    "fr": "Indisponible pour le moment",
}


def spoken(answer: httpx2.Response, status: int, language: Language) -> dict[str, object]:
    """The problem document of an answer, which says in which language it is."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE), answer.text
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")
    document: dict[str, object] = answer.json()
    return document


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_kind_of_refusal_is_said_in_the_readers_language(
    language: Language, harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    for client in (ana, bruno):
        client.headers["Accept-Language"] = f"{language}-XX,de;q=0.5"
    made = await topic(ana, cast)

    gone = spoken(await ana.get(f"/api/v1/topics/{uuid4()}"), 404, language)
    assert (gone["detail"], gone["type"]) == (NOT_FOUND[language], "/problems/not-found")
    assert spoken(await ana.delete("/api/v1/me"), 405, language)["detail"] == METHOD[language]
    old = await ana.patch(f"/api/v1/topics/{made['id']}", json={"title": "New"}, headers={"If-Match": '"99"'})
    changed = spoken(old, 412, language)
    assert (changed["title"], changed["version"]) == (CHANGED[language], made["version"])

    body = {**topic_body(cast), "title": "", "group_id": "x"}
    del body["label"]
    assert spoken(await ana.post("/api/v1/topics", json=body), 422, language)["fields"] == FIELDS[language]
    named = topic_body(cast, recipients=[str(cast.bruno.id)])
    assert spoken(await ana.post("/api/v1/topics", json=named), 422, language)["fields"] == {"body": ONLY_RED[language]}

    talk = await ana.post("/api/v1/conversations", json={"people": [str(cast.carla.id)], "label": "TLP:AMBER"})
    message = new_id()
    sent = await ana.put(f"/api/v1/channels/{talk.json()['id']}/messages/{message}", json={"body": "For you"})
    assert sent.status_code == 200, sent.text
    channel = await general(bruno, cast)
    clash = await bruno.put(f"/api/v1/channels/{channel}/messages/{message}", json={"body": "For all"})
    title, advice = TAKEN[language]
    taken = spoken(clash, 409, language)
    assert taken["title"] == title
    assert advice in str(taken["detail"])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_middleware_refuses_is_said_so_too(
    language: Language, harness: Harness, limits_clock: ManualClock
) -> None:
    settings = harness.runtime.settings.model_copy(update={"requests_per_minute": 1})
    transport = httpx2.ASGITransport(create_app(replace(harness.runtime, settings=settings)))
    speaking = {"Accept-Language": language}
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN, headers=speaking) as client:
        forged = await client.post("/sent", headers={"Origin": "https://evil.example", "Cookie": "a=b"})
        assert spoken(forged, 403, language)["title"] == FORGED[language]
        large = spoken(await client.put("/sent", headers={"Content-Length": "9" * 9}), 413, language)
        assert large["detail"] == LARGE[language]
        await client.get("/api/v1/nowhere")
        assert spoken(await client.get("/api/v1/nowhere"), 429, language)["title"] == TOO_MANY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_silent_database_is_said_so_too(
    language: Language, harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: Database) -> None:
        raise OperationalError("SELECT 1", None, Exception("the server is gone"))

    client = await client_for()
    monkeypatch.setattr(Database, "unit", gone)
    answer = await client.get("/api/v1/me", headers={"Accept-Language": language})
    assert spoken(answer, 503, language)["title"] == UNAVAILABLE[language]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("*", "en"),
        ("*;q=0.9, es;q=0.1", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("PT-br", "pt"),
        ("de-CH, fr-CA;q=0.4, en;q=0.1", "fr"),
        ("en;q=0.2, pt;q=0.9", "pt"),
        ("es;q=0, fr;q=0.001", "fr"),
        ("fr, es", "fr"),
        ("es;q=2", "en"),
        ("es;q=-1, pt;q=nan, fr;q=inf", "en"),
        ("es;level=1", "en"),
        ("es_MX", "en"),
        ("../../etc/passwd", "en"),
        ("es\x00", "en"),
        (",,;;q=,es", "es"),
        ("x-" + "a" * 100_000, "en"),
        ("zz-ZZ," * 50_000 + "es", "en"),
        ("-" * 100_000, "en"),
        (" " * 100_000 + "es", "en"),
    ],
)
async def test_hostile_headers_are_read_as_far_as_they_make_sense(
    header: str, language: str, client_for: ClientFor
) -> None:
    assert language_asked(header) == language
    if "\x00" not in header:
        answer = await (await client_for()).get("/api/v1/nowhere", headers={"Accept-Language": header})
        assert answer.headers["content-language"] == language
        assert answer.json()["detail"]


async def test_several_headers_count_as_one(client_for: ClientFor) -> None:
    client = await client_for()
    several = [("Accept-Language", "en;q=0.1"), ("Accept-Language", "pt-BR")]
    assert (await client.get("/api/v1/nowhere", headers=several)).headers["content-language"] == "pt"


async def test_what_a_person_wrote_is_never_translated(harness: Harness) -> None:
    wording: Wording = harness.runtime.registry.wording
    text = said("{file} is empty. Check that it was saved, then send it again.", file="{such} only one")
    assert wording.say(text, "es") == "{such} only one está vacío. Compruebe que se haya guardado y envíelo de nuevo."
    nested = said(
        "{file} is damaged or incomplete ({why}). Save it again and send that.", file="a", why=said("cut off")
    )
    assert wording.say(nested, "es").startswith("a está dañado o incompleto (está cortado).")
    both = sentences(said("Use at most {most} characters.", most=9), said("only one"))
    assert both == "Use at most 9 characters. only one"
    assert wording.say(both, "pt") == "Use no máximo 9 caracteres. só um"
    for language in OTHERS:
        assert wording.say("what another program said", language) == "what another program said"


async def test_the_documentation_says_so(client_for: ClientFor) -> None:
    document = (await (await client_for()).get("/api/openapi.json")).json()
    assert "Accept-Language" in document["info"]["description"]
    stated = document["components"]["schemas"]["ProblemDocument"]["properties"]
    assert "Content-Language" in stated["title"]["description"]
    assert "Content-Language" in stated["detail"]["description"]
    assert "Content-Language" in stated["fields"]["description"]
