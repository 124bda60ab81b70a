"""The picture, as SVG: how much of its CPU time a request by hand takes, beside each peer's."""

from xml.sax.saxutils import escape

COLUMNS, PANEL, BAR, GAP, LABEL = 3, 300, 15, 4, 112
STYLE = """
text { font: 11px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 13px }
.bar { fill: #8c959f } .first { fill: #cf5c36 }
.one { stroke: #24292f; stroke-dasharray: 2 3 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .one { stroke: #e6edf3 } }
"""


def picture(tables):
    """A panel for each endpoint and a bar for each peer: the longer, the less CPU time."""
    panels = []
    for name, endpoint in tables.endpoints.items():
        found = {peer: tables.slices(peer, name, "cpu_us") for peer in tables.peers}
        found = {peer: value for peer, value in found.items() if value}
        if found:
            panels.append((endpoint.title, found))
    height = 34 + max((len(found) for _, found in panels), default=0) * (BAR + GAP)
    rows = -(-len(panels) // COLUMNS)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS * PANEL} {rows * height + 22}" role="img">',
        "<title>Requests for one second of CPU time, beside actix-web by hand</title>",
        f"<style>{STYLE}</style>",
        '<text x="0" y="12">Requests for one second of CPU time; the dashed line is actix-web by hand, '
        "the numbers are microseconds for one request</text>",
    ]
    for at, (title, found) in enumerate(panels):
        left, top = at % COLUMNS * PANEL, at // COLUMNS * height + 22
        lines += panel(title, found, left, top)
    return "\n".join([*lines, "</svg>"]) + "\n"


def panel(title, found, left, top):
    by_hand = next((value for peer, value in found.items() if peer.key == "actix"), None)
    best = min(found.values())
    room = PANEL - LABEL - 50
    yield f'<text class="title" x="{left}" y="{top + 16}">{escape(title)}</text>'
    for at, (peer, value) in enumerate(found.items()):
        y = top + 24 + at * (BAR + GAP)
        kind = "bar first" if peer.key == "ordain" else "bar"
        width = room * best / value
        yield f'<text x="{left}" y="{y + 11}">{escape(peer.name)}</text>'
        yield f'<rect class="{kind}" x="{left + LABEL}" y="{y}" width="{width:.1f}" height="{BAR}"/>'
        yield f'<text x="{left + LABEL + width + 4:.1f}" y="{y + 11}">{value:.1f}</text>'
    if by_hand:
        x = left + LABEL + room * best / by_hand
        end = top + 24 + len(found) * (BAR + GAP)
        yield f'<line class="one" x1="{x:.1f}" x2="{x:.1f}" y1="{top + 22}" y2="{end}"/>'
