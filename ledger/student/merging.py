"""Verbs about two records of one child: one is kept, the other ends."""

from datetime import date

from ledger import required
from ledger.dated import require_not_before
from ledger.sealed import Sealed
from ledger.student.merging_errors import (
    BothPlansOpen,
    CompensationsUnderWay,
    DifferentPersons,
    HasDuplicates,
    MergedWithItself,
    NotMerged,
    WarningUnderWay,
)
from ledger.student.student import Student

Born = tuple[date | None, date | None]


def require_mergeable(kept: Student, duplicate: Student, born: Born) -> None:
    """That two records may be of one child (house rule), and that nothing is under way in the one that ends.

    Two personal codes that differ, or two days of birth, are two children until one is corrected. Of plans for one
    semester only one may be open: which one goes on is for people to say.

    ReasonMissing, MergedWithItself, MergedAway, HasDuplicates, DifferentPersons, BothPlansOpen, CompensationsUnderWay,
    WarningUnderWay.
    """
    required.reason()
    if kept.id == duplicate.id:
        raise MergedWithItself()
    kept.require_own_record()
    duplicate.require_own_record()
    if any(not each.voided for each in duplicate.duplicates.values()):
        raise HasDuplicates()
    if kept.personal_code and duplicate.personal_code:
        raise DifferentPersons(what="personal codes")
    if all(born) and born[0] != born[1]:
        raise DifferentPersons(what="days of birth")
    for semester in _open_semesters(kept) & _open_semesters(duplicate):
        raise BothPlansOpen(semester=semester)
    for compensation_id, each in duplicate.compensations.items():
        if each.state in ("claimed", "approved"):
            raise CompensationsUnderWay(first=compensation_id, state=each.state)
    for warning_id, warned in duplicate.warnings.items():
        if warned.under_way:
            raise WarningUnderWay(first=warning_id, state=warned.decision or "open")


def end(duplicate: Student, kept: Student, *, occurred_on: date) -> None:
    """The duplicate ends, and its open plans with it."""
    closed = tuple(plan_id for plan_id, plan in duplicate.plans.items() if plan.open)
    for plan_id in closed:
        written_on = duplicate.plan(plan_id).revision(1).written_on
        duplicate.trigger_event(
            Student.PlanClosed, plan_id=plan_id, occurred_on=max(occurred_on, written_on)
        )
    duplicate.trigger_event(
        Student.MergedInto, kept_id=kept.id, plans_closed=closed, occurred_on=occurred_on
    )


def absorb(
    kept: Student, duplicate: Student, *, personal_code: Sealed | None, occurred_on: date
) -> None:
    """The kept record stands for both; `personal_code`: the duplicate's, sealed anew."""
    kept.trigger_event(
        Student.DuplicateAbsorbed,
        duplicate_id=duplicate.id,
        personal_code=personal_code,
        occurred_on=occurred_on,
    )


def require_merged(kept: Student, duplicate: Student, *, occurred_on: date) -> None:
    """That the one is merged into the other; ReasonMissing, NotMerged, BeforeWhatItCorrects."""
    required.reason()
    absorbed = kept.duplicates.get(duplicate.id)
    if absorbed is None or absorbed.voided:
        raise NotMerged(student=duplicate.id)
    require_not_before(absorbed.first_day, occurred_on)


def resume(duplicate: Student, *, occurred_on: date) -> None:
    """The duplicate is of another child: it goes on, with the plans that were closed only for the merge.

    NotMerged.
    """
    merge = duplicate.merge
    if merge is None:
        raise NotMerged(student=duplicate.id)
    duplicate.trigger_event(Student.MergeVoided, kept_id=merge.kept_id, occurred_on=occurred_on)
    for plan_id in merge.plans_closed:
        duplicate.trigger_event(Student.PlanReopened, plan_id=plan_id, occurred_on=occurred_on)


def separate(kept: Student, duplicate: Student, *, code_returned: bool, occurred_on: date) -> None:
    """The kept record stands for itself alone; a personal code that came along, and is still its, goes back."""
    kept.trigger_event(
        Student.AbsorptionVoided,
        duplicate_id=duplicate.id,
        code_returned=code_returned,
        occurred_on=occurred_on,
    )


def _open_semesters(student: Student) -> set[str]:
    return {plan.semester for plan in student.plans.values() if plan.open}
