"""The forum: topics, advisories, best practice and chat in sharing groups."""
