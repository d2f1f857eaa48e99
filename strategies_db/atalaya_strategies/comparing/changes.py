"""What became of elements and concepts from one edition to a later one, as the API gives it."""

from collections.abc import Collection, Sequence

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.comparing import measuring, views
from atalaya_strategies.comparing.measuring import Weight
from atalaya_strategies.comparing.queries import passages as queries
from atalaya_strategies.comparing.queries.texts import Text
from atalaya_strategies.comparing.schemas import ConceptWeight, Differences, ElementChange
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.judging.queries import rejected
from atalaya_strategies.judging.views import label_of


def weights_read(found: Sequence[Weight], locale: str) -> list[ConceptWeight]:
    return [
        ConceptWeight(
            concept=one.concept, label=label_of(one.concept, locale), mentions=one.mentions, passages=one.passages
        )
        for one in found
    ]


def _without(found: Sequence[Weight], known: Collection[Weight]) -> list[Weight]:
    names = {one.concept for one in known}
    return [one for one in found if one.concept not in names]


async def differences(
    session: ReadSession, former: Text, later: Text, vocabulary: VocabularyId, locale: str
) -> Differences:
    """The elements in the vocabulary's order, and the concepts that only one of the two mentions."""
    covers = await views.covers_of(session, [former, later], vocabulary)
    elements: list[ElementChange] = []
    new: list[Weight] = []
    gone: list[Weight] = []
    if former.measured and later.measured:
        before, after = covers[former.measured], covers[later.measured]
        elements = [
            ElementChange(
                code=code,
                label=views.label_of_element(vocabulary, code, locale),
                parent=element.parent or "",
                former=views.cell(before.elements[code]),
                later=views.cell(after.elements[code]),
                change=measuring.change(before.elements[code], after.elements[code]),
            )
            for code, element in measuring.elements(vocabulary).items()
        ]
        ids = [former.measured, later.measured]
        said, without = await queries.mentions(session, ids), await rejected(session, ids)
        was, now = (measuring.weights(said[one], without[one]) for one in ids)
        new, gone = _without(now, was), _without(was, now)
    return Differences(
        vocabulary=views.vocabulary_read(vocabulary),
        former=views.column(former, covers),
        later=views.column(later, covers),
        noticed=measuring.NOTICED,
        elements=elements,
        new=weights_read(new, locale),
        gone=weights_read(gone, locale),
    )
