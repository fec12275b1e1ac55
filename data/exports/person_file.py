"""What is kept of one person, as a file to take away: to read, and for other programs."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import orjson

_README = """\
Uw gegevens in Wijkakkoord
==========================

Dossier: {dossier}
Over: {name}
Gemaakt: {made}

In dit bestand staat wat dit dossier over u bewaart. U heeft daar recht op volgens de AVG (artikel 15 en 20).

gegevens.json    alles, in een vorm die andere programma's kunnen lezen
geschreven.md    wat u schreef, per tekst

Wat er in gegevens.json staat:

persoon                wie u bent in dit dossier: naam, partij en rol
uitnodiging            tot wanneer uw persoonlijke link werkt; de link zelf bewaren wij niet
inloggen               hoe u inlogt; wachtwoorden en codes staan er niet bij
apparaten              waar u bent ingelogd
laatste plek           de pagina waar u het laatst was
geschiedenis bekeken   wanneer u de geschiedenis bekeek
genoemd                waar uw naam staat
in teksten genoemd     waar anderen u noemen, en hoe vaak; hun tekst staat er niet bij
reacties               wat u in reacties schreef
geschreven             de woorden die van u zijn, per tekst
wijzigingen            wat u wijzigde en wanneer; wat er eerst stond, staat er niet bij

Niet in dit bestand: wat anderen schreven, en reservekopieën. {left_out}
Klopt er iets niet, of wilt u dat uw naam verdwijnt? Vraag het de gemeente die u heeft uitgenodigd.
"""
_LEFT_OUT = """
Een beheerder van het dossier maakte dit bestand. Daarom staat er ook niet in: hoe u inlogt, uw apparaten en teksten
die de beheerder niet mag lezen. Die gegevens downloadt u zelf bij ‘Wijk en partijen’ in het dossier."""


def write_person_zip(gathered: Mapping[str, Any], *, is_own: bool) -> bytes:
    """Make the file.

    :param gathered: as ``data.person_copy`` gives it
    :param is_own: whether it is for the person themselves
    """
    about = gathered['over']
    readme = _README.format(
        dossier=about['dossier'],
        name=gathered['persoon']['naam'],
        made=about['gemaakt'],
        left_out='' if is_own else _LEFT_OUT,
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('LEESMIJ.txt', readme)
        archive.writestr('gegevens.json', orjson.dumps(gathered, option=orjson.OPT_INDENT_2))
        archive.writestr('geschreven.md', _written(gathered))
    return buffer.getvalue()


def _written(gathered: Mapping[str, Any]) -> str:
    texts = [
        '\n\n'.join(filter(None, [f'## {text["tekst"]}', text.get('niet te lezen'), *map(str.strip, text['stukken'])]))
        for text in gathered['geschreven']
    ]
    return '\n\n'.join(['# Wat u schreef', *(texts or ['Geen teksten.'])]) + '\n'
