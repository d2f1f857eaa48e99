"""What one may do in the forum, who may do it, and the caller aliases that routes state."""

from typing import Annotated

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.http.dependencies import requires
from atalaya_platform.identity.vocabulary import Role


class ForumPermission(Permission):
    """Acts of the forum. What they may be done to is decided by the access rule and by the object's state."""

    TOPIC_READ = "forum:topic:read"
    TOPIC_WRITE = "forum:topic:write"
    POST_WRITE = "forum:post:write"
    POST_FLAG = "forum:post:flag"
    POST_MODERATE = "forum:post:moderate"
    PRACTICE_CURATE = "forum:practice:curate"
    CHAT_READ = "forum:chat:read"
    CHAT_WRITE = "forum:chat:write"
    CHAT_MODERATE = "forum:chat:moderate"
    CHANNEL_WRITE = "forum:channel:write"


P = ForumPermission
GRANTS = {
    Role.VIEWER: (P.TOPIC_READ, P.POST_FLAG, P.CHAT_READ),
    Role.MEMBER: (
        P.TOPIC_READ,
        P.TOPIC_WRITE,
        P.POST_WRITE,
        P.POST_FLAG,
        P.CHAT_READ,
        P.CHAT_WRITE,
        P.CHANNEL_WRITE,
    ),
    Role.SECRETARIAT: (
        P.TOPIC_READ,
        P.TOPIC_WRITE,
        P.POST_WRITE,
        P.POST_FLAG,
        P.PRACTICE_CURATE,
        P.CHAT_READ,
        P.CHAT_WRITE,
        P.CHANNEL_WRITE,
    ),
    Role.MODERATOR: (
        P.TOPIC_READ,
        P.POST_FLAG,
        P.POST_MODERATE,
        P.PRACTICE_CURATE,
        P.CHAT_READ,
        P.CHAT_WRITE,
        P.CHAT_MODERATE,
    ),
    Role.ADMINISTRATOR: (P.TOPIC_READ, P.CHAT_READ),
}

Reader = Annotated[Caller, requires(P.TOPIC_READ)]
TopicWriter = Annotated[Caller, requires(P.TOPIC_WRITE)]
PostWriter = Annotated[Caller, requires(P.POST_WRITE)]
Flagger = Annotated[Caller, requires(P.POST_FLAG)]
ChatReader = Annotated[Caller, requires(P.CHAT_READ)]
ChatWriter = Annotated[Caller, requires(P.CHAT_WRITE)]
ChannelWriter = Annotated[Caller, requires(P.CHANNEL_WRITE)]
