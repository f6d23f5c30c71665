"""Commands about the learner: registration, enrolment, representatives, risks, outcomes."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger import required
from ledger.institution import Institution
from ledger.passed_on import passed_on
from ledger.personal_code import personal_code as normalised
from ledger.store.holds import Holds
from ledger.student import assessing, concluding, learning
from ledger.student.commands.base import CARE, StudentCommands
from ledger.student.student import Student

if TYPE_CHECKING:
    from ledger.application import Recorded


class LearningCommands(StudentCommands):
    """Who the learner is, where the learner learns, and which risks there are."""

    void_enrolment = passed_on(learning.void_enrolment)
    leave = passed_on(learning.leave)
    void_leaving = passed_on(learning.void_leaving)
    remove_representative = passed_on(learning.remove_representative)
    resolve_risk = passed_on(assessing.resolve_risk)
    reopen_risk = passed_on(assessing.reopen_risk)
    void_risk = passed_on(assessing.void_risk)
    void_reassessment = passed_on(assessing.void_reassessment)
    record_outcome = passed_on(concluding.record_outcome, made="outcome_id")
    void_outcome = passed_on(concluding.void_outcome)

    def register(
        self,
        student_id: UUID,
        *,
        name: str,
        personal_code: str | None,
        birth_date: date | None,
        occurred_on: date,
    ) -> "Recorded":
        """Make a learner known; PersonalCodeInvalid, PersonalCodeTaken names the first."""
        name = required.text("name", name)
        code = None if personal_code is None else normalised(personal_code)

        return self._ledger.create(
            Student,
            student_id,
            lambda: learning.register(
                student_id,
                name=self._ledger.keys.seal(student_id, CARE, name),
                personal_code=self._seal(student_id, code),
                birth_date=self._seal(student_id, birth_date.isoformat() if birth_date else None),
                occurred_on=occurred_on,
            ),
            Holds(codes=(self._ledger.keys.code_of(student_id, code),)),
        )

    def correct_personal_data(
        self,
        student_id: UUID,
        *,
        name: str,
        personal_code: str | None,
        birth_date: date | None,
        occurred_on: date,
    ) -> "Recorded":
        """Replace personal data that were wrong; the reason is required."""
        name = required.text("name", name)
        code = None if personal_code is None else normalised(personal_code)

        def decide(student: Student) -> Holds:
            learning.correct_personal_data(
                student,
                name=self._ledger.keys.seal(student_id, CARE, name),
                personal_code=self._seal(student_id, code),
                birth_date=self._seal(student_id, birth_date.isoformat() if birth_date else None),
                occurred_on=occurred_on,
            )
            return Holds(codes=(self._ledger.keys.code_of(student_id, code),))

        return self.change(student_id, decide)

    def enrol(
        self,
        student_id: UUID,
        *,
        enrolment_id: UUID,
        institution_id: UUID,
        stage: str,
        last_day: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """The learner begins at an institution; `last_day`: of a stay that is over already."""
        return self.change(
            student_id,
            lambda student: learning.enrol(
                student,
                self._ledger.reference(Institution, institution_id),
                enrolment_id=enrolment_id,
                stage=stage,
                last_day=last_day,
                occurred_on=occurred_on,
            ),
            made=enrolment_id,
        )

    def promote(
        self, student_id: UUID, *, enrolment_id: UUID, stage: str, occurred_on: date
    ) -> "Recorded":
        """The learner moves on to another grade or course; MeasuresStandOnIt where the target group has no such."""
        return self.change(
            student_id,
            lambda student: learning.promote(
                student,
                self._operation(),
                enrolment_id=enrolment_id,
                stage=stage,
                occurred_on=occurred_on,
            ),
        )

    def void_promotion(
        self, student_id: UUID, *, enrolment_id: UUID, promoted_on: date, occurred_on: date
    ) -> "Recorded":
        """Take back a promotion recorded wrongly; the reason is required. NotPromoted, MeasuresStandOnIt."""
        return self.change(
            student_id,
            lambda student: learning.void_promotion(
                student,
                self._operation(),
                enrolment_id=enrolment_id,
                promoted_on=promoted_on,
                occurred_on=occurred_on,
            ),
        )

    def name_representative(
        self,
        student_id: UUID,
        *,
        representative_id: UUID,
        relation: str,
        name: str,
        contact: str | None,
        occurred_on: date,
    ) -> "Recorded":
        """A person represents the learner in law."""
        name = required.text("name", name)
        return self.change(
            student_id,
            lambda student: learning.name_representative(
                student,
                representative_id=representative_id,
                relation=relation,
                name=self._ledger.keys.seal(student_id, CARE, name),
                contact=self._seal(student_id, contact),
                occurred_on=occurred_on,
            ),
            made=representative_id,
        )

    def identify_risk(
        self, student_id: UUID, *, risk_id: UUID, factor: str, note: str | None, occurred_on: date
    ) -> "Recorded":
        """A pedagogue identifies a risk."""
        return self.change(
            student_id,
            lambda student: assessing.identify_risk(
                student,
                risk_id=risk_id,
                factor=factor,
                note=self._seal(student_id, note),
                occurred_on=occurred_on,
            ),
            made=risk_id,
        )

    def reassess_risk(
        self,
        student_id: UUID,
        *,
        risk_id: UUID,
        reassessment_id: UUID,
        result: str,
        note: str | None,
        occurred_on: date,
    ) -> "Recorded":
        """A risk is looked at again."""
        return self.change(
            student_id,
            lambda student: assessing.reassess_risk(
                student,
                risk_id=risk_id,
                reassessment_id=reassessment_id,
                result=result,
                note=self._seal(student_id, note),
                occurred_on=occurred_on,
            ),
            made=reassessment_id,
        )
