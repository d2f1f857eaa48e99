"""Jobs of signing in: notices by mail, key rotation, sweeping."""

from atalaya_platform.identity.sign_in.keys import rotate_signing_keys
from atalaya_platform.plugin import Job

JOBS = (Job("rotate_signing_keys", rotate_signing_keys, cron="17 3 * * *"),)
