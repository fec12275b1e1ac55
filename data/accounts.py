"""Changing how one signs in: name, password, second factor, passkeys, and a way back for who lost them."""

from datetime import timedelta

from data.account_parts import Session, digest_of, new_token
from data.errors import NotAllowed, Unfit
from data.own_account import Account, Passkey, checked_email, checked_name
from data.second_factor import digest_of_recovery, recovery_codes, step_of
from data.signing_in import SigningIn

RESET_HOURS = 24
"""how long the link works that sets a new password"""
_MOST_PASSKEYS = 20


class Accounts(SigningIn):
    """Members, links, sessions, and accounts of one's own.

    What changes a way in asks that the person signed in just now (``require_proof``); what took a way away, or could be
    the answer to a stranger inside, ends the account's other sessions.
    """

    def rename(self, session: Session, name: str, email: str) -> None:
        """Give an account another name and login name.

        :raises NotAllowed: if the person did not sign in just now
        :raises Unfit: if there is no storable name, or the login name is no e-mail address or of somebody else
        """
        account = self.require_proof(session)
        if not name.strip():
            raise Unfit('Vul uw naam in.')
        needed = email.strip() or account.password
        self._change(account, name=checked_name(name), email=checked_email(email) if needed else '')

    def set_password(self, session: Session, hashed: str) -> None:
        """Give an account another password; its other sessions end.

        :raises NotAllowed: if the person did not sign in just now
        :raises Unfit: if there is no login name to go with it
        """
        account = self.require_proof(session)
        if not account.email:
            raise Unfit('Vul eerst uw e-mailadres in. Daarmee logt u in.')
        self._end_elsewhere(account, session)
        self._change(account, password=hashed)

    def turn_codes_on(self, session: Session, secret: str, code: str) -> tuple[str, ...]:
        """Ask for a code of an app at sign-in from now on; gives the recovery codes, which cannot be shown again.

        :raises NotAllowed: if the person did not sign in just now
        :raises Unfit: if the code is not the one the app shows now
        """
        account = self.require_proof(session)
        step = step_of(secret, code, self._now())
        if step is None:
            raise Unfit('Deze code klopt niet. Vul de zes cijfers in die uw app nu laat zien.')
        codes = recovery_codes()
        self._end_elsewhere(account, session)
        self._change(account, totp=secret, totp_last=step, recovery=tuple(map(digest_of_recovery, codes)))
        return codes

    def turn_codes_off(self, session: Session) -> None:
        """Ask for no code any more.

        :raises NotAllowed: if the person did not sign in just now
        """
        self._change(self.require_proof(session), totp='', totp_last=0, recovery=())

    def use_code(self, account_id: str, code: str) -> bool:
        """Whether a code of the app, or a recovery code, is right; it counts once."""
        account = self._own.get(account_id)
        if account is None or not account.totp:
            return False
        if (digest := digest_of_recovery(code)) in account.recovery:
            self._change(account, recovery=tuple(each for each in account.recovery if each != digest))
            return True
        step = step_of(account.totp, code, self._now(), after=account.totp_last)
        if step is not None:
            self._change(account, totp_last=step)
        return step is not None

    # passkeys

    def add_passkey(self, session: Session, passkey: Passkey) -> None:
        """Let a passkey sign in to an account.

        :raises NotAllowed: if the person did not sign in just now, or the passkey is known already
        """
        account = self.require_proof(session)
        if self._own.with_passkey(passkey.id):
            raise NotAllowed('Deze passkey is al toegevoegd.')
        if len(account.passkeys) >= _MOST_PASSKEYS:
            raise NotAllowed(f'Een account heeft ten hoogste {_MOST_PASSKEYS} passkeys. Verwijder er eerst een.')
        self._change(account, passkeys=(*account.passkeys, passkey))

    def name_passkey(self, session: Session, passkey_id: str, name: str) -> None:
        """Give a passkey another name.

        :raises NotAllowed: if the person did not sign in just now
        :raises Unfit: if the name cannot be stored
        """
        account = self.require_proof(session)
        if name := checked_name(name)[:60]:
            self._change(account, passkeys=_with(account, passkey_id, {'name': name}))

    def remove_passkey(self, session: Session, passkey_id: str) -> None:
        """Let a passkey sign in no more; the account's other sessions end.

        :raises NotAllowed: if it is the last way in, or the person did not sign in just now
        """
        account = self.require_proof(session)
        self._keep_a_way_in(account, account.passkey(passkey_id) is not None)
        self._end_elsewhere(account, session)
        self._change(account, passkeys=tuple(each for each in account.passkeys if each.id != passkey_id))

    def account_with_passkey(self, passkey_id: str) -> Account | None:
        """Give the account a passkey belongs to, None if there is none."""
        return self._own.with_passkey(passkey_id)

    def passkey_used(self, account_id: str, passkey_id: str, count: int) -> None:
        """Note that a passkey signed in.

        :param count: what its device says how often it was used
        """
        if account := self._own.get(account_id):
            used = _with(account, passkey_id, {'count': count, 'last_used': self._now()})
            self._change(account, passkeys=used)

    # links, and a way back

    def set_links(self, session: Session, *, off: bool) -> None:
        """Have personal links of one's members let nobody in but oneself; who came in by one is out.

        :raises NotAllowed: if the person did not sign in just now
        """
        account = self.require_proof(session)
        if off:
            for other in self._sessions.by_link(account.members):
                self._sessions.end(other, account.members)
        self._change(account, links_off=off)
        self._tell(account.members if off else ())

    def revoke_own(self, session: Session, member_id: str) -> None:
        """End the links somebody made for a member of one's own.

        :raises NotAllowed: if it is of somebody else
        """
        account = self.account_of(session)
        if account is None or member_id not in account.members:
            raise NotAllowed('Deze link is niet voor u.')
        self.revoke(member_id)

    def delete_account(self, session: Session) -> None:
        """End an account for good; the person keeps their access by link, and nothing else is lost.

        :raises NotAllowed: if the person did not sign in just now
        """
        account = self.require_proof(session)
        self._end_elsewhere(account)
        self._own.forget_account(account.id)
        self._save()
        self._tidy()

    def make_reset(self, email: str) -> str:
        """Make the link that sets a new password for an account; for whoever runs this installation only.

        :return: the token; it works once, for ``RESET_HOURS``
        :raises NotAllowed: if there is no such account
        """
        account = self._own.with_email(email)
        if account is None:
            raise NotAllowed(f'Er is geen account met het e-mailadres ‘{email}’.')
        token = new_token()
        until = self._now() + timedelta(hours=RESET_HOURS)
        self._change(account, reset=digest_of(token), reset_until=until)
        return token

    def reset_of(self, token: str) -> Account:
        """Give the account a link sets a new password for.

        :raises NotAllowed: if the link is unknown, used or expired; the sentence does not tell a stranger which
        """
        if account := self._own.with_reset(digest_of(token), self._now()):
            return account
        raise NotAllowed('Deze link werkt niet (meer). Vraag wie dit programma beheert om een nieuwe.')

    def reset(self, token: str, hashed: str) -> Account:
        """Set a new password with a link, which is used then; codes are off, and all sessions end.

        :raises NotAllowed: if the link does not work
        """
        account = self.reset_of(token)
        self._end_elsewhere(account)
        cleared = {'totp': '', 'totp_last': 0, 'recovery': (), 'reset': '', 'reset_until': None}
        return self._change(account, password=hashed, **cleared)

    def _change(self, account: Account, **update: object) -> Account:
        changed = self._own.put(account.model_copy(update=update))
        self._save()
        return changed

    def _end_elsewhere(self, account: Account, here: Session | None = None) -> None:
        """End the sessions of an account but for this one; the caller saves."""
        for session in self._sessions.of_account(account.id):
            if here is None or session.id != here.id:
                self._sessions.end(session)
        self._tell(account.members)


def _with(account: Account, passkey_id: str, new: dict[str, object]) -> tuple[Passkey, ...]:
    return tuple(each.model_copy(update=new) if each.id == passkey_id else each for each in account.passkeys)
