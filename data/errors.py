"""What can go wrong for a user: refusals that pages translate into an answer."""


class NotFound(LookupError):
    """There is no such dossier, text, party or screen."""


class NotAllowed(Exception):
    """The person asking has no right to do this; the message is one Dutch sentence for them."""


class NotSignedIn(NotAllowed):
    """This browser has no session (any more), so nobody knows who is asking."""


class ForAnother(NotAllowed):
    """The page was made for one party, and the person acts for another by now."""


class NotSaved(Exception):
    """The disk refused a change, and nothing of it was kept; the message says why in Dutch."""


class Damaged(Exception):
    """A file on disk cannot be read; the message names it in one Dutch sentence."""


class Unreadable(OSError):
    """A live text cannot be read now; its file is left as it is, and the other texts work."""


class Unfit(ValueError):
    """What somebody filled in cannot be taken; the message says in one Dutch sentence what would be right."""
