"""The demonstration's applications: one that waits for its national contact point, one for the Secretariat."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.demonstration import queries
from atalaya_platform.directory.demonstration.cast import demonstration_id, person_id
from atalaya_platform.directory.vetting.deadline import WORKING_DAYS, add_working_days
from atalaya_platform.directory.vetting.models import Application, ApplicationStep
from atalaya_platform.directory.vetting.process import Act, Status
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.vocabulary import Community, OrganisationKind


@dataclass(frozen=True)
class Asking:
    """An organisation that asks to be admitted, so many days ago."""

    name: str
    acronym: str
    kind: OrganisationKind
    country: str
    community: Community
    contact: str
    reason: str
    days: int
    endorsed_by: str | None = None
    endorsement: str = ""


ASKING = {
    "banking": Asking(
        "Banking sector CSIRT of Jamaica (demo)",
        "JB-CSIRT",
        OrganisationKind.SECTORAL_CSIRT,
        "JAM",
        Community.NETWORK,
        "Coordinator, banking CSIRT (demo)",
        "We handle incidents of eleven banks and want to warn and be warned with the others.",
        3,
    ),
    "health": Asking(
        "Health sector CSIRT of Jamaica (demo)",
        "JH-CSIRT",
        OrganisationKind.SECTORAL_CSIRT,
        "JAM",
        Community.NETWORK,
        "Head, health CSIRT (demo)",
        "Twelve hospitals and their laboratories report to us since this year.",
        18,
        "jamaica.contact",
        "Known to us since its foundation; the ministry confirms its mandate.",
    ),
}
_IDS = {key: demonstration_id("application", key) for key in ASKING}


async def load(session: WriteSession) -> None:
    """Make the applications that are missing. Nobody holds their secrets."""
    present = await queries.applications(session, set(_IDS.values()))
    for key, asking in ASKING.items():
        if _IDS[key] in present:
            continue
        submitted = session.clock.now() - timedelta(days=asking.days)
        session.add(
            Application(
                id=_IDS[key],
                name=asking.name,
                acronym=asking.acronym,
                kind=asking.kind,
                country=asking.country,
                community=asking.community,
                contact_name=asking.contact,
                contact_email=f"{key}@demo.example",
                reason=asking.reason,
                status=Status.REVIEW if asking.endorsed_by else Status.ENDORSEMENT,
                endorsed=True if asking.endorsed_by else None,
                submitted_at=submitted,
                due_on=add_working_days(submitted.date(), WORKING_DAYS),
                created_at=submitted,
                token_hash=hashed(secrets.token_urlsafe(32)),
                address_hash=hashed(secrets.token_urlsafe(32)),
            )
        )
        await session.flush()
        steps: list[tuple[datetime, UUID | None, Act, Status, str]] = [
            (submitted, None, Act.VERIFY, Status.ENDORSEMENT, "")
        ]
        if asking.endorsed_by:
            endorsed_at, endorser = submitted + timedelta(days=1), person_id(asking.endorsed_by)
            steps.append((endorsed_at, endorser, Act.ENDORSE, Status.REVIEW, asking.endorsement))
        for at, who, act, status, reason in steps:
            session.add(
                ApplicationStep(
                    id=demonstration_id("application_step", f"{key}:{act}"),
                    application_id=_IDS[key],
                    at=at,
                    person_id=who,
                    act=act,
                    status=status,
                    reason=reason,
                )
            )
    await session.flush()


async def remove(session: WriteSession) -> None:
    """Take the applications away, whatever became of them, with their steps."""
    await session.execute(delete(Application).where(col(Application.id).in_(_IDS.values())))
