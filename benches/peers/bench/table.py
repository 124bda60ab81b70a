"""The tables, as Markdown."""

import statistics


def median(values):
    return statistics.median(values) if values else None


class Tables:
    """Figures of peers, and the reasons where there is none."""

    def __init__(self, peers, endpoints, results):
        self.peers, self.endpoints, self.results = peers, endpoints, results
        self.reasons = {}

    def slices(self, peer, name, figure):
        """The median of a figure over all rounds."""
        return median([one[figure] for one in self.results[peer.key]["slices"].get(name, [])])

    def cell(self, peer, what, value, form="{:.1f}"):
        if isinstance(value, (int, float)):
            return form.format(value)
        failures = self.results[peer.key]["failures"]
        reason = value or failures.get(what) or failures.get("all") or "not taken"
        whose = self.reasons.setdefault(str(reason), {})
        whose.setdefault(peer.name, []).append(what)
        return "–"

    def grid(self, title, rows):
        """A table with a column for each peer."""
        head = [title, *(peer.name for peer in self.peers)]
        lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * len(self.peers)]
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join(lines)

    def by_endpoint(self, title, form, *figures):
        """A row for each endpoint; several figures of one cell stand between slashes."""
        rows = []
        for name, endpoint in self.endpoints.items():
            row = [endpoint.title]
            for peer in self.peers:
                values = [self.slices(peer, name, figure) for figure in figures]
                if None in values:
                    row.append(self.cell(peer, name, None))
                else:
                    row.append(" / ".join(form(value) for value in values))
            rows.append(row)
        return self.grid(title, rows)

    def by_peer(self):
        """All that is not of one endpoint."""
        kinds = [
            ("start-up, ms", "start_ms", "{:.1f}"),
            ("memory when idle, MiB", "idle_mib", "{:.1f}"),
            ("memory under load, MiB", "loaded_mib", "{:.1f}"),
            ("10,000 idle connections: held", "idle_held", "{:,.0f}"),
            ("… answers in a second beside them", "idle_rate", "{:,.0f}"),
            ("… memory, MiB", "idle_10k_mib", "{:.1f}"),
            ("program, MiB", "size_mib", "{:.1f}"),
            ("lines of code", "lines", "{:.0f}"),
            ("cold build, s", "build_s", "{:.1f}"),
            ("build after an edit, s", "rebuild_s", "{:.1f}"),
        ]
        rows = []
        for title, figure, form in kinds:
            row = [title]
            for peer in self.peers:
                value = self.results[peer.key]["figures"].get(figure)
                value = median(value) if isinstance(value, list) else value
                row.append(self.cell(peer, figure, value, form))
            rows.append(row)
        return self.grid("", rows)

    def markdown(self, conditions):
        """Everything: the conditions, the tables, and why figures are missing."""
        parts = [
            conditions,
            "CPU time of the server for one request, microseconds:",
            self.by_endpoint("", "{:.1f}".format, "cpu_us"),
            "Requests in a second:",
            self.by_endpoint("", "{:,.0f}".format, "rate"),
            "Time until the answer, p50 / p99, milliseconds:",
            self.by_endpoint("", lambda micros: f"{micros / 1000:.2f}", "p50_us", "p99_us"),
            "Everything else:",
            self.by_peer(),
        ]
        if self.reasons:
            lines = ["Where there is no figure:", ""]
            for reason, whose in self.reasons.items():
                whom = "; ".join(f"{name} ({', '.join(dict.fromkeys(what))})" for name, what in whose.items())
                lines.append(f"- {whom}: {reason}")
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"
