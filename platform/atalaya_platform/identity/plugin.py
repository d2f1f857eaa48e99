"""The declaration of identity."""

from atalaya_platform.identity.permissions import GRANTS, IdentityPermission
from atalaya_platform.plugin import Plugin

plugin = Plugin(name="identity", permissions=IdentityPermission, grants=GRANTS, before=0)
