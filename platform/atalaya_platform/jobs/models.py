"""Which jobs have had their effect, so that a job run twice has it once."""

from sqlalchemy import BigInteger
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table, Timestamped


class JobDone(Table, Timestamped, table=True):
    """Written in the transaction of the job's effect."""

    __tablename__ = "job_done"

    job_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
