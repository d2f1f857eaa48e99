"""The addresses of signing in."""

from fastapi import APIRouter

from atalaya_platform.identity.sign_in.routes import me, sign_in

router = APIRouter()
router.include_router(sign_in.router)
router.include_router(me.router)
