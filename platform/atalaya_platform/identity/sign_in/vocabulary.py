"""The closed word lists of signing in."""

from enum import StrEnum, auto


class State(StrEnum):
    """How far a session has come; only `signed_in` opens anything beyond signing in."""

    SIGNED_IN = "signed_in"
    SECOND_FACTOR = "second_factor"
    ENROL = "enrol"


class Letter(StrEnum):
    """What a security notice is about; the mail catalogue has a text for each."""

    NEW_DEVICE = auto()
    MANY_FAILURES = auto()
    FACTOR_FAILURES = auto()
    PASSWORD_CHANGED = auto()
    TOTP_ADDED = auto()
    TOTP_REMOVED = auto()
    FACTORS_FORGOTTEN = auto()
    PASSKEY_ADDED = auto()
    PASSKEY_REMOVED = auto()
    RECOVERY_CODES_MADE = auto()
    RECOVERY_CODE_USED = auto()
    API_TOKEN_MADE = auto()
    PROVIDER_LINKED = auto()
