"""Refusals of invitations."""

from atalaya_platform.http.problems import Conflict, Forbidden, Problem


class InvitationOver(Problem):
    status = 410
    title = "This invitation no longer works"
    slug = "invitation-over"

    def __init__(self) -> None:
        super().__init__("It was used, withdrawn, or is older than seven days. Ask who invited you for a new one.")


class RoleAboveOwn(Forbidden):
    title = "You cannot give this role"
    slug = "role-above-own"


class HasAccount(Conflict):
    title = "This mailbox has an account"
    slug = "has-account"


class SignedInAsSomebodyElse(Conflict):
    title = "You are signed in as somebody else"
    slug = "signed-in-as-somebody-else"


class AlreadyInOrganisation(Conflict):
    title = "Already in this organisation"
    slug = "already-in-organisation"
