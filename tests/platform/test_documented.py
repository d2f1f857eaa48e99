"""The OpenAPI document says of every refusal what it comes as."""

from atalaya_platform.app import create_app
from atalaya_platform.http.problems import MEDIA_TYPE
from atalaya_platform.runtime import Runtime


async def test_problems_come_as_problem_documents_alone(runtime: Runtime) -> None:
    document = create_app(runtime).openapi()
    refusals = {
        f"{method} {path} {status}": set(answer.get("content", {}))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
    }
    assert len(refusals) > 500
    # Readiness alone answers 503 with its own report: which part is not ready is no problem document.
    assert {name for name, kinds in refusals.items() if kinds != {MEDIA_TYPE}} == {"get /readyz 503"}
