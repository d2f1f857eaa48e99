"""Asking for many ids at once, in a statement that is the same however many there are."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, literal


def any_id(ids: Collection[UUID]) -> Any:
    """Any of these ids, to be compared with a column.

    With `in_` each id is a parameter of its own: with hundreds of them the driver reads the statement anew each time.
    """
    return any_(literal(list(ids), ARRAY(Uuid())))
