"""Refusals of vetting."""

from atalaya_platform.http.problems import Conflict


class NotNow(Conflict):
    title = "This step is not possible now"
    slug = "not-now"


class AlreadyListed(Conflict):
    title = "The directory lists this organisation already"
    slug = "already-listed"
