"""The texts of security notices, in the four languages; they hold no link to follow but our own address."""

from atalaya_platform.identity.sign_in.vocabulary import Letter

_TEXTS: dict[Letter, dict[str, tuple[str, str]]] = {
    Letter.NEW_DEVICE: {
        "en": ("New sign-in to your account", "Somebody signed in from a browser that we had not seen before."),
        "es": ("Nuevo inicio de sesión en su cuenta", "Alguien inició sesión desde un navegador que no conocíamos."),
        "pt": ("Novo acesso à sua conta", "Alguém entrou a partir de um navegador que não conhecíamos."),
        "fr": ("Nouvelle connexion à votre compte", "Quelqu’un s’est connecté depuis un navigateur inconnu jusqu’ici."),
    },
    Letter.MANY_FAILURES: {
        "en": ("Your account is under attack", "Your password was guessed wrongly 100 times in a row. It is now tried"
               " only in browsers that you used before; a passkey or a password reset always works."),
        "es": ("Están atacando su cuenta", "Se intentó adivinar su contraseña 100 veces seguidas. Ahora solo se acepta"
               " en navegadores que ya usó; una llave de acceso o restablecer la contraseña siempre funciona."),
        "pt": ("A sua conta está sob ataque", "Tentaram adivinhar a sua senha 100 vezes seguidas. Agora ela só é aceita"
               " em navegadores já usados; uma chave de acesso ou redefinir a senha sempre funciona."),
        "fr": ("Votre compte est attaqué", "On a essayé 100 fois de suite de deviner votre mot de passe. Il n’est plus"
               " accepté que dans vos navigateurs connus ; une clé d’accès ou une réinitialisation marche toujours."),
    },
    Letter.FACTOR_FAILURES: {
        "en": ("Somebody may know your password", "Your password was entered rightly, then the second factor wrongly"
               " several times. If it was not you, change your password now."),
        "es": ("Alguien puede conocer su contraseña", "Se introdujo bien su contraseña y luego mal, varias veces, el"
               " segundo factor. Si no fue usted, cambie su contraseña ahora."),
        "pt": ("Alguém pode saber a sua senha", "A sua senha foi digitada certa e depois, várias vezes, o segundo fator"
               " errado. Se não foi você, mude a senha agora."),
        "fr": ("Quelqu’un connaît peut-être votre mot de passe", "Votre mot de passe a été saisi correctement, puis le"
               " second facteur plusieurs fois faux. Si ce n’était pas vous, changez-le maintenant."),
    },
    Letter.PASSWORD_CHANGED: {
        "en": ("Your password was changed", "Your other sessions were ended."),
        "es": ("Se cambió su contraseña", "Se cerraron sus demás sesiones."),
        "pt": ("A sua senha foi mudada", "As suas outras sessões foram encerradas."),
        "fr": ("Votre mot de passe a été changé", "Vos autres sessions ont été fermées."),
    },
    Letter.PASSWORD_RESET: {
        "en": ("Choose a new password", "Open this link within 30 minutes; it works once. If you did not ask for it,"
               " do nothing."),
        "es": ("Elija una nueva contraseña", "Abra este enlace en 30 minutos; funciona una vez. Si no lo pidió, no haga"
               " nada."),
        "pt": ("Escolha uma nova senha", "Abra este link em 30 minutos; ele funciona uma vez. Se não o pediu, não faça"
               " nada."),
        "fr": ("Choisissez un nouveau mot de passe", "Ouvrez ce lien dans les 30 minutes ; il sert une fois. Si vous ne"
               " l’avez pas demandé, ne faites rien."),
    },
    Letter.TOTP_ADDED: {
        "en": ("An authenticator was set up", "Sign-in now asks for its code."),
        "es": ("Se configuró un autenticador", "El inicio de sesión ahora pide su código."),
        "pt": ("Um autenticador foi configurado", "O acesso agora pede o código dele."),
        "fr": ("Une application d’authentification est installée", "La connexion demande désormais son code."),
    },
    Letter.TOTP_REMOVED: {
        "en": ("Your authenticator was removed", "Its codes no longer work."),
        "es": ("Se quitó su autenticador", "Sus códigos ya no sirven."),
        "pt": ("O seu autenticador foi removido", "Os códigos dele não funcionam mais."),
        "fr": ("Votre application d’authentification est retirée", "Ses codes ne servent plus."),
    },
    Letter.PASSKEY_ADDED: {
        "en": ("A passkey was added", "It signs in to your account by itself: {name}"),
        "es": ("Se añadió una llave de acceso", "Por sí sola inicia sesión en su cuenta: {name}"),
        "pt": ("Uma chave de acesso foi adicionada", "Sozinha ela entra na sua conta: {name}"),
        "fr": ("Une clé d’accès a été ajoutée", "À elle seule elle ouvre votre compte : {name}"),
    },
    Letter.PASSKEY_REMOVED: {
        "en": ("A passkey was removed", "It no longer signs in: {name}"),
        "es": ("Se quitó una llave de acceso", "Ya no inicia sesión: {name}"),
        "pt": ("Uma chave de acesso foi removida", "Ela não entra mais: {name}"),
        "fr": ("Une clé d’accès a été retirée", "Elle n’ouvre plus votre compte : {name}"),
    },
    Letter.RECOVERY_CODES_MADE: {
        "en": ("New recovery codes", "Your earlier recovery codes no longer work."),
        "es": ("Nuevos códigos de recuperación", "Los códigos anteriores ya no sirven."),
        "pt": ("Novos códigos de recuperação", "Os códigos anteriores não funcionam mais."),
        "fr": ("Nouveaux codes de secours", "Les codes précédents ne servent plus."),
    },
    Letter.RECOVERY_CODE_USED: {
        "en": ("A recovery code was used", "It stood in for your second factor. Codes left: {left}"),
        "es": ("Se usó un código de recuperación", "Sustituyó a su segundo factor. Códigos restantes: {left}"),
        "pt": ("Um código de recuperação foi usado", "Ele substituiu o segundo fator. Códigos restantes: {left}"),
        "fr": ("Un code de secours a été utilisé", "Il a remplacé votre second facteur. Codes restants : {left}"),
    },
    Letter.API_TOKEN_MADE: {
        "en": ("An API token was made", "It acts in your name until it expires: {name}"),
        "es": ("Se creó un token de API", "Actúa en su nombre hasta que caduque: {name}"),
        "pt": ("Um token de API foi criado", "Ele age em seu nome até expirar: {name}"),
        "fr": ("Un jeton d’API a été créé", "Il agit en votre nom jusqu’à son expiration : {name}"),
    },
    Letter.PROVIDER_LINKED: {
        "en": ("An identity provider was linked", "From now on it signs you in: {name}"),
        "es": ("Se vinculó un proveedor de identidad", "Desde ahora inicia su sesión: {name}"),
        "pt": ("Um provedor de identidade foi vinculado", "A partir de agora ele faz o seu acesso: {name}"),
        "fr": ("Un fournisseur d’identité a été lié", "Il ouvre désormais votre session : {name}"),
    },
}
_NOT_YOU = {
    "en": "If this was not you, end your other sessions and change your password:",
    "es": "Si no fue usted, cierre sus demás sesiones y cambie su contraseña:",
    "pt": "Se não foi você, encerre as outras sessões e mude a senha:",
    "fr": "Si ce n’était pas vous, fermez vos autres sessions et changez de mot de passe :",
}
_FROM = {"en": "From", "es": "Desde", "pt": "De", "fr": "Depuis"}


def letter_text(
    letter: Letter, locale: str, *, installation: str, address: str, moment: str, values: dict[str, str]
) -> tuple[str, str]:
    """Subject and body of a notice. `address` is the installation's, `moment` when it happened, in words."""
    language = locale if locale in _NOT_YOU else "en"
    subject, body = _TEXTS[letter][language]
    lines = [body.format_map({"name": "", "left": "", **values})]
    where = " · ".join(part for part in (values.get("address"), values.get("browser"), moment) if part)
    lines.append(f"{_FROM[language]}: {where}")
    if letter is Letter.PASSWORD_RESET:
        lines.append(f"{address}/reset-password#{values.get('token', '')}")
    else:
        lines += [_NOT_YOU[language], f"{address}/account/security"]
    return f"{installation}: {subject}", "\n\n".join(lines) + "\n"
