"""What is said plainly is not parsed as Markdown, and comes out as if it were."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from atalaya_forum.chat.actions.messages import _PLAIN, written
from atalaya_platform.search.text import words
from atalaya_platform.text.markdown import render

TEXTS = st.text("ab1 é.,;:!?()'/%@$€-+*_`<>&#[]\\~|=\n\t\"", min_size=1, max_size=40).map(str.strip).filter(bool)


@given(TEXTS)
@example("1. one")
@example("12) twelve")
@example("1.")
@example("- dash")
@example("---")
@example("a-b -- c")
@example("don't, really: 10% of €3/day?")
@example("www.example.org and a@example.org")
@example("https://example.org/x")
@example("a  b")
def test_plain_and_parsed_are_the_same(body: str) -> None:
    html = render(body)
    done = written(body, [])
    assert done.html == html
    if _PLAIN.fullmatch(body):
        assert done.words == sorted(set(words(re.sub("<[^>]*>", " ", html))))
