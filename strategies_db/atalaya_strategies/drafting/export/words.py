"""The few words that an exported draft adds, in its own language; labels are never translated."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "kind": "Draft of the national cybersecurity strategy", "phase": "Phase", "date": "Text of",
        "frozen": "Version", "sources": "Sources", "initiation": "initiation",
        "stocktaking": "stocktaking and analysis", "production": "production", "consultation": "consultation",
        "adoption": "adoption",
    },
    "es": {
        "kind": "Proyecto de estrategia nacional de ciberseguridad", "phase": "Fase", "date": "Texto del",
        "frozen": "Versión", "sources": "Fuentes", "initiation": "inicio", "stocktaking": "diagnóstico y análisis",
        "production": "redacción", "consultation": "consulta", "adoption": "aprobación",
    },
    "pt": {
        "kind": "Projeto de estratégia nacional de cibersegurança", "phase": "Fase", "date": "Texto de",
        "frozen": "Versão", "sources": "Fontes", "initiation": "início", "stocktaking": "diagnóstico e análise",
        "production": "redação", "consultation": "consulta", "adoption": "aprovação",
    },
    "fr": {
        "kind": "Projet de stratégie nationale de cybersécurité", "phase": "Phase", "date": "Texte du",
        "frozen": "Version", "sources": "Sources", "initiation": "lancement",
        "stocktaking": "état des lieux et analyse", "production": "rédaction",
        "consultation": "consultation", "adoption": "adoption",
    },
}  # fmt: skip


def words_for(language: str) -> dict[str, str]:
    """The words in the draft's language."""
    return WORDS.get(language, WORDS["en"])
