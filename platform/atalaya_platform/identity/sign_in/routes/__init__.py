"""The addresses of signing in."""

from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in.routes import credentials, factors, me, oidc, sign_in, tokens

router = Router()
for part in (sign_in, oidc, factors, me, credentials, tokens):
    router.include_router(part.router)
root_router = tokens.root_router
