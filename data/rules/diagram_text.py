"""The drawing of the decision-making in numbered sentences, with the same content. Source: domain 5.6."""

from collections.abc import Iterator, Mapping, Sequence

from data.models import Layer
from data.rules.diagram_model import ADVICE_TO_MUNICIPALITY, OWN_OF_MUNICIPALITY, PARTIES, Edge, EdgeKind, Group
from data.rules.dutch import joined

LAYER_NAMES = {
    Layer.GOVERNING: 'Bestuur en politiek',
    Layer.STEERING: 'Sturing',
    Layer.WORK: 'Werk',
    Layer.RESIDENTS: 'Bewoners',
}


def sentences(groups: Sequence[Group], edges: Sequence[Edge]) -> tuple[str, ...]:
    """Say every line, in the order of the lines, and then every box, layer by layer."""
    by_id = {group.id: group for group in groups}
    return (*(_edge_sentence(edge, by_id) for edge in edges), *_box_sentences(groups))


def _edge_sentence(edge: Edge, groups: Mapping[str, Group]) -> str:
    start = joined(edge.who) or groups[edge.start].name
    several = len(edge.who or groups[edge.start].nodes) > 1
    end = 'de partijen' if edge.end == PARTIES else groups[edge.end].name
    if edge.label == ADVICE_TO_MUNICIPALITY:
        end = 'de gemeente'
    if edge.start == PARTIES:
        start = 'De partijen'
    if edge.kind is EdgeKind.ESCALATION:
        sentence = f'Lukt het niet in {start}, dan gaat het naar {end}.'
    elif edge.kind is EdgeKind.REPORT:
        sentence = f'Wie in {start} namens een partij mag beslissen, meldt het daarna aan die partij.'
    elif edge.kind is EdgeKind.ADVICE:
        sentence = f'{start} {"geven" if several else "geeft"} advies aan {end}.'
    elif edge.end == PARTIES:
        who = 'de gemeente' if edge.label == OWN_OF_MUNICIPALITY else 'elke partij'
        sentence = f'Na {start} besluit {who} zelf, in het eigen proces.'
    else:
        sentence = f'{start} {"doen" if several else "doet"} een voorstel aan {end}.'
    return sentence + (f' Gaat over: {"; ".join(edge.subjects)}.' if edge.subjects else '')


def _box_sentences(groups: Sequence[Group]) -> Iterator[str]:
    layers = [Layer.RESIDENTS, Layer.WORK, Layer.STEERING, Layer.GOVERNING]
    for group in sorted(groups, key=lambda group: layers.index(group.layer)):
        boxes = '; '.join(f'{node.name} ({", ".join(node.notes)})' if node.notes else node.name for node in group.nodes)
        yield f'{group.title or LAYER_NAMES[group.layer]}: {boxes}.'
