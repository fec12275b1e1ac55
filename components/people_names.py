"""The names of everyone who takes part, as suggestions while typing."""

from data.models import Dossier


def people_names(dossier: Dossier) -> tuple[str, ...]:
    """Give the names of all people of all parties, and of the project leader, each once."""
    names = [person.name for party in dossier.parties for person in party.people]
    return tuple(dict.fromkeys(name for name in [dossier.project_leader, *names] if name))
