"""The declaration of saved searches."""

from atalaya_strategies.saved.handlers import HANDLERS
from atalaya_strategies.saved.jobs import JOBS
from atalaya_strategies.saved.routes import router
from atalaya_strategies.saved.vocabulary import FOUND

NOTICES = {FOUND: "digest"}

__all__ = ["HANDLERS", "JOBS", "NOTICES", "router"]
