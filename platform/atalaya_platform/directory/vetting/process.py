"""The steps of an application, as a state machine: which act leads from where to where."""

from enum import StrEnum


class Status(StrEnum):
    """Where an application stands. Accepted, declined and withdrawn are final."""

    UNVERIFIED = "unverified"
    ENDORSEMENT = "endorsement"
    REVIEW = "review"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody does with an application."""

    VERIFY = "verify"
    ENDORSE = "endorse"
    OBJECT = "object"
    PROCEED = "proceed"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


FINAL = frozenset({Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN})
OPEN = frozenset({Status.ENDORSEMENT, Status.REVIEW})
_STEPS: dict[tuple[Status, Act], Status] = {
    (Status.ENDORSEMENT, Act.ENDORSE): Status.REVIEW,
    (Status.ENDORSEMENT, Act.OBJECT): Status.REVIEW,
    (Status.ENDORSEMENT, Act.PROCEED): Status.REVIEW,
    (Status.REVIEW, Act.ACCEPT): Status.ACCEPTED,
    (Status.REVIEW, Act.DECLINE): Status.DECLINED,
    (Status.UNVERIFIED, Act.WITHDRAW): Status.WITHDRAWN,
    (Status.ENDORSEMENT, Act.WITHDRAW): Status.WITHDRAWN,
    (Status.REVIEW, Act.WITHDRAW): Status.WITHDRAWN,
}


class NoSuchStep(ValueError):
    """The act is not possible in this status."""


def step(status: Status, act: Act, *, needs_endorsement: bool = False) -> Status:
    """The status that the act leads to; raises NoSuchStep.

    `needs_endorsement`: an organisation for the network is endorsed by its national contact point first; a
    stakeholder goes straight to the Secretariat.
    """
    if (status, act) == (Status.UNVERIFIED, Act.VERIFY):
        return Status.ENDORSEMENT if needs_endorsement else Status.REVIEW
    try:
        return _STEPS[status, act]
    except KeyError:
        raise NoSuchStep(f"{act} is not possible while {status}") from None
