"""The declaration of the catalogue."""

from fastapi import APIRouter

from atalaya_strategies.catalogue.routes import curation, editions, places

router = APIRouter()
for module in (editions, curation, places):
    router.include_router(module.router)
