"""Reading and checking ``content/``, once, at start."""

from data.content.load import load_content
from data.content.mistakes import ContentError, Mistake

__all__ = ['ContentError', 'Mistake', 'load_content']
