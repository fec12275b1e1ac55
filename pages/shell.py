"""The page around our elements: NiceGUI's own, without the parts of it that no page of ours uses.

Quasar (its script, style sheets, language file), its fonts and DOMPurify are more than half of what NiceGUI's page
loads. ``components/static/shell.js`` does the little that is left to do; ``tests/test_page_weight.py`` keeps it so.
"""

from nicegui import App
from nicegui.version import __version__

from components.theme import static_address
from pages.page_template import change_template, cut

NICEGUI_FILES = f'/_nicegui/{__version__}/'


def lighten(app: App) -> None:
    """Serve pages without Quasar; dialogs are native and messages are ours."""
    script = f'<script defer src="{static_address()}/shell.js"></script>'
    change_template('light', lambda source: _light(source, script))
    app.config.vue_config_script = 'app.use(Quasar);'
    app.config.quasar_config = {}


def _light(source: str, script: str) -> str:
    source = cut(source, '<style>\n      @layer theme', '</style>')
    source = cut(source, '{% if prod_js %}\n    <script defer', '{% endif %}', script)
    source = cut(source, '<script defer src="{{ prefix | safe }}/_nicegui/{{version}}/static/lang/', '</script>')
    return cut(source, '// Load DOMPurify', 'DOMPurify.sanitize(html);\n      };')
