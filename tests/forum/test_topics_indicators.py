"""Indicators, CVE ids and CVSS vectors: what is taken, how it is kept, what is refused."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_forum.topics.indicators import NotThat, cve, cvss, defanged, refanged
from atalaya_forum.topics.search import TopicSource
from atalaya_forum.topics.vocabulary import IndicatorType as Type
from tests.conftest import ClientFor
from tests.forum.factories import advisory
from tests.harness import Harness
from tests.platform.factories import world

TAKEN = [
    (Type.IPV4, "192.0.2.7", "192[.]0[.]2[.]7"),
    (Type.IPV4, "192.0.2[.]7", "192[.]0[.]2[.]7"),
    (Type.IPV4, "198.51.100.9/24", "198[.]51[.]100[.]0/24"),
    (Type.IPV6, "2001:DB8::1", "2001[:]db8::1"),
    (Type.DOMAIN, "Evil[dot]Example.", "evil[.]example"),
    (Type.DOMAIN, "pañuelo.example", "xn--pauelo-xwa[.]example"),
    (Type.URL, "hxxps://evil[.]example/a?b=c.d", "hxxps://evil[.]example/a?b=c.d"),
    (Type.URL, "HTTP://evil.example:8080", "hxxp://evil[.]example:8080"),
    (Type.URL, "ftp[://]evil.example/x", "ftp://evil[.]example/x"),
    (Type.EMAIL, "Billing[at]evil[.]example", "Billing[@]evil[.]example"),
    (Type.MD5, "0CC175B9C0F1B6A831C399E269772661", "0cc175b9c0f1b6a831c399e269772661"),
    (Type.FILENAME, "invoice.pdf.exe", "invoice.pdf.exe"),
    (Type.OTHER, "see https://evil.example", "see hxxps://evil.example"),
]
REFUSED = [
    (Type.IPV4, "192.0.2.300"),
    (Type.IPV4, "2001:db8::1"),
    (Type.IPV6, "192.0.2.1"),
    (Type.DOMAIN, "no domain"),
    (Type.DOMAIN, "localhost"),
    (Type.URL, "evil.example/path"),
    (Type.URL, "javascript:alert(1)"),
    (Type.EMAIL, "nobody"),
    (Type.MD5, "0cc1"),
    (Type.SHA1, "g" * 40),
    (Type.SHA256, "0" * 63),
    (Type.FILENAME, "/etc/passwd"),
    (Type.OTHER, "line\nbreak"),
]


@pytest.mark.parametrize(("kind", "given", "kept"), TAKEN)
def test_an_indicator_is_kept_harmless_and_comes_back(kind: Type, given: str, kept: str) -> None:
    assert defanged(kind, given) == kept
    assert defanged(kind, kept) == kept
    assert "http" not in kept
    if kind in {Type.DOMAIN, Type.IPV4, Type.URL}:
        assert "[" not in refanged(kept)


@pytest.mark.parametrize(("kind", "given"), REFUSED)
def test_what_is_no_such_indicator_is_refused(kind: Type, given: str) -> None:
    with pytest.raises(NotThat):
        defanged(kind, given)


@given(st.sampled_from(Type), st.text(max_size=80))
def test_any_text_is_kept_stable_or_refused(kind: Type, text: str) -> None:
    try:
        kept = defanged(kind, text)
    except NotThat:
        return
    assert defanged(kind, kept) == kept


async def test_no_address_that_somebody_could_follow_is_among_what_is_searched(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    indicators = [{"type": kind, "value": given} for kind, given, _ in TAKEN[:-1]]
    made = await advisory(await client_for(cast.ana), cast, advisory={"indicators": indicators})
    async with harness.runtime.database.system() as session:
        [document] = await TopicSource().documents(session, [UUID(made["id"])])
    for _, _, kept in TAKEN[:-1]:
        assert kept in document.body
    assert "http:" not in document.body
    assert "evil.example" not in document.body


def test_cve_ids_and_cvss_vectors() -> None:
    assert cve(" cve-2024-3094 ") == "CVE-2024-3094"
    assert cvss("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N").startswith("CVSS:4.0")
    assert cvss("") == ""
    for wrong in ("CVE-24-1", "2024-3094", "CVE-2024-12"):
        with pytest.raises(NotThat):
            cve(wrong)
    with pytest.raises(NotThat):
        cvss("9.8")
