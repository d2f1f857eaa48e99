"""What the answers to exports have in common."""

from enum import StrEnum
from typing import Any, Final

from fastapi import Response

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PDF = "application/pdf"
ANSWER: Final[dict[str, Any]] = {"content": {_XLSX: {}, _PDF: {}}, "description": "The file"}


class FileForm(StrEnum):
    """The form of a file."""

    XLSX = "xlsx"
    PDF = "pdf"


def file_answer(made: bytes, form: FileForm, name: str) -> Response:
    """The file under a name that says its label."""
    return Response(
        made,
        media_type=_XLSX if form is FileForm.XLSX else _PDF,
        headers={"Content-Disposition": f'attachment; filename="TLP-CLEAR_{name}.{form}"'},
    )
