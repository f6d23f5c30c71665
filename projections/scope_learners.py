"""Where learners and specialists belong: to the institutions where they are, and events to what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.specialist import events as specialist
from ledger.student import events
from projections import scope_views as view
from projections.given import Given
from projections.projection import At, on
from projections.scope_bonds import NOWHERE, Spots, as_id
from projections.scope_places import Places, day, spot_of, spot_written
from projections.scope_rows import REGISTRAR, STAY, WORK

OfStay = view.OfEnrolment | view.OfAttachment
OfThing = view.OfPlan | view.OfCompensation | view.OfParticipation | view.OfWarning
PlacedThing = view.PlacedPlan | view.PlacedCompensation | view.PlacedParticipation


class Learners(Given, Places):
    """The base of `Scopes`: learners and specialists, as their `holders` say.

    What is about a plan or a measure given elsewhere lies there as well: the school that recorded it hears
    of its reversal, however long ago the learner left.
    """

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also look up the consultations that are voided or warned of."""
        super().prepare(batch)
        voided = (each for each in batch if type(each) is view.OfConsultation)
        warned = (each for each in batch if isinstance(each, view.RaisedWarning))
        keys = {(each.originator_id, each.thing_id) for each in voided}
        keys |= {(each.originator_id, each.measure_id) for each in warned}
        self.look_up(keys)
        self.read({given.place.institution_id for key in keys if (given := self.given(*key))})

    # --- where they are ---------------------------------------------------------------------------

    @on(events.Registered, specialist.Registered, reads=view.Registration)
    def registered(self, event: view.Registration, at: At) -> None:
        stream = event.originator_id
        with self.changing(stream, at):
            for whom in as_id(event.on_behalf_of):
                if self.is_holder(whom):
                    self.bind(event, stream, REGISTRAR, whom, at)

    @on(events.Enrolled, reads=view.Enrolment)
    def enrolled(self, event: view.Enrolment, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.stay_id, STAY, event.institution_id, at)

    @on(specialist.AttachedToInstitution, reads=view.Attachment)
    def attached(self, event: view.Attachment, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.stay_id, WORK, event.institution_id, at)

    @on(events.EnrolmentVoided, reads=view.OfEnrolment)
    def enrolment_voided(self, event: view.OfEnrolment, at: At) -> None:
        self._never(event, at)

    @on(specialist.AttachmentVoided, reads=view.OfAttachment)
    def attachment_voided(self, event: view.OfAttachment, at: At) -> None:
        self._never(event, at)

    @on(events.Left, reads=view.OfEnrolment)
    def left(self, event: view.OfEnrolment, at: At) -> None:
        with self.changing(event.originator_id, at, self._at_stay(event, at)):
            self.end(event.originator_id, event.stay_id, event.occurred_on)

    @on(events.LeavingVoided, reads=view.OfEnrolment)
    def leaving_voided(self, event: view.OfEnrolment, at: At) -> None:
        with self.changing(event.originator_id, at, self._at_stay(event, at)):
            self.end(event.originator_id, event.stay_id, None)

    def _never(self, event: OfStay, at: At) -> None:
        with self.changing(event.originator_id, at, self._at_stay(event, at)):
            self.never(event.originator_id, event.stay_id)

    def _at_stay(self, event: OfStay, at: At) -> Spots:
        return self.spots_of_stay(event.originator_id, event.stay_id, day(at))

    @on(
        events.Promoted,
        events.PromotionVoided,
        events.PromotedWithClass,
        events.TransferVoided,
        reads=view.OfEnrolment,
    )
    def of_enrolment(self, event: view.OfEnrolment, at: At) -> None:
        self.lies(at, self.spots(event.originator_id, day(at)), self._at_stay(event, at))

    @on(events.Transferred, reads=view.Transfer)
    def transferred(self, event: view.Transfer, at: At) -> None:
        """At the old institution and the new one."""
        student, left = event.originator_id, event.from_enrolment_id
        before = self.spots_of_stay(student, left, day(at))
        self.lies(at, self.spots(student, day(at)), self._at_stay(event, at), before)

    # --- plans, measures, participations, warnings ------------------------------------------------

    @on(events.PlanDrafted, events.PlanMoved, reads=view.PlacedPlan)
    def plan_placed(self, event: view.PlacedPlan, at: At) -> None:
        self._placed(event, at)

    @on(events.ConsultationRecorded, events.ConsultationMissed, reads=view.PlacedConsultation)
    def consultation_placed(self, event: view.PlacedConsultation, at: At) -> None:
        """Of most events there is nothing more to know: the few that are asked for again are looked up."""
        student, today = event.originator_id, day(at)
        spot = spot_written(bytes(event.place))
        self.lies(at, self.spots(student, today), self.spots_at(spot, today))

    @on(events.CompensationClaimed, reads=view.PlacedCompensation)
    def compensation_placed(self, event: view.PlacedCompensation, at: At) -> None:
        self._placed(event, at)

    @on(events.ParticipantEntered, reads=view.PlacedParticipation)
    def participation_placed(self, event: view.PlacedParticipation, at: At) -> None:
        self._placed(event, at)

    @on(events.WarningRaised, reads=view.RaisedWarning)
    def warned(self, event: view.RaisedWarning, at: At) -> None:
        """A warning is where the measure is."""
        student = event.originator_id
        known = self.put_with(student, event.thing_id, event.measure_id)
        if not known and (given := self.given(student, event.measure_id)):
            self.put(student, event.thing_id, given.place)
        self._about(event, at)

    @on(events.PlanMoveVoided, reads=view.OfPlan)
    def plan_put_back(self, event: view.OfPlan, at: At) -> None:
        before = self._at_thing(event, at)
        self.put_back(event.originator_id, event.thing_id)
        self._about(event, at, before)

    @on(
        events.PlanVoided,
        events.PlanRevised,
        events.PlanAgreed,
        events.AgreementVoided,
        events.PlanReturned,
        events.ReturnVoided,
        events.PlanEvaluated,
        events.EvaluationVoided,
        events.PlanClosed,
        events.PlanReopened,
        reads=view.OfPlan,
    )
    def of_plan(self, event: view.OfPlan, at: At) -> None:
        self._about(event, at)

    @on(events.ConsultationVoided, reads=view.OfConsultation)
    def of_consultation(self, event: view.OfConsultation, at: At) -> None:
        student, today = event.originator_id, day(at)
        given = self.given(student, event.thing_id)
        there = self.spots_at(spot_of(given.place), today) if given else NOWHERE
        self.lies(at, self.spots(student, today), there)

    @on(
        events.CompensationApproved,
        events.CompensationRefused,
        events.CompensationPaid,
        events.CompensationReversed,
        reads=view.OfCompensation,
    )
    def of_compensation(self, event: view.OfCompensation, at: At) -> None:
        self._about(event, at)

    @on(
        events.EntryVoided,
        events.ParticipantExited,
        events.ExitVoided,
        reads=view.OfParticipation,
    )
    def of_participation(self, event: view.OfParticipation, at: At) -> None:
        self._about(event, at)

    @on(
        events.WarningDecided,
        events.DecisionVoided,
        events.WarningLapsed,
        reads=view.OfWarning,
    )
    def of_warning(self, event: view.OfWarning, at: At) -> None:
        self._about(event, at)

    def _placed(self, event: PlacedThing, at: At) -> None:
        """Where it was put before, if it was, and where it is from now on."""
        known = self.things.get((event.originator_id, event.thing_id))
        before = self._at_thing(event, at) if known else NOWHERE
        self.put(event.originator_id, event.thing_id, event.place)
        self._about(event, at, before)

    def _about(self, event: OfThing, at: At, before: Spots = NOWHERE) -> None:
        student, today = event.originator_id, day(at)
        there = self.spots_of(student, event.thing_id, today)
        self.lies(at, self.spots(student, today), there, before)

    def _at_thing(self, event: OfThing, at: At) -> Spots:
        return self.spots_of(event.originator_id, event.thing_id, day(at))
