"""The refusals that the routes of drafts state."""

from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)

READ = responses(Unauthenticated, Forbidden, NotFound)
ASK = responses(Unauthenticated, Forbidden, NotFound, Invalid)
WRITE = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)
VERSIONED = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid, PreconditionFailed, PreconditionRequired)
