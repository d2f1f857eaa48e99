"""What saving a search refuses."""

from atalaya_platform.http.problems import Conflict


class TooManySaved(Conflict):
    """The person keeps as many searches as one may."""

    title = "You have saved as many searches as there is room for"
    slug = "too-many-saved-searches"
