"""The events behind a figure: their positions in the log, source by source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from api.codes import lists
from api.statistics.asking import Asking
from api.statistics.catalogue import CODES, SIZES, Figure, code_list
from api.statistics.counts import ANSWERS, ECONOMIC, MEASURE, PARTS, RISK_GROUP, days, where
from api.statistics.errors import GroupUnclear
from api.statistics.money import MEASURES
from api.statistics.period import SEMESTER, UNTIL, WHOLE, YEAR
from api.statistics.scope import INSTITUTION
from ledger.calendar import semesters
from ledger.store import log
from projections.funding import Funding
from projections.institution_rows import InstitutionFilter
from projections.institutions import Institutions
from projections.operation_rows import RuleFilter
from projections.operations import Operations
from projections.outcome_rows import OutcomeFilter
from projections.outcomes import Outcomes
from projections.participants import ParticipantFilter, Participants
from projections.partner_rows import PaymentFilter
from projections.partners import Partners
from projections.statistics import Statistics
from projections.surveys import Surveys
from projections.training_rows import TrainingFilter
from projections.trainings import Trainings
from projections.youth_project_rows import CallFilter, ProjectFilter, ProjectState
from projections.youth_projects import YouthProjects


@dataclass(frozen=True)
class Behind:
    """A value whose events are asked for: what it is about, and which of them."""

    asking: Asking
    of: Mapping[str, str]
    """What the value's group says."""
    after: int
    limit: int

    @property
    def page(self) -> dict[str, Any]:
        """As the read models take it."""
        return {"after": self.after, "limit": self.limit}

    @property
    def span(self) -> dict[str, Any]:
        """Days, times and page together."""
        return {**self.asking.days, **self.asking.two_times, **self.page}

    @property
    def filter(self) -> dict[str, Any]:
        """The scope and the group, as the fields of a filter; an id as UUID."""
        said = {**self.asking.place, **self.of}
        if "institution" in said:
            said["institution_id"] = said.pop("institution")
        return {name: UUID(each) if name.endswith("_id") else each for name, each in said.items()}


def groups(figure: Figure, text: str | None) -> dict[str, str]:
    """What an answer says of a value's group, read back; GroupUnclear."""
    said = {}
    for each in text.split(",") if text else ():
        name, _, value = each.partition(":")
        if name not in figure.groups or not value:
            raise GroupUnclear(value=each)
        _require(figure, name, value)
        said[name] = value
    return said


def _require(figure: Figure, name: str, value: str) -> None:
    """GroupUnclear for a value that the dimension does not have."""
    if name == INSTITUTION:
        with suppress(ValueError):
            UUID(value)
            return
    elif name in SIZES or value in {each.code for each in lists()[code_list(figure, name)]}:
        return
    raise GroupUnclear(value=f"{name}:{value}")


def institutions(behind: Behind) -> list[int]:
    """When institutions joined; of those that take part, all their memberships of the period."""
    where = InstitutionFilter(**behind.filter)
    counts = behind.asking.about.removeprefix("municipalities_")
    asked = {**asdict(where), **behind.span, "counts": counts}
    return Institutions.span_events(behind.asking.connection, asked)


def trainings(behind: Behind) -> list[int]:
    """Plannings, modules held, or completions."""
    about = behind.asking.about
    counts = about if about in ("planned", "completed") else "modules"
    asked = {**asdict(TrainingFilter(**behind.filter)), **behind.span, "counts": counts}
    return Trainings.span_events(behind.asking.connection, asked)


def surveys(behind: Behind) -> list[int]:
    """Responses, by batch: one batch is of several kinds of respondents."""
    return Surveys.response_events(behind.asking.connection, behind.span)


_TOPICS = {
    "approved": "youth_project.approved",
    "municipalities": "youth_project.approved",
    "financed": "youth_project.grant_paid",
    "granted": "youth_project.grant_paid",
    "running": "youth_project.started",
}


def youth_projects(behind: Behind) -> list[int]:
    """The approvals, payments or starts of the projects that are counted."""
    about, known_at = behind.asking.about, behind.asking.known_at
    streams = [each.youth_project_id for each in _projects(behind) if _counts(each, about)]
    return log.positions_of(
        behind.asking.connection, streams, [_TOPICS[about]], until=known_at, **behind.page
    )


def _projects(behind: Behind) -> Iterator[ProjectState]:
    after, where = 0, ProjectFilter(**behind.filter)
    while found := YouthProjects.page(
        behind.asking.connection, where, **behind.asking.two_times, after=after
    ):
        yield from found
        after = found[-1].position


def _counts(project: ProjectState, about: str) -> bool:
    if about == "running":
        return project.state == "running"
    if about in ("financed", "granted"):
        return project.granted > 0
    return project.state not in ("submitted", "refused")


