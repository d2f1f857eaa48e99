"""Advisories of the demonstration; addresses and names are those reserved for documentation."""

from typing import Final

from atalaya_forum.topics.demonstration.script import Say, Thread
from atalaya_forum.topics.schemas.topic import Advisory, Indicator
from atalaya_forum.topics.vocabulary import AcknowledgementStatus as Status
from atalaya_forum.topics.vocabulary import IndicatorType as Type
from atalaya_forum.topics.vocabulary import Reaction, Severity, TopicKind
from atalaya_platform.access.labels import Label

GATEWAY: Final = Thread(
    by="jamaica.analyst",
    group="incident-response",
    kind=TopicKind.ADVISORY,
    title="Session theft on remote-access gateways: patched is not enough (CVE-2023-4966)",
    label=Label.AMBER,
    tags=("gateway", "exploitation", "session-theft"),
    days=1.2,
    acknowledge_in=2,
    advisory=Advisory(
        severity=Severity.CRITICAL,
        cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N",
        products=["NetScaler ADC 13.1 before 49.15", "NetScaler Gateway 14.1 before 8.50"],
        cves=["CVE-2023-4966"],
        indicators=[
            Indicator(type=Type.IPV4, value="192.0.2.41", comment="replays stolen sessions"),
            Indicator(type=Type.IPV4, value="198.51.100.0/27", comment="scanning since Thursday"),
            Indicator(type=Type.DOMAIN, value="update-gw.example.net", comment="fetches the second stage"),
            Indicator(type=Type.URL, value="https://update-gw.example.net/a/dl.php?id=7"),
            Indicator(
                type=Type.SHA256,
                value="9f2b7c1e4d8a6053b1c7e92f4a8d60531e7c9b2f4a8d60537c1e9b2f4a8d6053",
                comment="second stage, Windows",
            ),
        ],
    ),
    body="""Two ministries in our constituency were entered **after** they had patched. The sessions that were taken \
before the update stay valid, so the intruder simply comes back.

### What we saw

1. Requests with an over-long `Host` header, answered with memory that holds session cookies.
2. Sign-ins from a hosting provider with a cookie of a person who was asleep.
3. Two hours later a scheduled task that calls home every 30 minutes.

### What to do now

| Step | Command or place | Why |
|---|---|---|
| End every session | `kill aaa session -all` | a patch does not end them |
| Change the secrets behind it | directory accounts used by the gateway | they passed through memory |
| Look back 30 days | web log, `Host` longer than 4 000 bytes | to know whether you were in |

Please tell us by acknowledging whether you run it. We compare indicators on the call on Thursday.""",
    replies=(
        Say(
            "brazil.analyst",
            "Confirmamos: três órgãos com o mesmo padrão. Um deles com o endereço `192.0.2.41`. "
            "Encerramos todas as sessões ontem à noite e não voltou.",
            3,
            reactions=(("jamaica.analyst", Reaction.THANKS), ("mexico.analyst", Reaction.THANKS)),
        ),
        Say(
            "chile.analyst",
            "En Chile no tenemos ese producto en la red del Estado, pero sí en dos empresas de agua potable. "
            "Les avisamos hoy bajo TLP:AMBER. {person:jamaica.analyst}, ¿podemos compartirles la regla de detección?",
            5,
            answers=1,
        ),
        Say(
            "jamaica.analyst",
            "Yes, with your constituents, that is what AMBER is for. Please not with the vendor: we are still "
            "talking to them.",
            1,
            answers=3,
            reactions=(("chile.analyst", Reaction.DONE),),
        ),
        Say(
            "trinidad.analyst",
            "One gateway here, patched in October, sessions ended this morning. Nothing in the logs so far; "
            "we keep looking. The second stage is caught by our sensor under the name `dl.php` only.",
            4,
        ),
    ),
    acknowledged=(
        ("brazil.analyst", Status.AFFECTED, "Três órgãos, sessões encerradas"),
        ("chile.analyst", Status.NOT_AFFECTED, "Dos operadores avisados"),
        ("trinidad.analyst", Status.MITIGATED, "One gateway"),
        ("uruguay.analyst", Status.ACKNOWLEDGED, ""),
    ),
    read_by=("jamaica.lead", "brazil.analyst"),
)

RANSOMWARE: Final = Thread(
    by="costa-rica.analyst",
    group="ransomware",
    kind=TopicKind.ADVISORY,
    title="Cifrado de hipervisores: la misma nota de rescate en dos países",
    label=Label.AMBER_STRICT,
    tags=("ransomware", "esxi"),
    days=0.4,
    acknowledge_in=1,
    advisory=Advisory(
        severity=Severity.HIGH,
        products=["ESXi 7.0", "ESXi 8.0"],
        cves=["CVE-2024-37085"],
        indicators=[
            Indicator(type=Type.FILENAME, value="LEEME-RESTAURAR.txt", comment="nota de rescate"),
            Indicator(type=Type.EMAIL, value="soporte@restaurar.example", comment="contacto del grupo"),
            Indicator(type=Type.MD5, value="0cc175b9c0f1b6a831c399e269772661"),
        ],
    ),
    body="""El grupo entra con una cuenta de soporte, crea en el directorio el grupo **ESX Admins** y se añade a él. \
Con eso administra todos los hipervisores unidos al dominio, sin explotar nada más.

- Primer caso: hospital, sábado 02:10, 38 máquinas.
- Segundo caso: puerto, domingo 01:55, 12 máquinas.

> Quien tenga hipervisores en el dominio: que busque hoy la creación de ese grupo (evento 4727).

No compartir fuera de los equipos: la fiscalía pidió reserva hasta el viernes.""",
    replies=(
        Say(
            "colombia.analyst",
            "Revisado en 14 entidades, sin rastros. Dejamos una alerta para el evento 4727 con ese nombre.",
            3,
            reactions=(("costa-rica.analyst", Reaction.THANKS),),
        ),
    ),
    acknowledged=(("colombia.analyst", Status.NOT_AFFECTED, ""),),
)

RED: Final = Thread(
    by="costa-rica.lead",
    group="ransomware",
    title="Negotiation window with the operators: what the prosecutor allows us to do",
    label=Label.RED,
    tags=("ransomware",),
    days=0.2,
    recipients=("brazil.analyst", "jamaica.analyst", "colombia.analyst"),
    body="""Only for the four of us, and not to be repeated on any call.

The prosecutor has a channel to the operators until **Friday 18:00 (San José)**. Nothing may be blocked before that, \
or they notice. Afterwards we move together: Brazil the two name servers, Jamaica the mail accounts, Colombia the \
hosting.

Answer here with *yes* or what stands in your way.""",
    replies=(
        Say("brazil.analyst", "Sim. Os dois servidores de nomes ficam por nossa conta, com ordem pronta.", 1),
        Say("jamaica.analyst", "Yes. The provider answers within ten minutes; we tested the contact.", 1),
    ),
)

ADVISORIES: Final = (GATEWAY, RANSOMWARE, RED)
