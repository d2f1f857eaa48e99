"""The declaration of files."""

from atalaya_platform.plugin import Plugin

plugin = Plugin(name="files", before=10)
