"""The declaration of documents."""

from atalaya_strategies.documents.adapter import lifespan
from atalaya_strategies.documents.jobs import JOBS

__all__ = ["JOBS", "lifespan"]
