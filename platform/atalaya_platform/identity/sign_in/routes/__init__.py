"""The addresses of signing in."""

from fastapi import APIRouter

from atalaya_platform.identity.sign_in.routes import credentials, factors, me, oidc, sign_in, tokens

router = APIRouter()
for part in (sign_in, oidc, factors, me, credentials, tokens):
    router.include_router(part.router)
root_router = tokens.root_router
