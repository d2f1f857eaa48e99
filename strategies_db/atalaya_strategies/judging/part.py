"""The declaration of judging."""

from atalaya_strategies.judging.routes import router

__all__ = ["router"]
