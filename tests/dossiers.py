"""Dossiers for tests: the demo, and one in which every free text is hostile."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from data.content import load_content
from data.content_models import Content
from data.demo import demo_dossier
from data.models import Dossier, Row

TODAY = date(2026, 11, 23)
HOSTILE = (
    '<script>alert(1)</script> *vet* _x_ `code` [a](javascript:alert(1))'
    ' # kop | cel & &lt; "q" \\ 1. — -- ... ~ -? it\'s 👍 مرحبا שלום'
)
HOSTILE_TEXT = f"""# {HOSTILE}

1. een {HOSTILE}
   - diep
     > citaat

##### Veel lager

| kop | <b>twee</b> |
|-----|-----|
| {HOSTILE.replace('|', '')} | 2 |

<iframe src="https://example.com"></iframe> ![plaatje](https://example.com/x.png)

[goed](https://example.com) [slecht](javascript:alert(1)) [ook](//example.com) <https://example.com/a>

```
#let x = 1 \\end{{document}} #pagebreak()
```

[ref]: https://example.com "titel"
$x$ @label #strong[typst] <label> {{{{ dossier.name }}}}
"""


@cache
def content() -> Content:
    """Give the content of the product."""
    return load_content(Path(__file__).parent.parent / 'content')


def demo() -> tuple[Dossier, dict[str, str]]:
    """Give the demo and its texts."""
    dossier, texts = demo_dossier('demo', content(), TODAY)
    return dossier, dict(texts)


def empty() -> Dossier:
    """Give a dossier in which nothing is filled in."""
    return Dossier(id='leeg', name='Leeg', created=datetime(2026, 11, 23, tzinfo=UTC))


def with_free_text(text: str, live: str) -> tuple[Dossier, dict[str, str]]:
    """Give the demo with every free field and every live text replaced; ids, enums, dates and numbers stay."""
    dossier, texts = demo()
    return _replaced(dossier, text), dict.fromkeys(texts, live)


def hostile() -> tuple[Dossier, dict[str, str]]:
    """Give the demo with hostile words everywhere."""
    return with_free_text(HOSTILE, HOSTILE_TEXT)


def _replaced(value: Any, text: str) -> Any:
    """Replace free texts in a part and in all parts below it."""
    if isinstance(value, Row):
        return value.model_copy(update={'cells': dict.fromkeys(value.cells, text[:300])})
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        free = {name: text[:limit] for name, info in fields if (limit := _limit(info))}
        rest = {name: _replaced(getattr(value, name), text) for name, info in fields if name not in free}
        return value.model_copy(update={**rest, **free})
    if isinstance(value, tuple):
        return tuple(_replaced(each, text) for each in value)
    if isinstance(value, Mapping):
        return {key: _replaced(each, text) for key, each in value.items()}
    return value


def _limit(info: FieldInfo) -> int:
    """Give how long a free text may be; 0 for a field that is no free text."""
    rules = [rule for rule in info.metadata if isinstance(rule, StringConstraints)]
    return next((rule.max_length or 0 for rule in rules if rule.pattern is None), 0)
