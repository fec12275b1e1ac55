"""The one mutable object: every change of a member goes through it."""

from collections.abc import Mapping
from typing import Any

from data.beginning import Beginning
from data.discussion import Discussion
from data.ending import Ending
from data.errors import NotAllowed, Unreadable
from data.models import UNREAD_WORDS, Consent, text_digest
from data.peers import Visitor
from data.rules import changes, permissions, sensitivity
from data.rules.retention import CLOSED


class Workspace(Beginning, Discussion, Ending):
    """Everything that can change, and the only way to change it.

    Every change is one synchronous call: load, check, change, save, journal, emit. There is no ``await`` in between, so
    no other change can slip in.
    """

    def set(self, member_id: str, dossier_id: str, path: str, value: Any) -> None:
        """Put a value at a path of a dossier (see ``data.rules.changes``); for everyone, at once.

        :raises NotAllowed: if the member may not
        :raises changes.ChangeError: if the value does not fit
        :raises NotSaved: if the disk refuses; what was there is still there
        """
        member, dossier = self._at(member_id, dossier_id)
        if not permissions.may_change(member, dossier, path):
            raise NotAllowed(permissions.refusal(dossier, path))
        changed = changes.set_value(dossier, path, value)
        sensitivity.check_level(changed.dossier)
        if changed.old != changed.new:
            self._keep(member, changed.dossier, 'set', path, changed.old, changed.new)

    def add(self, member_id: str, dossier_id: str, path: str, item: Mapping[str, Any]) -> str:
        """Append a part to a list of a dossier; gives its id.

        :raises NotAllowed: if the member may not
        :raises changes.ChangeError: if the part is not right
        """
        member, dossier = self._at(member_id, dossier_id)
        if not permissions.may_add(member, dossier, path, str(item.get('party_id', ''))):
            raise NotAllowed(permissions.refusal(dossier, path))
        changed, item_id = changes.add_item(dossier, path, item)
        self._keep(member, changed.dossier, 'add', f'{path}.{item_id}', None, dict(item))
        return item_id

    def remove(self, member_id: str, dossier_id: str, path: str) -> None:
        """Take a part out of a list of a dossier; the journal keeps it.

        :raises NotAllowed: if the member may not
        :raises changes.ChangeError: if it is not there
        """
        member, dossier = self._at(member_id, dossier_id)
        if not permissions.may_change(member, dossier, path):
            raise NotAllowed(permissions.refusal(dossier, path))
        gone = changes.plain(changes.value_at(dossier, path))
        self._keep(member, changes.remove_item(dossier, path).dossier, 'remove', path, gone, None)

    def agree(self, member_id: str, dossier_id: str, text_id: str, *, agrees: bool = True) -> None:
        """Say or withdraw 'akkoord' with a live text for the member's party; it lapses when the text changes.

        :raises NotAllowed: if the member does not speak for a party
        :raises changes.ChangeError: if the text is empty, or cannot be read
        """
        member, dossier = self._at(member_id, dossier_id)
        if not permissions.may_agree(member):
            raise NotAllowed('Alleen wie namens een partij spreekt, kan akkoord geven.')
        if not permissions.is_for_all(dossier, text_id):
            raise changes.ChangeError('Deel de tekst eerst met de partijen. Akkoord geven kan daarna.')
        try:
            markdown = self.texts.text(dossier_id, text_id) if agrees else ''
        except Unreadable as error:
            raise changes.ChangeError(f'Akkoord geven kan nu niet. {UNREAD_WORDS}') from error
        if agrees and not markdown.strip():
            raise changes.ChangeError('Er staat nog geen tekst. Akkoord geven kan als er tekst is.')
        consent = Consent(by=member.name, at=self._now(), digest=text_digest(markdown)) if agrees else None
        value = consent.model_dump(mode='json') if consent else None
        self.set(member_id, dossier.id, f'consents.{text_id}.{member.party_id}', value)

    def close(self, member_id: str, dossier_id: str, *, is_closed: bool) -> None:
        """Close a dossier, so that nothing can be changed any more, or open it again.

        :raises NotAllowed: if the member may not
        :raises NotSaved: if the disk refuses
        """
        self.set(member_id, dossier_id, 'retention.closed_on', self.today().isoformat() if is_closed else None)

    def restore_text(self, member_id: str, dossier_id: str, text_id: str, number: int, author: Visitor) -> bool:
        """Put a live text back as it was at a moment, as a new change by a member.

        :param author: the member as a visitor of this text
        :return: whether anything was different
        :raises NotAllowed: if the member may not write this text
        :raises NotFound: if there is no such moment
        :raises NotSaved: if the disk refuses
        """
        member, dossier = self._at(member_id, dossier_id)
        if dossier.is_closed:
            raise NotAllowed(CLOSED)
        if author.key != member.id or not permissions.may_write_text(member, text_id):
            raise NotAllowed('U kunt deze tekst niet wijzigen.')
        with self._refusals():
            return self.texts.restore(dossier_id, text_id, number, author)

    def set_all(self, member_id: str, dossier_id: str, values: Mapping[str, Any]) -> None:
        """Put values at several paths of a dossier as one change: all of them, or none.

        :param values: path -> value, as for ``set``
        :raises NotAllowed: if the member may not change one of them
        :raises changes.ChangeError: if one does not fit
        :raises NotSaved: if the disk refuses; what was there is still there
        """
        member, dossier = self._at(member_id, dossier_id)
        entries = []
        for path, value in values.items():
            if not permissions.may_change(member, dossier, path):
                raise NotAllowed(permissions.refusal(dossier, path))
            changed = changes.set_value(dossier, path, value)
            if changed.old != changed.new:
                entries.append(self._entry(member, 'set', path, changed.old, changed.new))
                dossier = changed.dossier
        sensitivity.check_level(dossier)
        if entries:
            self._keep_all(dossier, *entries)
