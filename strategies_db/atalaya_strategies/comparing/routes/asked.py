"""What to compare: the query parameters that the routes share."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.wording import said
from atalaya_strategies.catalogue.schemas.facts import PlaceCode
from atalaya_strategies.comparing.queries.texts import Chosen
from atalaya_strategies.comparing.vocabulary import VocabularyId

MOST = 60
"""Texts beside each other: every member state and 25 more. A table of more is read by nobody."""

Documents = Annotated[tuple[UUID, ...], Query(max_length=MOST, description="Documents to compare.")]
Editions = Annotated[tuple[UUID, ...], Query(max_length=MOST, description="Editions to compare, by their texts.")]
Places = Annotated[
    tuple[PlaceCode, ...],
    Query(max_length=MOST, description="States or bodies: of each its newest edition that has a text stands for it."),
]
InVocabulary = Annotated[VocabularyId, Query(description="Against whose elements texts are measured.")]


async def _chosen(document_id: Documents = (), edition_id: Editions = (), place: Places = ()) -> Chosen:
    if len(document_id) + len(edition_id) + len(place) > MOST:
        text = said("At most {most} texts stand beside each other. Take some away.", most=MOST)
        raise Invalid(text, fields={"place": text})
    return Chosen(document_id, edition_id, place)


Wanted = Annotated[Chosen, Depends(_chosen)]
