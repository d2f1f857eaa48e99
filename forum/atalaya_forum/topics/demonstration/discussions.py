"""Discussions, questions and best practices of the demonstration."""

from typing import Final

from atalaya_forum.topics.demonstration.script import Say, Thread
from atalaya_forum.topics.vocabulary import Reaction, TopicKind
from atalaya_platform.access.labels import Label

SINKHOLE: Final = Thread(
    by="brazil.analyst",
    group="incident-response",
    kind=TopicKind.QUESTION,
    title="Como vocês fazem sinkhole de domínios de phishing sem derrubar quem compartilha o resolvedor?",
    label=Label.GREEN,
    tags=("dns", "sinkhole", "phishing"),
    days=9,
    body="""Bloqueamos domínios de phishing no resolvedor nacional, mas duas vezes atingimos sites legítimos que \
estavam no mesmo endereço. Alguém já resolveu isso **por nome** e com prazo de validade? Como avisam quem caiu?""",
    replies=(
        Say("uruguay.analyst", "Nosotros bloqueamos por dirección y tenemos el mismo problema. Me interesa.", 5),
        Say(
            "chile.analyst",
            """Con una *response policy zone* (RPZ), por nombre exacto y con vencimiento:

```
evil.example          CNAME  sinkhole.csirt.example.
*.evil.example        CNAME  sinkhole.csirt.example.
```

1. Cada entrada lleva **quién la pidió** y **hasta cuándo** (por defecto 14 días).
2. El *sinkhole* responde una página en español y portugués con un botón «esto es un error».
3. Una tarea diaria retira lo vencido y lo que dejó de resolver.

En dos años: 3 100 entradas, 4 reclamos, todos resueltos en menos de una hora.""",
            8,
            reactions=(
                ("brazil.analyst", Reaction.CELEBRATE),
                ("jamaica.lead", Reaction.THANKS),
                ("mexico.analyst", Reaction.THANKS),
            ),
        ),
        Say("brazil.analyst", "Era isso, obrigado! Testamos na sexta e já está em produção.", 70, answers=3),
    ),
    accepted=3,
    accepted_by="brazil.analyst",
    promoted_by="jamaica.lead",
    promoted_title="Sinkholing by name with an expiry: response policy zones",
    review_in=120,
)

TAX: Final = Thread(
    by="chile.analyst",
    group="incident-response",
    title="Kit de phishing contra portales tributarios: misma plantilla en cuatro países",
    label=Label.AMBER,
    tags=("phishing", "tributario"),
    days=4,
    body="""La plantilla copia el portal tributario, pide la clave y luego el segundo factor, y los reenvía por un \
bot. El nombre del archivo es siempre `sii-pago.zip`, también cuando imita a otro país.

¿Alguien más lo ve? {person:mexico.analyst} {person:colombia.analyst}""",
    replies=(
        Say("mexico.analyst", "Sí, desde el martes: 11 dominios, todos con certificado de menos de un día.", 3),
        Say("colombia.analyst", "Dos dominios. Comparto mañana la lista completa con las fechas de registro.", 6),
        Say(
            "brazil.analyst",
            "Aqui usa o mesmo arquivo contra o portal da Receita. O bot tem um identificador fixo, que ajuda a ligar "
            "os casos. Mando em conversa direta.",
            4,
            reactions=(("chile.analyst", Reaction.SEEN),),
        ),
    ),
)

CALL: Final = Thread(
    by="jamaica.lead",
    group="incident-response",
    title="Thursday call: agenda and numbers to bring",
    label=Label.AMBER,
    tags=("call",),
    days=2,
    pinned_by="jamaica.lead",
    body="""Every second Thursday, 15:00 UTC, 45 minutes.

- Gateways: who is affected, what did you see after the patch?
- The tax-portal kit: one owner per country.
- Contact test: five teams did not answer last month.

Please add your points below until Wednesday.""",
    replies=(
        Say("dominican-republic.analyst", "Añadimos: notificación a operadores de telecomunicaciones.", 9),
        Say("costa-rica.analyst", "Y el ejercicio regional de marzo: ¿quién pone a los inyectadores?", 12),
    ),
)

