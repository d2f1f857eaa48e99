"""The words that exports add, in the four languages; labels are never translated."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "title": "Comparison of cybersecurity strategies",
        "profile": "Profile of a cybersecurity strategy",
        "against": "Against {name}, {edition} ({publisher})",
        "matrix": "Strength", "counts": "Passages", "passages": "Pages", "sources": "Sources", "element": "Element",
        "code": "Code", "share": "Elements covered", "no_text": "no text here", "needs_ocr": "text not recognised yet",
        "state": "State or body", "year": "Year", "page": "Page", "heading": "Heading", "mentions": "Mentions",
        "address": "Address", "name": "Title", "name_en": "Title in English", "body": "Issuing body",
        "status": "Status", "adopted": "Adopted", "language": "Language", "official": "Official document",
        "source": "Source of the facts", "file": "File", "came_from": "Where the file came from",
        "brought": "brought by the Secretariat", "pages": "Pages", "unread": "Pages without usable text",
        "taken": "Taken from Atalaya on {at}", "of": "of",
        "method": "Strength, from 0 towards 1, measures how many passages mention concepts of an element, how often,"
        " and how many different ones; the length of a text plays no part. It says what a text speaks about, not what"
        " a state does. Annotations are found by a program and judged in part by curators.",
        "most": "Of each cell the {most} passages that mention most.",
        "changed": "What has changed", "from_to": "{state}: from {former} to {later}", "change": "Change",
        "gained": "Gained", "lost": "Lost", "stronger": "Stronger", "weaker": "Weaker", "former": "Earlier edition",
        "later": "Later edition", "new": "New concepts", "gone": "Concepts no more mentioned", "concept": "Concept",
        "noticed": "Stronger and weaker are said of a strength that differs by {noticed} or more.",
        "unchanged": "No element was gained or lost, and none differs by as much as is called stronger or weaker.",
    },
    "es": {
        "title": "Comparación de estrategias de ciberseguridad",
        "profile": "Perfil de una estrategia de ciberseguridad",
        "against": "Según {name}, {edition} ({publisher})",
        "matrix": "Intensidad", "counts": "Pasajes", "passages": "Páginas", "sources": "Fuentes",
        "element": "Elemento", "code": "Código", "share": "Elementos tratados", "no_text": "aquí no hay texto",
        "needs_ocr": "texto aún sin reconocer", "state": "Estado u organismo", "year": "Año", "page": "Página",
        "heading": "Encabezado", "mentions": "Menciones", "address": "Dirección", "name": "Título",
        "name_en": "Título en inglés", "body": "Órgano emisor", "status": "Estado", "adopted": "Aprobación",
        "language": "Idioma", "official": "Documento oficial", "source": "Fuente de los datos", "file": "Archivo",
        "came_from": "Procedencia del archivo", "brought": "aportado por la Secretaría", "pages": "Páginas",
        "unread": "Páginas sin texto utilizable", "taken": "Tomado de Atalaya el {at}", "of": "de",
        "method": "La intensidad, de 0 hacia 1, mide cuántos pasajes mencionan conceptos de un elemento, cuántas veces"
        " y cuántos distintos; la extensión del texto no influye. Dice de qué habla un texto, no lo que hace un"
        " Estado. Un programa halla las anotaciones, y los curadores juzgan una parte.",
        "most": "De cada celda, los {most} pasajes con más menciones.",
        "changed": "Qué cambió", "from_to": "{state}: de {former} a {later}", "change": "Cambio",
        "gained": "Ganados", "lost": "Perdidos", "stronger": "Más intensos", "weaker": "Menos intensos",
        "former": "Edición anterior", "later": "Edición posterior", "new": "Conceptos nuevos",
        "gone": "Conceptos que ya no se mencionan", "concept": "Concepto",
        "noticed": "Se dice más o menos intenso cuando la intensidad difiere en {noticed} o más.",
        "unchanged": "Ningún elemento se ganó ni se perdió, y ninguno difiere tanto como para decirse más o menos"
        " intenso.",
    },
    "pt": {
        "title": "Comparação de estratégias de cibersegurança",
        "profile": "Perfil de uma estratégia de cibersegurança",
        "against": "Segundo {name}, {edition} ({publisher})",
        "matrix": "Intensidade", "counts": "Trechos", "passages": "Páginas", "sources": "Fontes",
        "element": "Elemento", "code": "Código", "share": "Elementos tratados", "no_text": "não há texto aqui",
        "needs_ocr": "texto ainda não reconhecido", "state": "Estado ou organismo", "year": "Ano", "page": "Página",
        "heading": "Título da seção", "mentions": "Menções", "address": "Endereço", "name": "Título",
        "name_en": "Título em inglês", "body": "Órgão emissor", "status": "Situação", "adopted": "Aprovação",
        "language": "Idioma", "official": "Documento oficial", "source": "Fonte dos dados", "file": "Arquivo",
        "came_from": "Origem do arquivo", "brought": "trazido pela Secretaria", "pages": "Páginas",
        "unread": "Páginas sem texto utilizável", "taken": "Obtido do Atalaya em {at}", "of": "de",
        "method": "A intensidade, de 0 para 1, mede quantos trechos mencionam conceitos de um elemento, quantas vezes"
        " e quantos diferentes; a extensão do texto não conta. Diz de que trata um texto, não o que faz um Estado."
        " Um programa encontra as anotações, e curadores avaliam uma parte.",
        "most": "De cada célula, os {most} trechos com mais menções.",
        "changed": "O que mudou", "from_to": "{state}: de {former} a {later}", "change": "Mudança",
        "gained": "Ganhos", "lost": "Perdidos", "stronger": "Mais intensos", "weaker": "Menos intensos",
        "former": "Edição anterior", "later": "Edição posterior", "new": "Conceitos novos",
        "gone": "Conceitos não mais mencionados", "concept": "Conceito",
        "noticed": "Diz-se mais ou menos intenso quando a intensidade difere em {noticed} ou mais.",
        "unchanged": "Nenhum elemento foi ganho nem perdido, e nenhum difere tanto que se diga mais ou menos intenso.",
    },
    "fr": {
        "title": "Comparaison de stratégies de cybersécurité",
        "profile": "Profil d’une stratégie de cybersécurité",
        "against": "Selon {name}, {edition} ({publisher})",
        "matrix": "Intensité", "counts": "Passages", "passages": "Pages", "sources": "Sources",
        "element": "Élément", "code": "Code", "share": "Éléments traités", "no_text": "pas de texte ici",
        "needs_ocr": "texte pas encore reconnu", "state": "État ou organisme", "year": "Année", "page": "Page",
        "heading": "Titre de la partie", "mentions": "Mentions", "address": "Adresse", "name": "Titre",
        "name_en": "Titre en anglais", "body": "Organe émetteur", "status": "Statut", "adopted": "Adoption",
        "language": "Langue", "official": "Document officiel", "source": "Source des faits", "file": "Fichier",
        "came_from": "Provenance du fichier", "brought": "apporté par le Secrétariat", "pages": "Pages",
        "unread": "Pages sans texte utilisable", "taken": "Tiré d’Atalaya le {at}", "of": "sur",
        "method": "L’intensité, de 0 vers 1, mesure combien de passages mentionnent des concepts d’un élément, combien"
        " de fois et combien de différents ; la longueur du texte n’y fait rien. Elle dit de quoi parle un texte, non"
        " ce que fait un État. Un programme trouve les annotations, dont des curateurs jugent une partie.",
        "most": "De chaque case, les {most} passages qui en mentionnent le plus.",
        "changed": "Ce qui a changé", "from_to": "{state} : de {former} à {later}", "change": "Changement",
        "gained": "Gagnés", "lost": "Perdus", "stronger": "Plus intenses", "weaker": "Moins intenses",
        "former": "Édition antérieure", "later": "Édition suivante", "new": "Nouveaux concepts",
        "gone": "Concepts plus mentionnés", "concept": "Concept",
        "noticed": "On dit plus ou moins intense quand l’intensité diffère de {noticed} ou plus.",
        "unchanged": "Aucun élément n’a été gagné ni perdu, et aucun ne diffère assez pour être dit plus ou moins"
        " intense.",
    },
}  # fmt: skip


def words_for(locale: str) -> dict[str, str]:
    """The words in a language; English for one that we do not have."""
    return WORDS.get(locale, WORDS["en"])
