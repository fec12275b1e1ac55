"""Accounts of one's own: made after coming in by a link, and signing in without one."""

from datetime import timedelta

from data.account_parts import Session
from data.entrance import Entrance
from data.errors import NotAllowed, NotSignedIn
from data.models import Member
from data.own_account import Account, Identity, checked_email, checked_name

PROVEN = timedelta(minutes=15)
"""how long after signing in somebody may change how they sign in"""
_AGAIN = 'Log eerst opnieuw in. Zo weten wij zeker dat u het bent.'


class SigningIn(Entrance):
    """The accounts that people sign in to.

    A member belongs to one account at the most. A link of a member lets in as that member only: never to the account,
    so that whoever makes a link for somebody else learns nothing about their other dossiers.
    """

    def account(self, account_id: str) -> Account | None:
        """Give an account as it is now, None if there is none."""
        return self._own.get(account_id)

    def account_of(self, session: Session) -> Account | None:
        """Give the account that is signed in, None for who came by link."""
        return self._own.get(session.account)

    def account_of_member(self, member_id: str) -> Account | None:
        """Give the account a member belongs to, None if it belongs to none."""
        return self._own.of_member(member_id)

    def account_with_email(self, email: str) -> Account | None:
        """Give the account of a login name, None if there is none."""
        return self._own.with_email(email)

    def account_with_identity(self, identity: Identity) -> Account | None:
        """Give the account of somebody an organisation knows, None if there is none."""
        return self._own.with_identity(identity)

    def is_proven(self, session: Session) -> bool:
        """Whether the person of the account signed in here just now, so that they may change how they sign in."""
        return bool(session.account and session.proven and self._now() - session.proven < PROVEN)

    def make_account(self, session_token: str | None, name: str, **how: object) -> str:
        """Make an account for the members of a browser; gives the token of its session from now on.

        :param how: fields of the account, such as ``email`` and ``password`` (its hash)
        :raises NotSignedIn: if the browser has no session
        :raises NotAllowed: if it is signed in to an account already, or came by no link
        :raises Unfit: if the name cannot be stored, or the login name is no e-mail address, or of somebody else
        """
        session = self._here(session_token)
        if session.account:
            raise NotAllowed('U bent al ingelogd met een account.')
        members = tuple(member.id for member in self.claimable(session))
        if not members and not session.owner:
            raise NotAllowed('Een account maakt u na een uitnodiging. Open eerst de persoonlijke link die u kreeg.')
        account = self._new(name, members=members, owner=session.owner, **how)
        return self.sign_in(account.id, session_token)

    def sign_in(self, account_id: str, session_token: str | None, device: str = '') -> str:
        """Let a browser act as all members of an account; whoever calls this has made sure who is there.

        What came into this browser by link stays within reach, what another account could do here ends.

        :return: the token of its session from now on
        :raises NotAllowed: if there is no such account
        """
        account = self._own.get(account_id)
        if account is None:
            raise NotAllowed('Dit account bestaat niet meer.')
        before = self._sessions.get(session_token)
        token = self._sessions.extend(
            session_token, account.members[::-1], owner=account.owner, device=device, account=account.id
        )
        self._save()
        if before and before.account not in ('', account.id):
            self._tell(before.members)
        return token

    def claim_here(self, session: Session) -> None:
        """Have what came into this browser by link belong to the account that is signed in.

        :raises NotAllowed: if none is
        """
        account = self.account_of(session)
        if account is None:
            raise NotAllowed('U bent niet ingelogd met een account.')
        self._claim(account, session.members, owner=session.owner)
        self._save()

    def bind(self, session_token: str | None, identity: Identity, *, name: str = '') -> str:
        """Let the person of a browser sign in with an identity from now on; without an account they get one.

        :param name: how the organisation calls them, for a new account
        :return: the token of the browser's session from now on
        :raises NotSignedIn: if the browser has no session
        :raises NotAllowed: if the identity is of another account, or the person did not sign in just now
        """
        session = self._here(session_token)
        account = self._own.get(session.account)
        if account is None:
            if self._own.with_identity(identity):
                raise NotAllowed('Voor deze inlog is er al een account. Log daarmee in.')
            return self.make_account(session_token, name, identities=(identity,))
        self.require_proof(session)
        self._own.bind(account, identity)
        return self.sign_in(account.id, session_token)

    def unbind(self, session: Session, identity: Identity) -> None:
        """End signing in with an identity.

        :raises NotAllowed: if it is the last way in, or the person did not sign in just now
        """
        account = self.require_proof(session)
        self._keep_a_way_in(account, identity in account.identities)
        self._own.unbind(account, identity)
        self._save()

    def claimable(self, session: Session) -> list[Member]:
        """Give the members of a browser that belong to no account and could belong to one."""
        return [self.member(each) for each in self._lasting(session.members) if self._own.of_member(each) is None]

    def require_proof(self, session: Session) -> Account:
        """Give the account of a session whose person signed in just now.

        :raises NotAllowed: if they did not
        """
        account = self._own.get(session.account)
        if account is None or not self.is_proven(session):
            raise NotAllowed(_AGAIN)
        return account

    def _here(self, session_token: str | None) -> Session:
        if session := self._sessions.get(session_token):
            return session
        raise NotSignedIn('U bent niet ingelogd. Log in, of open de persoonlijke link die u heeft gekregen.')

    def _new(self, name: str, **fields: object) -> Account:
        email = str(fields.pop('email', ''))
        row = {'name': checked_name(name), 'email': checked_email(email) if email else '', 'created': self._now()}
        return self._own.put(Account.model_validate({**row, **fields}))

    def _keep_a_way_in(self, account: Account, going: int) -> None:
        if going and account.ways_in <= going:
            raise NotAllowed('Dit is de enige manier waarop u kunt inloggen. Voeg eerst een andere toe.')