QUESTION: Final = Thread(
    by="mexico.analyst",
    group="incident-response",
    kind=TopicKind.QUESTION,
    title="¿Alguien ha automatizado la notificación a hospitales fuera de horario?",
    label=Label.AMBER,
    tags=("salud", "notificación"),
    days=1.5,
    body="""De noche nadie lee el correo institucional. Buscamos algo que llame por teléfono, pida confirmación y \
escale. ¿Qué usan, y cómo mantienen actualizada la lista de contactos?""",
    replies=(Say("trinidad.analyst", "We call by hand, from a sheet that is always out of date. Following.", 6),),
)

FIRST_HOUR: Final = Thread(
    by="officer",
    group="incident-response",
    kind=TopicKind.BEST_PRACTICE,
    title="The first hour: a checklist for small teams",
    label=Label.GREEN,
    tags=("checklist", "incident"),
    days=40,
    review_in=-2,
    body="""For teams of two to five people. Print it.

1. Write down the time, who called, and the number to call back.
2. Decide the label before you write the first mail.
3. One person talks, one person looks. Nobody does both.
4. Keep what is running running until somebody has taken memory.
5. Tell the national contact point within the hour, even if you know little.
6. Ask for help early: the request form takes five minutes.""",
    replies=(Say("guyana.analyst", "We added: *who has the keys of the server room tonight?*", 200),),
)

AWARENESS: Final = Thread(
    by="jamaica.analyst",
    group="incident-response",
    title="Public notice: false scholarship offers in the name of international organisations",
    label=Label.CLEAR,
    tags=("awareness", "fraud"),
    days=6,
    published=True,
    body="""Messages that offer scholarships and ask for a *processing fee* are circulating in the region.

- No international organisation asks applicants to pay by gift card or crypto-currency.
- Check the address of the sender and the list of open calls on the organisation's own site.
- Who has paid: call your bank at once, then your national CSIRT.

You may share this notice freely.""",
)

STRATEGY: Final = Thread(
    by="uruguay.policymaker",
    group="strategy",
    title="Indicadores para evaluar una estrategia nacional: ¿qué midieron que sirviera?",
    label=Label.GREEN,
    tags=("estrategia", "indicadores"),
    days=12,
    body="""En la evaluación intermedia descubrimos que medimos actividades y no efectos. ¿Qué indicadores les \
sirvieron para explicar al parlamento qué cambió?""",
    replies=(
        Say(
            "jamaica.policymaker",
            "Three that parliament understood: hours until a hospital is told, share of ministries with a tested "
            "backup, and how many incidents we learned of from others.",
            20,
            reactions=(("uruguay.policymaker", Reaction.THANKS), ("officer", Reaction.THANKS)),
        ),
        Say("chile.analyst", "Nosotros: porcentaje de avisos confirmados en 24 horas. Sencillo y honesto.", 30),
        Say("officer", "Shall we make this a session of the roundtable in May? {person:paraguay.analyst}", 18),
    ),
)

HURRICANE: Final = Thread(
    by="bahamas.analyst",
    group="caribbean",
    title="Hurricane season: who covers whose mailbox when the power is gone?",
    label=Label.AMBER,
    tags=("continuity",),
    days=3,
    body="""Last September we were off for nine days and nobody read `incidents@`. Could two neighbours each hold a \
key to our mailbox for the season, with a written agreement? We offer the same.""",
    replies=(
        Say("trinidad.lead", "In. We did this with Guyana in 2024; the agreement is one page, I will share it.", 4),
        Say("guyana.analyst", "Happy to do it again. Test it once before July, please.", 7),
    ),
)

STAKEHOLDERS: Final = Thread(
    by="company",
    group="stakeholders",
    title="Sharing indicators between energy operators: what may we pass on?",
    label=Label.GREEN,
    tags=("energy", "sharing"),
    days=5,
    body="""We receive indicators from our vendor under a contract that is silent about sharing. Has anybody found a \
clause that lets an operator pass them on to a national team?""",
    replies=(Say("university", "Tenemos un modelo de cláusula de un proyecto de 2023; lo traduzco esta semana.", 15),),
)

DISCUSSIONS: Final = (
    SINKHOLE, TAX, CALL, QUESTION, FIRST_HOUR, AWARENESS, STRATEGY, HURRICANE, STAKEHOLDERS,
)  # fmt: skip
