"""How chat says no."""

from atalaya_platform.http.problems import Conflict, Forbidden, Invalid


class ChannelArchived(Conflict):
    title = "This channel is archived"
    slug = "channel-archived"

    def __init__(self) -> None:
        super().__init__("Nobody can write here any more. Choose another channel, or ask a group steward to reopen it.")


class ReadingOnly(Forbidden):
    title = "You can read this channel, not write in it"
    slug = "channel-reading-only"

    def __init__(self) -> None:
        super().__init__("Only members of its sharing group write here. Ask your CSIRT, or the group's stewards.")


class MessageIdTaken(Conflict):
    title = "This message id was used for another message"
    slug = "message-id-taken"

    def __init__(self) -> None:
        super().__init__("Your text is kept. Send it again under a new id; to change a sent message, edit it.")


class ReplyGone(Conflict):
    title = "The message that you answer is gone"
    slug = "reply-gone"

    def __init__(self) -> None:
        super().__init__("It was deleted, or is not in this channel. Your text is kept: send it without the reply.")


class MessageDeleted(Conflict):
    title = "This message was deleted"
    slug = "message-deleted"

    def __init__(self) -> None:
        super().__init__("A deleted message cannot be changed. Write a new one.")


class NotYours(Forbidden):
    title = "This is somebody else's"
    slug = "not-yours"


class NoCommonCommunity(Invalid):
    title = "These people share no community"
    slug = "no-common-community"

    def __init__(self) -> None:
        super().__init__(
            "A conversation stays within one community, the network or the stakeholder platform. "
            "Start one with people of the same community."
        )


class FixedPeople(Conflict):
    title = "The people of this conversation stay as they are"
    slug = "fixed-people"


class WrongLabel(Invalid):
    title = "This label does not fit here"
    slug = "wrong-label"
