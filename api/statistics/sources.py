"""Where figures of institutions, trainings, surveys and youth projects come from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.statistics.asking import Asking, Counted, share
from api.statistics.period import DAY, WHOLE
from ledger.municipality import existed
from ledger.vocabulary import municipalities
from projections.institution_rows import InstitutionFilter
from projections.institutions import Institutions
from projections.surveys import Surveys
from projections.training_rows import TrainingFilter
from projections.trainings import Trainings
from projections.youth_project_rows import CallFilter, ProjectFilter
from projections.youth_projects import YouthProjects


def institutions(asking: Asking) -> list[Counted]:
    """Institutions and the municipalities they lie in."""
    where = InstitutionFilter(**_ids(asking.place))
    if asking.about == "municipalities_share":
        return [_share_of_municipalities(asking, where)]
    found = Institutions.spans(
        asking.connection, asking.group_by, where, **asking.days, **asking.two_times
    )
    return [Counted(each.group, getattr(each, asking.about)) for each in found]


def _share_of_municipalities(asking: Asking, where: InstitutionFilter) -> Counted:
    [found] = Institutions.spans(asking.connection, (), where, **asking.days, **asking.two_times)
    there_are = sum(existed(code, asking.period.last_day) for code in municipalities())
    return Counted({}, share(found.municipalities_joined, there_are))


def trainings(asking: Asking) -> list[Counted]:
    """Trainings of staff; what took place on other days than those of the period is not in them."""
    where = TrainingFilter(**_ids(asking.place))
    found = Trainings.counts(
        asking.connection, asking.group_by, where, **asking.days, **asking.two_times
    )
    return [Counted(each.group, getattr(each, asking.about)) for each in found]


def surveys(asking: Asking) -> list[Counted]:
    """Respondents, or the share of an answer."""
    asked: dict[str, Any] = {**asking.days, **asking.two_times, "answer": asking.about}
    if asking.about == "respondents":
        responses = Surveys.responses(asking.connection, asking.group_by, asked)
        return [Counted({**each.group}, each.respondents) for each in responses]
    opinions = Surveys.opinions(asking.connection, asking.group_by, asked)
    return [Counted({**each.group}, share(each.gave, each.answered)) for each in opinions]


def youth_projects(asking: Asking) -> list[Counted]:
    """What had become of applications by the last day of the period."""
    where = ProjectFilter(**_ids(asking.place))
    found = YouthProjects.counts(asking.connection, asking.group_by, where, **asking.two_times)
    return [Counted({**each.group}, getattr(each, asking.about)) for each in found]


def calls(asking: Asking) -> list[Counted]:
    """Calls for youth projects that opened in the period."""
    since = None if asking.period.kind == WHOLE else asking.period.first_day
    until = asking.period.last_day if asking.period.kind != DAY else asking.as_of
    where = CallFilter(**_ids(asking.place), opened_from=since)
    found = YouthProjects.call_count(
        asking.connection, where, as_of=min(until, asking.as_of), known_at=asking.known_at
    )
    return [Counted({}, getattr(found, asking.about))]


def _ids(place: dict[str, str]) -> dict[str, Any]:
    """A filter's values, ids as UUIDs."""
    return {name: UUID(value) if name.endswith("_id") else value for name, value in place.items()}
