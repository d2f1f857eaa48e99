"""What the API is sent and what it answers: the two bases of every schema."""

from pydantic import BaseModel, ConfigDict


class Schema(BaseModel):
    """What the API answers, or a part of it.

    Its validator is built when it is first used, which leaves a starting server less to do.
    """

    model_config = ConfigDict(defer_build=True)


class Input(Schema):
    """What the API is sent: its own fields and no others."""

    model_config = ConfigDict(extra="forbid", defer_build=False)
