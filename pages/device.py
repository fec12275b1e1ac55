"""Which browser is asking, in words that people recognise in the list of their sessions."""

from starlette.requests import HTTPConnection

_BROWSERS = {'Edg': 'Edge', 'OPR/': 'Opera', 'SamsungBrowser': 'Samsung Internet', 'Firefox': 'Firefox'}
_BROWSERS |= {'Chrom': 'Chrome', 'Safari': 'Safari'}
_SYSTEMS = {'iPhone': 'iPhone', 'iPad': 'iPad', 'Android': 'Android', 'Windows': 'Windows'}
_SYSTEMS |= {'Macintosh': 'Mac', 'CrOS': 'Chromebook', 'Linux': 'Linux'}


def device_of(connection: HTTPConnection) -> str:
    """Give browser and system as words, e.g. 'Firefox op Windows'; nothing else of it is kept."""
    agent = connection.headers.get('user-agent', '')
    browser = next((name for mark, name in _BROWSERS.items() if mark in agent), 'Een browser')
    system = next((name for mark, name in _SYSTEMS.items() if mark in agent), '')
    return f'{browser} op {system}' if system else browser
