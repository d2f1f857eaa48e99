"""Structured logs with request ids: readable on a terminal, JSON elsewhere. Never content, never secrets."""

import logging
import sys
from typing import Any

import structlog

from atalaya_platform.credentials.secrets import redact
from atalaya_platform.settings import Settings


def _without_secrets(logger: Any, name: str, line: Any) -> str:
    """The last step, which gets the finished line: where something quoted one of our secrets, its prefix is left."""
    text = str(line)
    return redact(text) if "ata_" in text else text


def configure(settings: Settings) -> None:
    """Set up structlog and let the standard library's loggers speak through it."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        # The plain traceback: the colourful one shows what the variables hold, which is content and secrets.
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if as_json:
        shared.append(structlog.processors.format_exc_info)
    level = logging.getLevelName(settings.log_level.upper())
    structlog.configure(
        processors=[*shared, renderer, _without_secrets],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    written: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        renderer,
        _without_secrets,
    ]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=written, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("uvicorn.access", "procrastinate", "httpx2", "httpcore2"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
