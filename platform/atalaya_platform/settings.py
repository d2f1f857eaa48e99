"""Every setting of an installation, typed, from the environment with the prefix `ATALAYA_`."""

import ipaddress
import os
import re
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

POSTGRESQL = (r"postgres(ql)?(\+\w+)?://\S+", "postgresql://user:password@host:5432/database")
SHAPES: dict[str, tuple[str, str]] = {
    "database_url": POSTGRESQL,
    "database_owner_url": POSTGRESQL,
    "meilisearch_url": (r"https?://[^\s/]+\S*", "http://host:7700"),
    "backplane_url": (r"(rediss?|unix)://\S+", "redis://host:6379 (Valkey too) or unix:///path"),
    "files_url": (r"s3://[^\s/]+\S*", "s3://bucket/prefix"),
    "clamd": (r"unix:/\S+|[^\s/]+:\d+", "host:3310 or unix:/path"),
    "public_url": (r"https?://[^\s/]+/?", "https://atalaya.example.org, without a path"),
}
"""What an address looks like, as a pattern and for people: a slip is told at the start, and not when it is used."""


def _default_data_folder() -> Path:
    """`.atalaya/` here; for root, a folder outside root's private home.

    The embedded PostgreSQL refuses to run as root and drops to a user of its own, which must be able
    to walk to its folder: opening a private home for that would be worse than another place.
    """
    if sys.platform != "win32" and os.geteuid() == 0:
        return Path("/var/lib/atalaya")
    return Path(".atalaya")


class OidcProvider(BaseModel):
    """An organisation's own identity provider. Register `<address>/api/v1/sign-in/oidc/<id>/callback` with it.

    It signs in people whose mail address it has verified, and only in the domains that it speaks for: without that
    bound one organisation's provider could sign in as anybody. `*` stands for every domain.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")
    name: str = Field(min_length=1, max_length=80)
    issuer: str = Field(pattern=r"^https?://\S+$", description="Exactly as the provider's configuration spells it.")
    client_id: str
    client_secret: SecretStr
    domains: list[str] = Field(min_length=1)

    def speaks_for(self, email: str) -> bool:
        """Whether an address lies in one of its domains; a subdomain has to be listed itself."""
        domain = email.rpartition("@")[2].lower()
        return "*" in self.domains or domain in {one.lower() for one in self.domains}


class Settings(BaseSettings):
    """Read once, by the application factory and the command line; handed on from there."""

    model_config = SettingsConfigDict(env_prefix="ATALAYA_", env_file=".env", extra="ignore")

    data: Path = Field(default_factory=_default_data_folder, description="Folder of everything kept on disk.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_url: str | None = Field(None, description="The address people type, e.g. https://atalaya.example.org")
    allowed_origins: list[str] = Field(default_factory=list, description="Further origins of the web application.")
    trusted_proxies: str = Field("127.0.0.1", description="Proxies whose X-Forwarded-* headers are believed.")
    name: str = Field("Atalaya", description="What this installation is called.")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "console"] = "auto"

    database_url: SecretStr | None = Field(None, description="PostgreSQL ≥ 16 as the application role.")
    database_owner_url: SecretStr | None = Field(None, description="The same as the owner role: migrations, backup.")
    database_pool: int = Field(10, ge=2, le=200, description="Connections this process may hold.")

    meilisearch_url: str | None = Field(None, description="Use this Meilisearch instead of the built-in engine.")
    meilisearch_key: SecretStr | None = None
    backplane_url: SecretStr | None = Field(None, description="Valkey or Redis for wake-ups; default PostgreSQL.")
    worker: bool = Field(True, description="Run background jobs inside the server process.")

    files_url: str | None = Field(None, description="S3-compatible store, e.g. s3://bucket/prefix; default a folder.")
    file_limit_mb: int = Field(25, ge=1, le=1024, description="Largest attachment, in mebibytes.")
    clamd: str | None = Field(None, description="clamd as host:port or unix:/path; when set, uploads fail closed.")

    smtp_url: SecretStr | None = Field(None, description="smtp://, smtp+starttls:// or smtps://user:password@host:port")
    mail_from: str = "Atalaya <atalaya@localhost>"

    oidc: list[OidcProvider] = Field(
        default_factory=list,
        description='Identity providers as JSON: [{"id","name","issuer","client_id","client_secret","domains":[…]}]',
    )
    requests_per_minute: int = Field(1200, ge=0, description="Ceiling for each session, token or address; 0 for none.")
    public_catalogue: bool = Field(True, description="Whether the catalogue of strategies is read without an account.")
    visitor_requests_per_minute: int = Field(
        300, ge=0, description="Ceiling for each address that reads the catalogue without an account; 0 for none."
    )
    session_idle_minutes: int = Field(60, ge=5, le=60)
    session_hours: int = Field(12, ge=1, le=24)
    demonstration: bool = Field(False, description="Offer the demonstration accounts; loopback only.")
    frontend: Path | None = Field(None, description="The built web application; default frontend/dist.")

    @field_validator(*SHAPES)
    @classmethod
    def _addresses_have_their_shape(cls, value: Any, about: ValidationInfo) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        pattern, example = SHAPES[about.field_name or ""]
        if text and not re.fullmatch(pattern, text):
            raise ValueError(f"write it as {example}")
        return value if text else None

    @field_validator("smtp_url")
    @classmethod
    def _mail_leaves_safely(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        from atalaya_platform.mail.transport import smtp_settings  # only where mail leaves

        smtp_settings(value.get_secret_value())
        return value

    @model_validator(mode="after")
    def _demonstration_only_on_loopback(self) -> "Settings":
        if self.demonstration and not self.on_loopback:
            raise ValueError(
                f"demonstration accounts sign in without a password, so they are never served on {self.host}: "
                "set ATALAYA_HOST=127.0.0.1, or remove them with `atalaya demo remove` and unset ATALAYA_DEMONSTRATION"
            )
        return self

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def address(self) -> str:
        """The address to print, and to put in links: no trailing slash.

        On loopback it says `localhost`, since browsers make passkeys for names and not for IP addresses.
        """
        name = "localhost" if self.on_loopback else self.host
        return (self.public_url or f"http://{name}:{self.port}").rstrip("/")

    @property
    def https(self) -> bool:
        return self.address.startswith("https://")

    @property
    def origins(self) -> frozenset[str]:
        """Origins whose pages may send unsafe requests with a cookie."""
        own = {self.address}
        if self.on_loopback:
            own |= {f"http://{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        return frozenset(own | set(self.allowed_origins))


def wrong_settings(error: ValidationError | SettingsError) -> dict[str, str]:
    """The variables that cannot be used, each with what is wrong with it; never what it holds, which may be secret."""
    if isinstance(error, SettingsError):  # of what is written as JSON
        field = re.search(r'field "(\w+)"', str(error))
        return {f"ATALAYA_{field[1].upper() if field else '…'}": "write it as JSON, as docs/operator.md shows"}
    return {
        "_".join(["ATALAYA", *[str(part).upper() for part in item["loc"]]]) if item["loc"] else "settings": item[
            "msg"
        ].removeprefix("Value error, ")
        for item in error.errors()
    }
