"""What every export says of itself: when and where it was taken, in which language, and against what."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime

from atalaya_strategies.catalogue.places import places
from atalaya_strategies.comparing.export.words import words_for
from atalaya_strategies.comparing.schemas import ComparedText, VocabularyRead
from atalaya_strategies.comparing.vocabulary import TextState


@dataclass(frozen=True, kw_only=True)
class Taken(ABC):
    """`address` is the application's own, without a slash at its end."""

    locale: str
    at: datetime
    address: str

    @property
    def words(self) -> dict[str, str]:
        return words_for(self.locale)

    @property
    @abstractmethod
    def title(self) -> str:
        """What the file is called in its own head."""

    @property
    @abstractmethod
    def vocabulary(self) -> VocabularyRead:
        """Against whose elements texts were measured."""

    @property
    def against(self) -> str:
        known = self.vocabulary
        return self.words["against"].format(name=known.name, edition=known.edition, publisher=known.publisher)

    @property
    def taken(self) -> str:
        return self.words["taken"].format(at=self.at.strftime("%Y-%m-%d %H:%M UTC"))

    def place(self, code: str) -> str:
        """The state or body in the reader's language."""
        known = places().get(code)
        return known.names.get(self.locale, known.names["en"]) if known else code

    def name(self, column: ComparedText) -> str:
        """Whose text it is."""
        return self.place(column.place)

    def state(self, column: ComparedText) -> str:
        """Why there are no figures of a text; empty where there are."""
        if column.text is TextState.HERE:
            return ""
        return self.words["needs_ocr" if column.text is TextState.NEEDS_OCR else "no_text"]
