"""Comments at a place, live for everyone: to read, answer, end, and make an open point of."""

from components.comments.comments import Comments, OpenPoints, comments_at

__all__ = ['Comments', 'OpenPoints', 'comments_at']
