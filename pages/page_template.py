"""NiceGUI's page template, with changes of ours: nonces on its scripts, and without what no page of ours uses."""

from collections.abc import Callable

from jinja2 import BaseLoader, Environment
from nicegui import client

Change = Callable[[str], str]


def change_template(name: str, change: Change) -> None:
    """Change the source of the template, not what it is filled with: words of users are never part of it.

    :param name: a later change of the same name takes the place of the earlier one
    :raises ValueError: if the change does not fit the template
    """
    environment = client.templates.env
    if not isinstance(environment.loader, _ChangingLoader):
        assert environment.loader is not None
        environment.loader = _ChangingLoader(environment.loader)
    environment.loader.changes[name] = change
    environment.loader.get_source(environment, 'index.html')  # a change that does not fit shows at the start


def cut(source: str, begin: str, end: str, instead: str = '') -> str:
    """Replace what stands between two marks, the marks included.

    :raises ValueError: if a mark is not there; this NiceGUI has another template than we know
    """
    before, found, rest = source.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f'The page template of NiceGUI does not hold "{begin}" … "{end}".')
    return before + instead + after


class _ChangingLoader(BaseLoader):
    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader
        self.changes: dict[str, Change] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Give the source of a template."""
        source, path, uptodate = self._loader.get_source(environment, template)
        for change in self.changes.values():
            source = change(source)
        return source, path, uptodate
