"""The co-editor of live texts."""

from components.live_text.live_text import LiveText

__all__ = ['LiveText']