def calls(behind: Behind) -> list[int]:
    """The openings."""
    asking = behind.asking
    since = None if asking.period.kind == WHOLE else asking.period.first_day
    found = YouthProjects.calls_page(
        asking.connection,
        CallFilter(**behind.filter, opened_from=since),
        as_of=min(asking.period.last_day, asking.as_of),
        known_at=asking.known_at,
        **behind.page,
    )
    return _positions(found)


def operation(behind: Behind) -> list[int]:
    """The rules that set the budget."""
    asking, where = behind.asking, RuleFilter(kind="budget", withdrawn=False)
    return _positions(Operations.page(asking.connection, where, **asking.two_times, **behind.page))


def partners(behind: Behind) -> list[int]:
    """The semester budgets that stand."""
    period = behind.asking.period
    chosen = [
        each.code
        for each in semesters()
        if period.kind == WHOLE or period.code in (each.code, each.school_year)
    ]
    place = {"municipality": None, **behind.filter}
    asked = {**behind.span, **place, "semesters": chosen}
    return Partners.budget_events(behind.asking.connection, asked)


def payments(behind: Behind) -> list[int]:
    """The payments that stand."""
    asking, of = behind.asking, dict[str, Any]()
    if name := {YEAR: "school_year", SEMESTER: "period"}.get(asking.period.kind):
        of = {name: asking.period.code, "purpose": MEASURES}
    where = PaymentFilter(**behind.filter, **of, reversed=False)
    return _positions(
        Partners.payments_page(asking.connection, where, **asking.two_times, **behind.page)
    )


def funding(behind: Behind) -> list[int]:
    """What spent money, and what took it back."""
    asking, where = behind.asking, {**behind.asking.scope.where, **behind.of}
    if asking.period.kind not in (WHOLE, UNTIL):
        where |= asking.period.where
    return _positions(Funding.lines(asking.connection, where, **asking.two_times, **behind.page))


def participants(behind: Behind) -> list[int]:
    """The entries; which of them an answer on special categories is behind, only counts may tell."""
    asking = behind.asking
    place = {name: each for name, each in behind.filter.items() if name not in behind.of}
    where = ParticipantFilter(**place)
    return _positions(
        Participants.page(asking.connection, where, **asking.two_times, **behind.page)
    )


def outcomes(behind: Behind) -> list[int]:
    """The plans whose learners are counted."""
    asking = behind.asking
    of = {name: each for name, each in behind.filter.items() if name != "semesters_later"}
    where = OutcomeFilter(**of, **asking.period.where)
    return _positions(
        Outcomes.learners(asking.connection, where, **asking.two_times, **behind.page)
    )


def counts(behind: Behind) -> list[int]:
    """What was added to a count, and taken from it."""
    indicator = behind.asking.about.partition("/")[0]
    return _contributions(behind, [(indicator, behind.of)])


def measures(behind: Behind) -> list[int]:
    """The consultations and compensations of a kind, or of those that answer a group of risks."""
    chosen = []
    for indicator, dimension in PARTS.items():
        kinds = [each.code for each in lists()[CODES[dimension]] if _is(each.code, behind.of)]
        if kinds:
            chosen.append((indicator, {dimension: kinds}))
    return _contributions(behind, chosen)


def _is(kind: str, of: Mapping[str, str]) -> bool:
    group = ANSWERS.get(kind, ECONOMIC)
    return kind == of.get(MEASURE, kind) and group == of.get(RISK_GROUP, group)


def _contributions(behind: Behind, chosen: Sequence[tuple[str, Mapping[str, Any]]]) -> list[int]:
    """The first positions of what contributes to some indicators, each position once."""
    asking, found = behind.asking, set[int]()
    for indicator, of in chosen:
        after, positions = behind.after, set[int]()
        while len(positions) < behind.limit and (
            lines := Statistics.lines(
                asking.connection,
                indicator,
                {**where(asking), **of},
                **days(asking),
                after=after,
                limit=behind.limit,
            )
        ):
            positions |= {line.position for line in lines}
            after = lines[-1].position
        found |= positions
    return sorted(found)[: behind.limit]


def _positions(rows: Sequence[Any]) -> list[int]:
    return [each.position for each in rows]


EVENTS: Mapping[str, Callable[[Behind], list[int]]] = {
    "institutions": institutions,
    "trainings": trainings,
    "surveys": surveys,
    "youth_projects": youth_projects,
    "calls": calls,
    "operation": operation,
    "partners": partners,
    "payments": payments,
    "funding": funding,
    "participants": participants,
    "outcomes": outcomes,
    "effects": outcomes,
    "statistics": counts,
    "shares": counts,
    "measures": measures,
}
"""By the name of the source, as SOURCES."""
