"""Refusals of sharing groups."""

from atalaya_platform.http.problems import Conflict, Problem


class AlreadyMember(Conflict):
    title = "Already a member"
    slug = "already-member"


class AlreadyAsked(Conflict):
    title = "This waits for an answer already"
    slug = "already-asked"


class LastSteward(Conflict):
    title = "A group needs a steward"
    slug = "last-steward"


class GroupArchived(Conflict):
    title = "This group is archived"
    slug = "group-archived"


class GroupStaysListed(Conflict):
    title = "A listed group cannot be hidden"
    slug = "group-stays-listed"


class NotThisWay(Conflict):
    title = "This group is joined another way"
    slug = "joined-another-way"


class OutsideCommunity(Problem):
    status = 422
    title = "Not of this group's community"
    slug = "outside-community"
