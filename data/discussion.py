"""What members say to each other about a dossier: comments, and the open points that come of them."""

import secrets
from typing import Any, Literal, get_args

from data.dossiers import Dossiers
from data.errors import NotAllowed
from data.models import Dossier, Member, Post, Resolved, Thread
from data.rules import changes, permissions
from data.rules.changes import ChangeError
from data.rules.retention import CLOSED
from data.rules.threads import (
    GONE,
    check_talk,
    checked_words,
    is_place,
    is_repeated,
    may_see_place,
    with_post,
    with_thread,
)

Plan = Literal['point', 'owner', 'due', 'blocks']
"""what makes a comment an open point: whether it is one, who sorts it out, by when, and whether it blocks"""

_NO_POINT = 'Een open punt afspreken kan alleen wie in dit dossier schrijft.'
_READS_ONLY = 'U leest mee. Reageren kan wie schrijft of adviseert.'


class Discussion(Dossiers):
    """Comments of members; who they are and when it was comes from here, never from a browser.

    The journal tells that something was said, not the words: whoever takes words back finds them nowhere any more.
    """

    def say(self, member_id: str, dossier_id: str, place: str, text: str, *, point: bool = False) -> str:
        """Begin a thread at a place; gives its id.

        :param point: make it an open point at once
        :raises NotAllowed: if the member may not
        :raises ChangeError: if there is no such place, or the words do not fit
        :raises NotSaved: if the disk refuses
        """
        member, dossier = self._at(member_id, dossier_id)
        if not permissions.may_comment(member, dossier) or (point and not permissions.may_plan(member, dossier)):
            raise _refusal(dossier, _NO_POINT if point else _READS_ONLY)
        if not is_place(place, dossier, self.content) or not may_see_place(member, dossier, place):
            raise ChangeError('Deze plek bestaat niet meer. Misschien heeft iemand anders hem net weggehaald.')
        check_talk(dossier, place)
        post = self._post(member, text)
        if same := next((each for each in dossier.threads if each.place == place and is_repeated(each, post)), None):
            return same.id
        thread = Thread(id=secrets.token_hex(4), place=place, posts=(post,), point=point)
        new = {'post': post.id, 'point': point}
        self._keep(member, with_thread(dossier, thread), 'add', _path(thread), None, new)
        return thread.id

    def reply(self, member_id: str, dossier_id: str, thread_id: str, text: str) -> str:
        """Say something in a thread; gives the id of the post.

        :raises NotAllowed: if the member may not
        :raises ChangeError: if the thread is gone or ended, or the words do not fit
        """
        member, dossier, thread = self._thread(member_id, dossier_id, thread_id)
        if not permissions.may_comment(member, dossier):
            raise _refusal(dossier, _READS_ONLY)
        check_talk(dossier, thread.place)
        post = self._post(member, text)
        if is_repeated(thread, post):
            return thread.posts[-1].id
        self._keep_thread(member, dossier, with_post(thread, post), 'add', 'posts', None, {'post': post.id})
        return post.id

    def reword(self, member_id: str, dossier_id: str, thread_id: str, post_id: str, text: str) -> None:
        """Change one's own words.

        :raises NotAllowed: if they are somebody else's
        :raises ChangeError: if they are gone, or the new ones do not fit
        """
        member, dossier, thread, post = self._own_post(member_id, dossier_id, thread_id, post_id)
        check_talk(dossier, thread.place)
        words = checked_words(text)
        if words != post.text:
            fresh = post.model_copy(update={'text': words, 'edited': self._now()})
            self._keep_thread(member, dossier, with_post(thread, fresh), 'set', 'posts', None, {'post': post_id})

    def take_back(self, member_id: str, dossier_id: str, thread_id: str, post_id: str) -> None:
        """Remove one's own words; that they were there stays to be seen, and in the journal.

        :raises NotAllowed: if they are somebody else's
        :raises ChangeError: if they are gone
        """
        member, dossier, thread, post = self._own_post(member_id, dossier_id, thread_id, post_id)
        bare = with_post(thread, post.model_copy(update={'text': '', 'removed': True}))
        self._keep_thread(member, dossier, bare, 'remove', 'posts', {'post': post_id}, None)

    def settle(self, member_id: str, dossier_id: str, thread_id: str, *, done: bool) -> None:
        """End a thread, or begin it again.

        :raises NotAllowed: if the member neither began it, nor sorts it out, nor manages the dossier
        :raises ChangeError: if it is gone
        """
        member, dossier, thread = self._thread(member_id, dossier_id, thread_id)
        if not permissions.may_settle(member, dossier, thread):
            raise _refusal(
                dossier, 'Afhandelen kan wie dit begon, wie het uitzoekt, de gemeente of de procesbegeleider.'
            )
        if done is not (thread.resolved is not None):
            resolved = Resolved(by=member.name, at=self._now()) if done else None
            changed = thread.model_copy(update={'resolved': resolved})
            self._keep_thread(member, dossier, changed, 'set', 'resolved', not done, done)

    def plan(self, member_id: str, dossier_id: str, thread_id: str, what: Plan, value: Any) -> None:
        """Make a thread an open point, and say who sorts it out, by when, and whether it blocks.

        :param value: ja or nee as a truth, a name, or a date as 'YYYY-MM-DD'
        :raises NotAllowed: if the member may not
        :raises ChangeError: if the thread is gone or the value does not fit
        """
        member, dossier, _ = self._thread(member_id, dossier_id, thread_id)
        if not permissions.may_plan(member, dossier):
            raise _refusal(dossier, _NO_POINT)
        if what not in get_args(Plan):
            raise ChangeError(f'Een open punt heeft geen ‘{what}’.')
        changed = changes.set_value(dossier, f'threads.{thread_id}.{what}', value)
        if changed.old == changed.new:
            return
        fresh = next(each for each in changed.dossier.threads if each.id == thread_id)
        if what == 'owner':
            fresh = fresh.model_copy(update={'owner_id': self._member_named(dossier_id, fresh.owner)})
        self._keep_thread(member, dossier, fresh, 'set', what, changed.old, changed.new)

    def _member_named(self, dossier_id: str, name: str) -> str:
        """Give the one member of this name; empty if there is none, or more than one."""
        ids = [each.id for each in self.accounts.members_of(dossier_id) if each.name == name.strip()]
        return ids[0] if len(ids) == 1 else ''

    def _post(self, member: Member, text: str) -> Post:
        return Post(
            id=secrets.token_hex(4),
            text=checked_words(text),
            member_id=member.id,
            name=member.name,
            party_id=member.party_id,
            at=self._now(),
        )

    def _thread(self, member_id: str, dossier_id: str, thread_id: str) -> tuple[Member, Dossier, Thread]:
        """Give a thread that the member may see; one they may not is as good as gone."""
        member, dossier = self._at(member_id, dossier_id)
        for thread in dossier.threads:
            if thread.id == thread_id and may_see_place(member, dossier, thread.place):
                return member, dossier, thread
        raise ChangeError(GONE)

    def _own_post(
        self, member_id: str, dossier_id: str, thread_id: str, post_id: str
    ) -> tuple[Member, Dossier, Thread, Post]:
        member, dossier, thread = self._thread(member_id, dossier_id, thread_id)
        post = next((each for each in thread.posts if each.id == post_id and not each.removed), None)
        if post is None:
            raise ChangeError(GONE)
        if not permissions.may_edit_post(member, dossier, post):
            raise _refusal(dossier, 'U kunt alleen uw eigen reactie wijzigen of verwijderen.')
        return member, dossier, thread, post

    def _keep_thread(
        self, member: Member, dossier: Dossier, thread: Thread, operation: Any, what: str, old: Any, new: Any
    ) -> None:
        self._keep(member, with_thread(dossier, thread), operation, f'{_path(thread)}.{what}', old, new)


def _path(thread: Thread) -> str:
    """Give the path in the journal; it names the place, so that it says by itself who may read of it."""
    return f'threads.{thread.place}.{thread.id}'


def _refusal(dossier: Dossier, words: str) -> NotAllowed:
    """Say why somebody may not; in a closed dossier that is the reason."""
    return NotAllowed(CLOSED if dossier.is_closed else words)
