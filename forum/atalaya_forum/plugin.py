"""The declaration of the forum: topics and chat."""

from atalaya_platform.plugin import Plugin

plugin = Plugin(name="forum")
