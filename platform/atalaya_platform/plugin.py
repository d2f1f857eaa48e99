"""What a service declares in its `plugin.py`, and how the declarations are found and merged."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from atalaya_platform.access.permissions import Grants, Permission
from atalaya_platform.events.event import Event
from atalaya_platform.http.routing import Router
from atalaya_platform.http.wording import PLATFORM, Wording
from atalaya_platform.identity.vocabulary import Role

if TYPE_CHECKING:
    from atalaya_platform.access.caller import Caller
    from atalaya_platform.database.session import ReadSession, WriteSession
    from atalaya_platform.runtime import Runtime
    from atalaya_platform.search.sources import SearchSource

ENTRY_POINTS = "atalaya.plugins"


@dataclass(frozen=True)
class Handler:
    """Runs as a job, once per event, in a system transaction. `name` is stable: queued jobs carry it."""

    name: str
    event: type[Event]
    run: Callable[["WriteSession", Any, "Runtime"], Awaitable[None]]


@dataclass(frozen=True)
class Job:
    """A background job, `run(session, runtime, **args)`, in a system transaction; `attempts` before it is set aside.

    With `cron` it also runs by the clock, with no arguments.
    """

    name: str
    run: Callable[..., Awaitable[None]]
    attempts: int = 5
    cron: str | None = None


@dataclass(frozen=True)
class Plugin:
    """One service's declaration. `before` orders demonstration data and start: lower first.

    `notices` names the kinds of notification that it tells and when each is mailed unless a person chose otherwise
    (none, now or digest). `refusals` is the folder of its package that holds what its refusals say in the other
    languages, `es.json`, `pt.json` and `fr.json`; the platform's own parts share one. `lifespan` starts the service's
    adapters in every process and puts them into `runtime.adapters`. `router` lies under /api/v1; `root_router` holds
    the few addresses that a standard puts elsewhere.

    `withholds` says whether a file of this post or message is kept from somebody (or a stranger: None) who may read
    the object that it belongs to, as those of a hidden post are.

    `prepare` runs in a system transaction when a server starts, one server at a time: what an empty installation
    needs. `warm` runs in a thread of every process once it serves: what the first who asks would else wait for.
    `greeting` gives lines for the terminal of whoever started a server. `remove_demonstration` takes back what
    `demonstration` made, in the opposite order. Groups of the command line are entry points of their own
    (`atalaya.commands`), since listing them must not load the service.
    """

    name: str
    router: Router | None = None
    root_router: Router | None = None
    permissions: type[Permission] | None = None
    grants: Mapping[Role, Sequence[Permission]] = field(default_factory=dict)
    handlers: Sequence[Handler] = ()
    jobs: Sequence[Job] = ()
    documents: Sequence["SearchSource"] = ()
    demonstration: Callable[["WriteSession", "Runtime"], Awaitable[None]] | None = None
    remove_demonstration: Callable[["WriteSession", "Runtime"], Awaitable[None]] | None = None
    prepare: Callable[["WriteSession", "Runtime"], Awaitable[None]] | None = None
    warm: Callable[[], object] | None = None
    greeting: Callable[["WriteSession", "Runtime"], Awaitable[list[str]]] | None = None
    before: int = 100
    withholds: "Callable[[ReadSession, Caller | None, UUID], Awaitable[bool]] | None" = None
    notices: Mapping[str, str] = field(default_factory=dict)
    refusals: Traversable = PLATFORM
    lifespan: "Callable[[Runtime], AbstractAsyncContextManager[None]] | None" = None


class Registry:
    """All plugins together: what the application factory and the worker need to know, and nothing by name."""

    def __init__(self, plugins: Sequence[Plugin]) -> None:
        self.plugins = tuple(sorted(plugins, key=lambda plugin: (plugin.before, plugin.name)))
        self.grants = Grants()
        self.wording = Wording([PLATFORM, *(plugin.refusals for plugin in self.plugins)])
        self.handlers: dict[str, Handler] = {}
        self.jobs: dict[str, Job] = {}
        self.sources: dict[str, SearchSource] = {}
        self.withholding = [plugin.withholds for plugin in self.plugins if plugin.withholds is not None]
        by_event: dict[str, list[str]] = {}
        for plugin in self.plugins:
            self.grants.add(plugin.grants)
            for handler in plugin.handlers:
                self._once(self.handlers, handler.name, handler)
                by_event.setdefault(handler.event.type, []).append(handler.name)
            for job in plugin.jobs:
                self._once(self.jobs, job.name, job)
            for source in plugin.documents:
                self._once(self.sources, source.kind, source)
        self.handlers_by_event = {event: tuple(names) for event, names in by_event.items()}

    @staticmethod
    def _once(table: dict[str, Any], name: str, value: Any) -> None:
        if name in table:
            raise ValueError(f"two plugins declare {name!r}; rename one of them")
        table[name] = value


def discover() -> Registry:
    """The registry of every plugin that the installed distributions declare as entry points."""
    return Registry([entry.load() for entry in entry_points(group=ENTRY_POINTS)])
