"""Why a file cannot be read, and what to do about each."""

from enum import StrEnum

from atalaya_platform.http.wording import Said, said


class Fault(StrEnum):
    """Stable words for what is wrong with a file."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    ZIP_BOMB = "zip_bomb"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    OUT_OF_MEMORY = "out_of_memory"
    OUT_OF_TIME = "out_of_time"
    LOST = "lost"
    """Its bytes are not in the store."""


class Unreadable(Exception):
    """The file cannot be read; `detail` is a value for the sentence: what the file is, or how many are allowed."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail


def advice(fault: Fault, detail: str = "") -> Said:
    """The sentence for whoever brought the file."""
    match fault:
        case Fault.EMPTY:
            return said("The file is empty. Check that it was saved, then send it again.")
        case Fault.ENCRYPTED:
            return said("The file is protected with a password. Save it without one, then send it again.")
        case Fault.DAMAGED:
            return said("The file is cut off or damaged. Fetch it from its source again, or save it anew.")
        case Fault.UNSUPPORTED if not detail:
            return said("This is not a document that can be read. Save it as PDF, DOCX, HTML or text.")
        case Fault.UNSUPPORTED:
            return said(
                "This is not a document that can be read ({what}). Save it as PDF, DOCX, HTML or text.", what=detail
            )
        case Fault.ZIP_BOMB:
            return said("The file unpacks to far more than a document holds. Save its text as PDF, and send that.")
        case Fault.TOO_MANY_PAGES:
            return said("The document has more than {most} pages. Split it, and send the parts.", most=detail)
        case Fault.TOO_MUCH_TEXT:
            return said("The document holds more text than can be kept. Split it, and send the parts.")
        case Fault.OUT_OF_MEMORY:
            return said("Reading the file took more memory than is allowed. Save it as a simpler PDF, and send that.")
        case Fault.OUT_OF_TIME:
            return said("Reading the file took longer than is allowed. Split it or save it as a simpler PDF.")
        case Fault.LOST:
            return said("The original is not in the store any more. Remove the document, and send its file again.")
