"""The jobs of notifications and mail."""

from atalaya_platform.notifications.mailing.delivering import deliver
from atalaya_platform.notifications.mailing.gathering import DELIVER, GATHER, digests, gather
from atalaya_platform.notifications.mailing.sending import send
from atalaya_platform.notifications.outgoing import SEND
from atalaya_platform.plugin import Job

JOBS = (
    Job(GATHER, gather),
    Job(DELIVER, deliver),
    Job(SEND, send),
    Job("notifications.digests", digests, cron="0 * * * *"),
)
