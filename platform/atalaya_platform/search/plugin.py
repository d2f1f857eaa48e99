"""The declaration of search."""

from atalaya_platform.plugin import Plugin

plugin = Plugin(name="search", before=10)
