"""The declaration of finding passages."""

from atalaya_strategies.finding.handlers import HANDLERS
from atalaya_strategies.finding.routes import router
from atalaya_strategies.finding.source import SOURCES

__all__ = ["HANDLERS", "SOURCES", "router"]
