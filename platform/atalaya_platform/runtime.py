"""The runtime of one process: settings, database, registry and the adapters behind the ports."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atalaya_platform.clock import Clock, SystemClock
from atalaya_platform.database.session import Database
from atalaya_platform.plugin import Registry
from atalaya_platform.settings import Settings

if TYPE_CHECKING:
    from atalaya_platform.realtime.hub import Hub


@dataclass
class Runtime:
    """What jobs, handlers and routes may reach besides their session.

    `adapters` holds one object per port (search engine, file store, mail transport, keys …) under its name;
    each part fetches its own with a typed function.
    """

    settings: Settings
    registry: Registry
    database: Database
    hub: "Hub"
    clock: Clock = field(default_factory=SystemClock)
    adapters: dict[str, Any] = field(default_factory=dict)
