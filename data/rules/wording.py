"""Dutch sentences for what pydantic says is wrong with a value."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_SENTENCES = {
    'string_too_long': '{value} is te lang: {length} tekens. Er passen er {max_length}.',
    'string_pattern_mismatch': '{value} heeft niet de goede vorm.',
    'int_parsing': '{value} is geen heel getal.',
    'int_type': '{value} is geen heel getal.',
    'int_from_float': '{value} is geen heel getal.',
    'greater_than_equal': '{value} is te klein: {ge} of meer mag.',
    'less_than_equal': '{value} is te groot: {le} of minder mag.',
    'date_from_datetime_parsing': '{value} is geen datum. Schrijf een datum als 31-01-2028.',
    'date_parsing': '{value} is geen datum. Schrijf een datum als 31-01-2028.',
    'date_type': '{value} is geen datum. Schrijf een datum als 31-01-2028.',
    'bool_type': '{value} is geen ja of nee.',
    'string_type': '{value} is geen tekst.',
    'enum': '{value} is geen keuze die hier kan. Kies uit: {expected}.',
    'literal_error': '{value} is geen keuze die hier kan. Kies uit: {expected}.',
    'missing': 'Er ontbreekt iets: {where}.',
    'extra_forbidden': 'Een dossier kent geen ‘{where}’.',
}
_CHOICES = ('enum', 'literal_error')


def problem(error: ValidationError) -> str:
    """Say in one Dutch sentence what the first problem is and what would be right."""
    details = error.errors(include_url=False)[0]
    if details['type'] in _CHOICES and details.get('input') == '':
        return 'Kies iets uit de lijst.'
    sentence = _SENTENCES.get(details['type'], '{value} past hier niet.')
    return sentence.format(**_facts(details))


def _facts(details: ErrorDetails) -> dict[str, object]:
    value = details.get('input')
    text = str(value)
    short = text if len(text) <= 40 else f'{text[:40]}…'
    context = {key: str(fact).replace("'", '').replace(' or ', ', ') for key, fact in details.get('ctx', {}).items()}
    return {'where': '.'.join(map(str, details['loc'])), **context, 'value': f'‘{short}’', 'length': len(text)}
