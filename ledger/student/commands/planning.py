"""Commands on individual support plans."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.institution import Institution
from ledger.passed_on import passed_on
from ledger.student import planning
from ledger.student.commands.base import StudentCommands
from ledger.student.participation import age_on
from ledger.student.student import Student
from ledger.student.values import PlanContent, RiskResult
from ledger.youth_project import YouthProject

if TYPE_CHECKING:
    from ledger.application import Recorded

ADULT = 18


class PlanningCommands(StudentCommands):
    """Drafting, revising, agreeing, evaluating and closing; the context may name the version expected."""

    agree_plan = passed_on(planning.agree_plan)
    void_agreement = passed_on(planning.void_agreement)
    return_plan = passed_on(planning.return_plan)
    void_return = passed_on(planning.void_return)
    void_evaluation = passed_on(planning.void_evaluation)
    close_plan = passed_on(planning.close_plan)
    reopen_plan = passed_on(planning.reopen_plan)
    void_plan = passed_on(planning.void_plan)

    def draft_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        semester: str,
        enrolment_id: UUID,
        content: PlanContent,
        occurred_on: date,
    ) -> "Recorded":
        """Draft a plan for a semester: its revision 1, to be agreed."""
        return self._draft(
            student_id,
            lambda _: content,
            plan_id=plan_id,
            semester=semester,
            enrolment_id=enrolment_id,
            copied_from=None,
            occurred_on=occurred_on,
        )

    def copy_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        copied_from: UUID,
        semester: str,
        enrolment_id: UUID,
        prepared_by: str,
        occurred_on: date,
    ) -> "Recorded":
        """Draft a plan for another semester with what the latest revision of an earlier one says.

        Risks that exist no longer are left out.
        """
        return self._draft(
            student_id,
            lambda student: planning.copied_content(student, copied_from, prepared_by),
            plan_id=plan_id,
            semester=semester,
            enrolment_id=enrolment_id,
            copied_from=copied_from,
            occurred_on=occurred_on,
        )

    def _draft(
        self,
        student_id: UUID,
        content: Callable[[Student], PlanContent],
        *,
        plan_id: UUID,
        semester: str,
        enrolment_id: UUID,
        copied_from: UUID | None,
        occurred_on: date,
    ) -> "Recorded":
        def decide(student: Student) -> None:
            enrolment = student.enrolment(enrolment_id)
            planned = self._looked_at(content(student))
            planning.draft_plan(
                student,
                self._operation(),
                self._ledger.reference(Institution, enrolment.institution_id),
                plan_id=plan_id,
                semester=semester,
                enrolment_id=enrolment_id,
                content=planned,
                adult=self._adult(student, occurred_on),
                copied_from=copied_from,
                occurred_on=occurred_on,
            )

        return self.change(student_id, decide, made=plan_id)

    def revise_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        content: PlanContent,
        occurred_on: date,
    ) -> "Recorded":
        """Write a further revision, to be agreed; the last agreed one stays in force until then."""
        return self.change(
            student_id,
            lambda student: planning.revise_plan(
                student,
                plan_id=plan_id,
                content=self._looked_at(content),
                adult=self._adult(student, occurred_on),
                occurred_on=occurred_on,
            ),
            made=plan_id,
        )

    def evaluate_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        results: tuple[RiskResult, ...],
        narrative: str | None,
        support_goes_on: bool,
        occurred_on: date,
    ) -> "Recorded":
        """Look at each risk of the plan at the end of its semester."""
        return self.change(
            student_id,
            lambda student: planning.evaluate_plan(
                student,
                plan_id=plan_id,
                results=results,
                narrative=self._seal(student_id, narrative),
                support_goes_on=support_goes_on,
                occurred_on=occurred_on,
            ),
        )

    def _looked_at(self, content: PlanContent) -> PlanContent:
        """That the youth project it names exists; NotFound."""
        if content.youth_project_id is not None:
            self._ledger.reference(YouthProject, content.youth_project_id)
        return content

    def _adult(self, student: Student, day: date) -> bool:
        """Whether the learner is of age that day; one whose birth date is not known is not."""
        born = self._born(student)
        return born is not None and age_on(born, day) >= ADULT
