"""The declaration of the strategies database."""

from atalaya_platform.plugin import Plugin
from atalaya_strategies.permissions import GRANTS, StrategiesPermission

plugin = Plugin(
    name="strategies",
    permissions=StrategiesPermission,
    grants=GRANTS,
)
