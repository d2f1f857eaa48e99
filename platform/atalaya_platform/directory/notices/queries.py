"""What a notice is about, read as the system."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.vetting.models import Application
from atalaya_platform.identity.models import SharingGroup


async def admission(session: ReadSession, admission_id: UUID) -> tuple[GroupAdmission, SharingGroup] | None:
    """An invitation or request with its group, if it still exists."""
    found = (
        select(GroupAdmission, SharingGroup)
        .join(SharingGroup, col(SharingGroup.id) == col(GroupAdmission.group_id))
        .where(col(GroupAdmission.id) == admission_id)
    )
    row = (await session.execute(found)).one_or_none()
    return (row[0], row[1]) if row else None


async def application(session: ReadSession, application_id: UUID) -> Application | None:
    return (
        await session.execute(select(Application).where(col(Application.id) == application_id))
    ).scalar_one_or_none()
