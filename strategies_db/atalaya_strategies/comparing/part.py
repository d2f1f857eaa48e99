"""The declaration of comparing."""

from atalaya_strategies.comparing.routes import router

__all__ = ["router"]
