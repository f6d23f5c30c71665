"""Commands on individual support plans."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.institution import Institution
from ledger.student import planning
from ledger.student.commands.base import StudentCommands
from ledger.student.student import Student
from ledger.student.values import PlanContent, RiskResult

if TYPE_CHECKING:
    from ledger.application import Recorded


class PlanningCommands(StudentCommands):
    """Drafting, revising, agreeing, evaluating and closing; each may name the version it expects."""

    def draft_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        semester: str,
        enrolment_id: UUID,
        content: PlanContent,
        copied_from: UUID | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """Draft a plan for a semester: its revision 1, to be agreed."""

        def decide(student: Student) -> None:
            enrolment = student.enrolment(enrolment_id)
            planning.draft_plan(
                student,
                self._operation(),
                self._ledger.reference(Institution, enrolment.institution_id),
                plan_id=plan_id,
                semester=semester,
                enrolment_id=enrolment_id,
                content=content,
                adult=self._adult(student, occurred_on),
                copied_from=copied_from,
                occurred_on=occurred_on,
            )

        return self._change(student_id, decide, made=plan_id)

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

        def decide(student: Student) -> None:
            enrolment = student.enrolment(enrolment_id)
            planning.draft_plan(
                student,
                self._operation(),
                self._ledger.reference(Institution, enrolment.institution_id),
                plan_id=plan_id,
                semester=semester,
                enrolment_id=enrolment_id,
                content=planning.copied_content(student, copied_from, prepared_by),
                adult=self._adult(student, occurred_on),
                copied_from=copied_from,
                occurred_on=occurred_on,
            )

        return self._change(student_id, decide, made=plan_id)

    def revise_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        content: PlanContent,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """Write a further revision, to be agreed; the last agreed one stays in force until then."""
        return self._change(
            student_id,
            lambda student: planning.revise_plan(
                student,
                plan_id=plan_id,
                content=content,
                adult=self._adult(student, occurred_on),
                occurred_on=occurred_on,
            ),
            expected_version=expected_version,
            made=plan_id,
        )

    def agree_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        revision: int,
        signatory: str,
        form: str,
        document_sha256: str | None,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """One signatory agrees to the latest revision."""
        return self._change(
            student_id,
            lambda student: planning.agree_plan(
                student,
                plan_id=plan_id,
                revision=revision,
                signatory=signatory,
                form=form,
                document_sha256=document_sha256,
                occurred_on=occurred_on,
            ),
            expected_version=expected_version,
        )

    def void_agreement(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        revision: int,
        signatory: str,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """Take back an agreement; the reason is required."""
        return self._change(
            student_id,
            lambda student: planning.void_agreement(
                student,
                plan_id=plan_id,
                revision=revision,
                signatory=signatory,
                occurred_on=occurred_on,
            ),
            expected_version=expected_version,
        )

    def return_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        revision: int,
        signatory: str,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """A signatory does not agree; the reason is required."""
        return self._change(
            student_id,
            lambda student: planning.return_plan(
                student,
                plan_id=plan_id,
                revision=revision,
                signatory=signatory,
                occurred_on=occurred_on,
            ),
            expected_version=expected_version,
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
        expected_version: int | None = None,
    ) -> "Recorded":
        """Look at each risk of the plan at the end of its semester."""
        return self._change(
            student_id,
            lambda student: planning.evaluate_plan(
                student,
                plan_id=plan_id,
                results=results,
                narrative=self._seal(student_id, narrative),
                support_goes_on=support_goes_on,
                occurred_on=occurred_on,
            ),
            expected_version=expected_version,
        )

    def void_evaluation(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """Take back an evaluation; the reason is required."""
        return self._change(
            student_id,
            lambda student: planning.void_evaluation(
                student, plan_id=plan_id, occurred_on=occurred_on
            ),
            expected_version=expected_version,
        )

    def close_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """Give nothing under the plan any more."""
        return self._change(
            student_id,
            lambda student: planning.close_plan(student, plan_id=plan_id, occurred_on=occurred_on),
            expected_version=expected_version,
        )

    def reopen_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """Take back a closing; the reason is required."""
        return self._change(
            student_id,
            lambda student: planning.reopen_plan(student, plan_id=plan_id, occurred_on=occurred_on),
            expected_version=expected_version,
        )

    def void_plan(
        self,
        student_id: UUID,
        *,
        plan_id: UUID,
        occurred_on: date,
        expected_version: int | None = None,
    ) -> "Recorded":
        """Take back a plan under which nothing was given; the reason is required."""
        return self._change(
            student_id,
            lambda student: planning.void_plan(student, plan_id=plan_id, occurred_on=occurred_on),
            expected_version=expected_version,
        )

    def _adult(self, student: Student, day: date) -> bool:
        """Whether the learner is of age that day; one whose birth date is not known is not."""
        if student.birth_date is None:
            return False
        born = date.fromisoformat(self._ledger.keys.unseal(student.id, student.birth_date))
        return (day.year - born.year, day.month, day.day) >= (18, born.month, born.day)
