"""The declaration of notifications."""

from atalaya_platform.plugin import Plugin

plugin = Plugin(name="notifications", before=10)
