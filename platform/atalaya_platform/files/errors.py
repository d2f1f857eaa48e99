"""Why a file is not taken or cannot be fetched."""

from atalaya_platform.http.problems import Problem, Unavailable


class FileTooBig(Problem):
    status = 413
    title = "The file is too large"
    slug = "file-too-large"


class FileNotTaken(Problem):
    """`reason` is a stable word: empty, extension, executable, active, mismatch, broken, polyglot, macros, infected."""

    status = 422
    title = "This file is not taken"
    slug = "file-refused"


class UploadCut(Problem):
    status = 400
    title = "The upload did not arrive whole"
    slug = "upload-cut"


class RangeNotSatisfiable(Problem):
    status = 416
    title = "The file has no such part"
    slug = "range-not-satisfiable"


class NoRoom(Problem):
    status = 507
    title = "Storage is full"
    slug = "storage-full"


def store_unavailable() -> Unavailable:
    return Unavailable(
        "The file store does not answer right now. Nothing was lost; try again in a minute.",
        headers={"Retry-After": "60"},
    )
