"""The few words that an exported document adds, in the four languages; labels are never translated."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "group": "Group", "source": "Source", "author": "Author", "written": "Written", "edited": "edited",
        "severity": "Severity", "products": "Affected products", "indicators": "Indicators",
        "acknowledge_by": "Acknowledge by", "review_on": "Review on", "tags": "Tags", "type": "Type",
        "value": "Value", "comment": "Comment", "post": "Post", "answer": "accepted answer",
        "attachments": "Attachments", "deleted": "This post was deleted.", "hidden": "This post was hidden.",
        "moved": "This post was moved to another topic.", "somebody": "a member of the network",
        "exported": "Exported by {name} on {at}", "page": "Page", "of": "of",
        "part": "Posts {first} to {last} of {all}",
    },
    "es": {
        "group": "Grupo", "source": "Fuente", "author": "Autoría", "written": "Escrito", "edited": "editado",
        "severity": "Gravedad", "products": "Productos afectados", "indicators": "Indicadores",
        "acknowledge_by": "Acusar recibo antes del", "review_on": "Revisar el", "tags": "Etiquetas", "type": "Tipo",
        "value": "Valor", "comment": "Comentario", "post": "Mensaje", "answer": "respuesta aceptada",
        "attachments": "Adjuntos", "deleted": "Este mensaje fue eliminado.", "hidden": "Este mensaje fue ocultado.",
        "moved": "Este mensaje se trasladó a otro tema.", "somebody": "una persona de la red",
        "exported": "Exportado por {name} el {at}", "page": "Página", "of": "de",
        "part": "Mensajes {first} a {last} de {all}",
    },
    "pt": {
        "group": "Grupo", "source": "Fonte", "author": "Autoria", "written": "Escrito", "edited": "editado",
        "severity": "Gravidade", "products": "Produtos afetados", "indicators": "Indicadores",
        "acknowledge_by": "Confirmar até", "review_on": "Rever em", "tags": "Etiquetas", "type": "Tipo",
        "value": "Valor", "comment": "Comentário", "post": "Mensagem", "answer": "resposta aceita",
        "attachments": "Anexos", "deleted": "Esta mensagem foi eliminada.", "hidden": "Esta mensagem foi ocultada.",
        "moved": "Esta mensagem foi movida para outro tópico.", "somebody": "uma pessoa da rede",
        "exported": "Exportado por {name} em {at}", "page": "Página", "of": "de",
        "part": "Mensagens {first} a {last} de {all}",
    },
    "fr": {
        "group": "Groupe", "source": "Source", "author": "Auteur", "written": "Écrit", "edited": "modifié",
        "severity": "Gravité", "products": "Produits touchés", "indicators": "Indicateurs",
        "acknowledge_by": "Accuser réception avant le", "review_on": "À revoir le", "tags": "Étiquettes",
        "type": "Type", "value": "Valeur", "comment": "Commentaire", "post": "Message",
        "answer": "réponse acceptée", "attachments": "Pièces jointes", "deleted": "Ce message a été supprimé.",
        "hidden": "Ce message a été masqué.", "moved": "Ce message a été déplacé vers un autre sujet.",
        "somebody": "une personne du réseau", "exported": "Exporté par {name} le {at}", "page": "Page", "of": "sur",
        "part": "Messages {first} à {last} sur {all}",
    },
}  # fmt: skip


def words_for(locale: str) -> dict[str, str]:
    """The words in a person's language; English for one that we do not have."""
    return WORDS.get(locale[:2], WORDS["en"])
