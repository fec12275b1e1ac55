"""All accounts of people. No I/O; whoever keeps the file asks for the rows."""

from collections.abc import Iterable
from datetime import datetime

from data.errors import NotAllowed, Unfit
from data.own_account import Account, Identity, normalised
from data.rows import Rows


class OwnAccounts:
    """All accounts by id.

    :param rows: what the file held
    """

    def __init__(self, rows: Iterable[Account]) -> None:
        self.rows = Rows({account.id: account for account in rows})

    def get(self, account_id: str) -> Account | None:
        """Give an account as it is now, None if there is none."""
        return self.rows.get(account_id)

    def with_email(self, email: str) -> Account | None:
        """Give the account of a login name, None if there is none."""
        wanted = normalised(email)
        return next((each for each in self.rows.values() if each.email == wanted), None) if wanted else None

    def with_identity(self, identity: Identity) -> Account | None:
        """Give the account of somebody an organisation knows, None if there is none."""
        return next((each for each in self.rows.values() if identity in each.identities), None)

    def with_passkey(self, passkey_id: str) -> Account | None:
        """Give the account a passkey belongs to, None if there is none."""
        return next((each for each in self.rows.values() if each.passkey(passkey_id)), None)

    def with_reset(self, digest: str, now: datetime) -> Account | None:
        """Give the account whose password a link may set, None if the link does not work (any more)."""
        found = (each for each in self.rows.values() if each.reset_until and each.reset_until > now)
        return next((each for each in found if each.reset == digest), None) if digest else None

    def of_member(self, member_id: str) -> Account | None:
        """Give the account a member belongs to, None if it belongs to none."""
        return next((each for each in self.rows.values() if member_id in each.members), None)

    def put(self, account: Account) -> Account:
        """Make or change an account.

        :raises Unfit: if its login name is of somebody else
        :raises NotAllowed: if a passkey of it is
        """
        for key in account.passkeys:
            if self.with_passkey(key.id) not in (None, self.get(account.id)):
                raise NotAllowed('Deze passkey hoort al bij een ander account.')
        other = self.with_email(account.email)
        if other and other.id != account.id:
            raise Unfit('Er is al een account met dit e-mailadres. Log daarmee in, of kies een ander adres.')
        self.rows[account.id] = account
        return account

    def bind(self, account: Account, identity: Identity) -> Account:
        """Let somebody an organisation knows sign in as an account.

        :raises NotAllowed: if the identity belongs to another account
        """
        other = self.with_identity(identity)
        if other and other.id != account.id:
            raise NotAllowed('Deze inlog hoort al bij een ander account.')
        return self.put(account.model_copy(update={'identities': (*_without(account, identity), identity)}))

    def unbind(self, account: Account, identity: Identity) -> Account:
        """End signing in with an identity."""
        return self.put(account.model_copy(update={'identities': _without(account, identity)}))

    def claim(self, account: Account, member_ids: Iterable[str]) -> Account:
        """Have members belong to an account, but for those that belong to another already."""
        free = (each for each in member_ids if self.of_member(each) in (None, account))
        members = tuple(dict.fromkeys((*account.members, *free)))
        return self.put(account.model_copy(update={'members': members}))

    def forget_account(self, account_id: str) -> None:
        """Drop an account."""
        del self.rows[account_id]

    def forget(self, member_ids: set[str]) -> None:
        """Take members who are no more out of their accounts; the accounts stay."""
        for account in [*self.rows.values()]:
            if member_ids & {*account.members}:
                left = tuple(each for each in account.members if each not in member_ids)
                self.put(account.model_copy(update={'members': left}))


def _without(account: Account, identity: Identity) -> tuple[Identity, ...]:
    return tuple(each for each in account.identities if each != identity)
