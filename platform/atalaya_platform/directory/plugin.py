"""The declaration of directory."""

from atalaya_platform.plugin import Plugin

plugin = Plugin(name="directory", before=10)
