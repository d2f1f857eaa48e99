"""What signing in says when it says no, and how a refusal keeps what was written about it."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from fastapi import Request

from atalaya_platform.http.problems import Problem, TooManyRequests, Unauthenticated, Unavailable, document
from atalaya_platform.http.wording import said

P = ParamSpec("P")


class Recorded(Problem):
    """A refusal that is itself an act: raised in a `recorded` route, its audit entry and counters are committed."""

    status = 401
    title = "That did not work"
    slug = "sign-in-refused"


class SignInRefused(Recorded):
    """One answer for an unknown account and a wrong password."""

    def __init__(self) -> None:
        super().__init__("This e-mail address and password do not belong together. Check both, or reset your password.")


class FactorRefused(Recorded):
    status = 401
    title = "That code or key was not accepted"
    slug = "factor-refused"

    def __init__(self, detail: str = "Use the newest code, each only once, or another of your factors.") -> None:
        super().__init__(detail)


class ConfirmationRefused(Recorded):
    status = 403
    title = "That did not confirm that it is you"
    slug = "confirmation-refused"


class ResetRefused(Problem):
    status = 400
    title = "This link no longer works"
    slug = "reset-refused"

    def __init__(self) -> None:
        super().__init__("It was used, has expired after 30 minutes, or is not complete. Ask for a new one.")


class NothingToStandIn(Problem):
    """Recovery codes without the second factor that they stand in for."""

    status = 409
    title = "There is no second factor yet"
    slug = "second-factor-first"

    def __init__(self) -> None:
        super().__init__("Recovery codes stand in for one. Set up an authenticator or a passkey: they come with it.")


class NotPending(Unauthenticated):
    """A second step without its first."""

    def __init__(self) -> None:
        super().__init__("Start with your password or passkey; this step follows it within ten minutes.")


class ConfirmFirst(Problem):
    status = 403
    title = "Confirm that it is you"
    slug = "confirm-first"

    def __init__(self) -> None:
        super().__init__(
            "This needs a proof from the last 15 minutes of who you are, with your passkey if you have one. Confirm it "
            "and try again."
        )


class BrowserOnly(Problem):
    status = 403
    title = "Only in the browser"
    slug = "browser-only"

    def __init__(self) -> None:
        super().__init__("Credentials and sessions are changed by a person in the browser, never by a token.")


class LastFactor(Problem):
    status = 409
    title = "This is your only second factor"
    slug = "last-factor"

    def __init__(self) -> None:
        super().__init__("Members of the network sign in with two factors. Add another one first, then remove this.")


class Throttled(TooManyRequests):
    def __init__(self, seconds: int) -> None:
        super().__init__(
            seconds,
            said("Too many failed attempts. Wait {seconds} seconds, or sign in with a passkey.", seconds=seconds),
        )


class AccountGuarded(TooManyRequests):
    """After a hundred failures in a row (NIST SP 800-63B-4 §3.2.2) a password alone is no longer tried here."""

    title = "Passwords are not accepted from here at the moment"
    slug = "account-guarded"

    def __init__(self) -> None:
        super().__init__(
            3600,
            "This account was tried too often. Sign in with a passkey or in a browser where you did before,"
            " or reset your password by mail.",
        )


class SignInBusy(Unavailable):
    title = "Many people are signing in"
    slug = "sign-in-busy"

    def __init__(self) -> None:
        super().__init__("Try again in a few seconds; nothing you typed is lost.", headers={"Retry-After": "2"})


def recorded(endpoint: Callable[P, Awaitable[Any]]) -> Callable[P, Awaitable[Any]]:
    """Answer a `Recorded` refusal of this endpoint, which takes `request`, without rolling its transaction back."""

    @wraps(endpoint)
    async def answered(*args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return await endpoint(*args, **kwargs)
        except Recorded as refusal:
            return document(cast(Request, kwargs["request"]), refusal)

    return answered
