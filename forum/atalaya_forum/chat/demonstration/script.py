"""The lines of the demonstration's channels, in the languages in which people of the region write to each other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Somebody says something, minutes after the line before. `answers` is the number of an earlier line."""

    by: str
    body: str
    minutes: int = 3
    answers: int | None = None
    reactions: tuple[tuple[str, str], ...] = ()
    pinned: bool = False


@dataclass(frozen=True)
class Scene:
    """A channel of a group (its general one, unless named), or a conversation of these people."""

    key: str
    lines: tuple[Line, ...]
    hours: int
    group: str = ""
    name: str = ""
    topic: str = ""
    people: tuple[str, ...] = ()


SCENES = (
    Scene(
        "incident-response",
        group="incident-response",
        hours=20,
        lines=(
            Line(
                "jamaica.analyst",
                "Good morning. We see password spraying against two ministries since 05:10 UTC, from "
                "hosting ranges we had not met before. Anybody else?",
            ),
            Line(
                "brazil.analyst",
                "Bom dia! Sim: o mesmo padrão em três órgãos, desde as 04:50 UTC. Vou anexar a lista de "
                "faixas em breve.",
                6,
                reactions=(("jamaica.analyst", "🙏"),),
            ),
            Line(
                "chile.analyst", "Buenos días. En Chile todavía nada, pero activamos la regla de bloqueo por país.", 4
            ),
            Line(
                "mexico.analyst",
                "Nosotros sí: **1.240 cuentas** probadas en una hora, ninguna con éxito. El agente de "
                "usuario es siempre el mismo:\n\n```\nMozilla/5.0 (compatible; sync/2.1)\n```",
                9,
                reactions=(("jamaica.analyst", "👀"), ("chile.analyst", "👍")),
            ),
            Line("jamaica.analyst", "Same user agent here. I make a rule and share it in a minute.", 2, answers=3),
            Line(
                "jamaica.analyst",
                'Rule: `http.user_agent contains "sync/2.1"` and more than 20 accounts in 10 '
                "minutes. No false positive in our last 30 days.",
                12,
                pinned=True,
                reactions=(("brazil.analyst", "🎉"), ("mexico.analyst", "🎉"), ("chile.analyst", "👍")),
            ),
            Line(
                "brazil.lead",
                "Obrigado, funcionou aqui. @[{jamaica.analyst}] você pode abrir um tópico com isso, para "
                "não se perder?",
                15,
                answers=5,
            ),
            Line(
                "jamaica.lead",
                "We will. Thank you all: that was forty minutes from first sight to a rule.",
                8,
                reactions=(("brazil.lead", "❤️"),),
            ),
        ),
    ),
    Scene(
        "duty",
        group="incident-response",
        name="guardia-24x7",
        topic="Who is awake now · quién está de guardia",
        hours=9,
        lines=(
            Line("uruguay.analyst", "Tomo la guardia hasta las 14:00 UTC. Sin incidentes abiertos."),
            Line(
                "costa-rica.analyst",
                "Gracias. Quedó pendiente la respuesta del proveedor sobre el certificado; la espero hoy.",
                5,
                reactions=(("uruguay.analyst", "👍"),),
            ),
            Line("trinidad.analyst", "I take over at 14:00. Please hand over in this channel, my phone is on.", 30),
        ),
    ),
    Scene(
        "caribbean",
        group="caribbean",
        hours=30,
        lines=(
            Line("trinidad.analyst", "Storm season check: everybody's satellite phone tested this month?"),
            Line("guyana.analyst", "Tested on Tuesday, works.", 14, reactions=(("trinidad.analyst", "👍"),)),
            Line("bahamas.analyst", "Ours needs a new battery; ordered.", 9),
            Line("dominican-republic.analyst", "Probado ayer, sin problemas.", 22),
        ),
    ),
    Scene(
        "ransomware",
        group="ransomware",
        hours=15,
        lines=(
            Line(
                "costa-rica.lead",
                "La nota nueva usa el mismo correo de contacto que en marzo. Mismo grupo, casi seguro.",
            ),
            Line(
                "colombia.analyst",
                "Coincide con lo que vimos: misma extensión y misma hora de ejecución, 02:00 local.",
                11,
            ),
            Line(
                "brazil.analyst",
                "Temos uma amostra do cifrador. Compartilho o hash no tópico, não aqui.",
                7,
                reactions=(("costa-rica.lead", "🙏"),),
            ),
        ),
    ),
    Scene(
        "stakeholders",
        group="stakeholders",
        hours=40,
        lines=(
            Line("company", "Is there a date for the next tabletop exercise with the energy sector?"),
            Line(
                "officer",
                "We propose the second week of next month; the invitation follows here.",
                45,
                reactions=(("company", "👍"), ("university", "👍")),
            ),
        ),
    ),
    Scene(
        "direct",
        people=("jamaica.analyst", "brazil.analyst"),
        hours=3,
        lines=(
            Line("jamaica.analyst", "Do you have ten minutes this afternoon to go through the spraying rule together?"),
            Line("brazil.analyst", "Claro! 18:00 UTC?", 4),
            Line("jamaica.analyst", "Perfect, I call you.", 1, reactions=(("brazil.analyst", "👍"),)),
        ),
    ),
)
