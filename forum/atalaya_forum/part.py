"""What one part of the forum (topics, chat) declares; the plugin is the sum of its parts."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.routing import Router
from atalaya_platform.plugin import Handler, Job
from atalaya_platform.runtime import Runtime

if TYPE_CHECKING:
    from atalaya_platform.search.sources import SearchSource

Demonstration = Callable[[WriteSession, Runtime], Awaitable[None]]


@dataclass(frozen=True)
class Part:
    """The same kinds of things that a `Plugin` declares; a part leaves out what it does not have."""

    router: Router
    handlers: Sequence[Handler] = ()
    jobs: Sequence[Job] = ()
    documents: "Sequence[SearchSource]" = ()
    demonstration: Demonstration | None = None
    remove_demonstration: Demonstration | None = None
    notices: Mapping[str, str] = field(default_factory=dict)
