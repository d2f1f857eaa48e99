"""An organisation's own identity provider: what is remembered of a trip there, and what comes back from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import OidcProvider

FLOW: Final = timedelta(minutes=10)
"""How long somebody may take at the provider."""


class ProviderRefused(Exception):
    """The provider could not be asked, or said nothing that proves who it is. The reason is for the log."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One trip to a provider, kept in a signed cookie of the browser that makes it."""

    provider: str
    state: str
    nonce: str
    verifier: str
    begun: datetime

    def as_cookie(self) -> dict[str, str]:
        return {
            "provider": self.provider,
            "state": self.state,
            "nonce": self.nonce,
            "verifier": self.verifier,
            "begun": self.begun.isoformat(),
        }

    @classmethod
    def from_cookie(cls, value: dict[str, Any]) -> "Flow | None":
        try:
            return cls(
                value["provider"],
                value["state"],
                value["nonce"],
                value["verifier"],
                datetime.fromisoformat(value["begun"]),
            )
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for. `email` is empty unless the provider says that it is verified."""

    issuer: str
    subject: str
    email: str
    several_factors: bool


def provider_of(runtime: Runtime, provider_id: str) -> OidcProvider | None:
    return next((one for one in runtime.settings.oidc if one.id == provider_id), None)


def redirect_address(runtime: Runtime, provider: OidcProvider) -> str:
    """The one address that the provider may send people back to."""
    return f"{runtime.settings.address}/api/v1/sign-in/oidc/{provider.id}/callback"
