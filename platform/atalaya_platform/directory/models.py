"""Every table of the directory besides identity's own."""

from sqlalchemy import Text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table, Timestamped
from atalaya_platform.directory.contact_tests.models import ContactTest, ContactTestTarget
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.invitations.models import Invitation
from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.directory.vetting.models import Application, ApplicationStep


class ReminderSent(Table, Timestamped, table=True):
    """That a reminder about something went out, so that none goes out twice: `step` says which one it was."""

    __tablename__ = "reminder_sent"

    subject: str = Field(sa_column=Column(Text, primary_key=True))
    step: str = Field(sa_column=Column(Text, primary_key=True))


__all__ = [
    "Application",
    "ApplicationStep",
    "ContactTest",
    "ContactTestTarget",
    "GroupAdmission",
    "Invitation",
    "OpenPgpKey",
    "ReminderSent",
]
