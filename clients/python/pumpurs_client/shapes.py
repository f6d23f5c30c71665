"""Bodies of requests and answers. Made by generate.py from the description of the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict

from pumpurs_client.group import Amount, Day, Id, Instant


class AccessNamed(TypedDict):
    """AccessNamed."""

    access: AccessState
    name: str | None
    grants: list[AccessGrant]
    keys: list[KeyShown]


class AccessesClose(TypedDict):
    """AccessesClose."""

    occurred_on: NotRequired[Day]
    reason: str


class AccessesGrant(TypedDict):
    """AccessesGrant."""

    role: str
    scope: Scope
    valid_from: Day
    valid_until: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class AccessesIssueKey(TypedDict):
    """AccessesIssueKey."""

    valid_until: Day
    occurred_on: NotRequired[Day]


class AccessesNarrow(TypedDict):
    """AccessesNarrow."""

    scope: NotRequired[Scope | None]
    valid_until: NotRequired[Day | None]
    occurred_on: NotRequired[Day]
    reason: str


class AccessesOpen(TypedDict):
    """AccessesOpen."""

    actor: str
    kind: str
    issuer: NotRequired[str]
    subject: NotRequired[str | None]
    name: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class AccessesReopen(TypedDict):
    """AccessesReopen."""

    occurred_on: NotRequired[Day]
    reason: str


class AccessesRevoke(TypedDict):
    """AccessesRevoke."""

    occurred_on: NotRequired[Day]
    reason: str


class AccessesRevokeKey(TypedDict):
    """AccessesRevokeKey."""

    occurred_on: NotRequired[Day]
    reason: str


class AccountBalance(TypedDict):
    """AccountBalance."""

    account: str
    name: str
    debit: str
    credit: str
    balance: str


class Answer(TypedDict):
    """Answer."""

    answer: str
    refused_because: NotRequired[str | None]


class Answers(TypedDict):
    """Answers."""

    kind: str
    question: int
    counts: Sequence[int]


class Attendance(TypedDict):
    """Attendance."""

    reference: str
    sha256: str
    platform: NotRequired[str | None]


class Bilingual(TypedDict):
    """Bilingual."""

    lv: str
    en: str


class BudgetUse(TypedDict):
    """BudgetUse."""

    partner_id: str
    position: int
    name: str
    municipality: str | None
    semester: str
    planned: str
    allowed: str | None
    spent: str
    left: str
    used: str
    level: int | None


class CloudEvent(TypedDict):
    """CloudEvent."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: str
    datacontenttype: str
    dataschema: str
    position: int
    streamversion: int
    correlationid: str
    data: dict[str, Any]


class Code(TypedDict):
    """Code."""

    code: str
    lv: str
    en: str


class CodeList(TypedDict):
    """CodeList."""

    list: str
    codes: list[Code]


class CoordinatorNamed(TypedDict):
    """CoordinatorNamed."""

    appointment_id: str
    name: str
    contact: str | None
    first_day: str
    last_day: str | None


class Declared(TypedDict):
    """Declared."""

    cost_category: str
    amount: Amount


class Description(TypedDict):
    """Description."""

    title: str
    language: str
    version: str
    url: NotRequired[str | None]


class DifferenceShown(TypedDict):
    """DifferenceShown."""

    code: str
    name: Bilingual
    unit: str
    scope: str
    period: str
    group: dict[str, str | None]
    earlier: str | None
    later: str | None
    change: str
    as_of: str
    events: str | None


class Document(TypedDict):
    """Document."""

    number: str
    issued_on: Day
    issuer: str
    sha256: str
    total: Amount


class Event(TypedDict):
    """Event."""

    position: int
    type: str
    stream: str
    version: int
    recorded_at: str
    sequenced_at: str
    leaf_hash: str
    data: Any


class FigureShown(TypedDict):
    """FigureShown."""

    code: str
    name: Bilingual
    definition: Bilingual
    unit: str
    counts: str
    public: str
    scopes: list[str]
    periods: list[str]
    group_by: list[str]
    public_group_by: list[str]


class FundingSum(TypedDict):
    """FundingSum."""

    group: dict[str, str]
    lines: int
    amount: str
    esf: str
    state: str
    state_non_eligible: str
    shown: InCents


class Group(TypedDict):
    """Group."""

    group_id: Id
    size: int
    place: int


class GroupMember(TypedDict):
    """GroupMember."""

    student_id: Id
    consultation_id: Id


class InCents(TypedDict):
    """InCents."""

    amount: str
    esf: str
    state: str
    state_non_eligible: str


class IndicatorCount(TypedDict):
    """IndicatorCount."""

    indicator: str
    gender: str
    participants: int
    refused: int
    not_known: int


class IndirectCosts(TypedDict):
    """IndirectCosts."""

    base: str
    amount: str
    shown: str
    spans: list[IndirectSpan]


class IndirectSpan(TypedDict):
    """IndirectSpan."""

    first_day: str | None
    last_day: str
    rule_id: str | None
    percent: str | None
    base: str
    amount: str


class InstitutionsAppointCoordinator(TypedDict):
    """InstitutionsAppointCoordinator."""

    name: str
    contact: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class InstitutionsAttachToPartner(TypedDict):
    """InstitutionsAttachToPartner."""

    partner_id: Id
    occurred_on: NotRequired[Day]


class InstitutionsCorrectRegistration(TypedDict):
    """InstitutionsCorrectRegistration."""

    name: str
    kind: str
    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsEndCoordination(TypedDict):
    """InstitutionsEndCoordination."""

    occurred_on: NotRequired[Day]


class InstitutionsJoinOperation(TypedDict):
    """InstitutionsJoinOperation."""

    last_day: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class InstitutionsLeaveOperation(TypedDict):
    """InstitutionsLeaveOperation."""

    occurred_on: NotRequired[Day]


class InstitutionsPlace(TypedDict):
    """InstitutionsPlace."""

    municipality: str
    occurred_on: NotRequired[Day]


class InstitutionsRegister(TypedDict):
    """InstitutionsRegister."""

    name: str
    kind: str
    occurred_on: NotRequired[Day]


class InstitutionsRejoinOperation(TypedDict):
    """InstitutionsRejoinOperation."""

    last_day: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class InstitutionsRemoveCoordinator(TypedDict):
    """InstitutionsRemoveCoordinator."""

    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsRename(TypedDict):
    """InstitutionsRename."""

    name: str
    occurred_on: NotRequired[Day]


class InstitutionsVoidAttachment(TypedDict):
    """InstitutionsVoidAttachment."""

    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsVoidCoordinationEnd(TypedDict):
    """InstitutionsVoidCoordinationEnd."""

    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsVoidLeaving(TypedDict):
    """InstitutionsVoidLeaving."""

    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsVoidMembership(TypedDict):
    """InstitutionsVoidMembership."""

    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsVoidPlacement(TypedDict):
    """InstitutionsVoidPlacement."""

    occurred_on: NotRequired[Day]
    reason: str


class InstitutionsVoidRenaming(TypedDict):
    """InstitutionsVoidRenaming."""

    occurred_on: NotRequired[Day]
    reason: str


class JournalEntry(TypedDict):
    """JournalEntry."""

    position: int
    entry: JournalEntryRow
    postings: list[Posting]


class KeyShown(TypedDict):
    """KeyShown."""

    key_id: str
    first_day: str
    last_day: str
    revoked_on: str | None
    last_used_at: str | None


class MaterialsCorrectDescription(TypedDict):
    """MaterialsCorrectDescription."""

    description: Description
    occurred_on: NotRequired[Day]
    reason: str


class MaterialsPublishMaterial(TypedDict):
    """MaterialsPublishMaterial."""

    description: Description
    sha256: str
    occurred_on: NotRequired[Day]


class MaterialsSupersede(TypedDict):
    """MaterialsSupersede."""

    by: Id
    occurred_on: NotRequired[Day]


class MaterialsVoidPublishing(TypedDict):
    """MaterialsVoidPublishing."""

    occurred_on: NotRequired[Day]
    reason: str


class MaterialsVoidSupersession(TypedDict):
    """MaterialsVoidSupersession."""

    occurred_on: NotRequired[Day]
    reason: str


class MaterialsVoidWithdrawal(TypedDict):
    """MaterialsVoidWithdrawal."""

    occurred_on: NotRequired[Day]
    reason: str


class MaterialsWithdrawMaterial(TypedDict):
    """MaterialsWithdrawMaterial."""

    occurred_on: NotRequired[Day]
    reason: str


class Meaning(TypedDict):
    """Meaning."""

    figure: str
    lv: str
    en: str
    definition_lv: str
    definition_en: str


class OperationTarget(TypedDict):
    """OperationTarget."""

    value: str
    unit: str
    relation: str
    valid_from: str | None
    source: str
    note: str


class OperationsAllowGroups(TypedDict):
    """OperationsAllowGroups."""

    largest: int
    valid_from: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsCorrectOpening(TypedDict):
    """OperationsCorrectOpening."""

    number: str
    name: str
    first_day: Day
    last_day: Day
    source: str
    occurred_on: NotRequired[Day]
    reason: str


class OperationsExtendPeriod(TypedDict):
    """OperationsExtendPeriod."""

    last_day: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsOpen(TypedDict):
    """OperationsOpen."""

    number: str
    name: str
    first_day: Day
    last_day: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetBudget(TypedDict):
    """OperationsSetBudget."""

    total: Amount
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetCeiling(TypedDict):
    """OperationsSetCeiling."""

    kind: str
    period: str
    amount: Amount
    valid_from: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetCofinancing(TypedDict):
    """OperationsSetCofinancing."""

    shares: Shares
    valid_from: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetDeliveryMode(TypedDict):
    """OperationsSetDeliveryMode."""

    mode: str
    valid_from: Day
    valid_until: NotRequired[Day | None]
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetFlatRate(TypedDict):
    """OperationsSetFlatRate."""

    percent: Amount
    base: NotRequired[str]
    valid_from: Day
    valid_until: NotRequired[Day | None]
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetLumpSum(TypedDict):
    """OperationsSetLumpSum."""

    kind: str
    amount: Amount
    valid_from: Day
    valid_until: NotRequired[Day | None]
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetNonEligibleMoney(TypedDict):
    """OperationsSetNonEligibleMoney."""

    up_to: Amount
    valid_from: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetRate(TypedDict):
    """OperationsSetRate."""

    specialist_kind: str
    unit_cost: Amount
    hour: str
    method_document: str
    valid_from: Day
    valid_until: NotRequired[Day | None]
    source: str
    occurred_on: NotRequired[Day]


class OperationsSetTargetGroup(TypedDict):
    """OperationsSetTargetGroup."""

    stages: Sequence[str]
    valid_from: Day
    source: str
    occurred_on: NotRequired[Day]


class OperationsWithdrawRule(TypedDict):
    """OperationsWithdrawRule."""

    occurred_on: NotRequired[Day]
    reason: str


class Outline(TypedDict):
    """Outline."""

    kind: str
    title: str
    provider: str
    modules: int
    contract: NotRequired[str | None]
    hours: NotRequired[Amount | None]
    municipality: NotRequired[str | None]
    region: NotRequired[str | None]
    institutions: NotRequired[Sequence[Id]]


class PartnerAccount(TypedDict):
    """PartnerAccount."""

    total: SemesterAccount
    advances_outstanding: str
    recoveries_outstanding: str
    semesters: list[SemesterAccount]


class PartnersAllowOverspending(TypedDict):
    """PartnersAllowOverspending."""

    semester: str
    up_to: Amount
    occurred_on: NotRequired[Day]
    reason: str


class PartnersAmendAgreement(TypedDict):
    """PartnersAmendAgreement."""

    number: str
    subject: str
    occurred_on: NotRequired[Day]


class PartnersApproveSettlement(TypedDict):
    """PartnersApproveSettlement."""

    amount: Amount
    advances_offset: NotRequired[Amount]
    verifications: NotRequired[Sequence[Id]]
    occurred_on: NotRequired[Day]


class PartnersCorrectJoining(TypedDict):
    """PartnersCorrectJoining."""

    name: str
    kind: str
    municipality: NotRequired[str | None]
    occurred_on: NotRequired[Day]
    reason: str


class PartnersDecideRecovery(TypedDict):
    """PartnersDecideRecovery."""

    amount: Amount
    ground: str
    means: str
    verifications: NotRequired[Sequence[Id]]
    occurred_on: NotRequired[Day]


class PartnersJoin(TypedDict):
    """PartnersJoin."""

    name: str
    kind: str
    municipality: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class PartnersMakePayment(TypedDict):
    """PartnersMakePayment."""

    amount: Amount
    reference: str
    occurred_on: NotRequired[Day]
    period: NotRequired[str | None]
    purpose: NotRequired[str]
    prior_period: NotRequired[bool]


class PartnersMerge(TypedDict):
    """PartnersMerge."""

    successor_id: Id
    occurred_on: NotRequired[Day]


class PartnersOffsetRecovery(TypedDict):
    """PartnersOffsetRecovery."""

    amount: Amount
    occurred_on: NotRequired[Day]


class PartnersPassOn(TypedDict):
    """PartnersPassOn."""

    occurred_on: NotRequired[Day]


class PartnersPayAdvance(TypedDict):
    """PartnersPayAdvance."""

    amount: Amount
    reference: str
    occurred_on: NotRequired[Day]


class PartnersPlanSemesterBudget(TypedDict):
    """PartnersPlanSemesterBudget."""

    semester: str
    amount: Amount
    students: int
    occurred_on: NotRequired[Day]


class PartnersReceiveRecovery(TypedDict):
    """PartnersReceiveRecovery."""

    amount: Amount
    reference: str
    occurred_on: NotRequired[Day]


class PartnersResubmitSettlement(TypedDict):
    """PartnersResubmitSettlement."""

    declared: Sequence[Declared]
    documents_sha256: str
    occurred_on: NotRequired[Day]


class PartnersReturnSettlement(TypedDict):
    """PartnersReturnSettlement."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersReversePayment(TypedDict):
    """PartnersReversePayment."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersSignAgreement(TypedDict):
    """PartnersSignAgreement."""

    number: str
    occurred_on: NotRequired[Day]


class PartnersSubmitSettlement(TypedDict):
    """PartnersSubmitSettlement."""

    semester: str
    declared: Sequence[Declared]
    documents_sha256: str
    occurred_on: NotRequired[Day]


class PartnersVoidAgreement(TypedDict):
    """PartnersVoidAgreement."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidAmendment(TypedDict):
    """PartnersVoidAmendment."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidApproval(TypedDict):
    """PartnersVoidApproval."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidMerger(TypedDict):
    """PartnersVoidMerger."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidRecovery(TypedDict):
    """PartnersVoidRecovery."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidRecoveryReceipt(TypedDict):
    """PartnersVoidRecoveryReceipt."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidSettlement(TypedDict):
    """PartnersVoidSettlement."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersVoidSettlementReturn(TypedDict):
    """PartnersVoidSettlementReturn."""

    occurred_on: NotRequired[Day]
    reason: str


class PartnersWithdrawOverspending(TypedDict):
    """PartnersWithdrawOverspending."""

    semester: str
    occurred_on: NotRequired[Day]
    reason: str


class PartnersWithdrawSemesterBudget(TypedDict):
    """PartnersWithdrawSemesterBudget."""

    semester: str
    occurred_on: NotRequired[Day]
    reason: str


class Period(TypedDict):
    """Period."""

    kind: str
    code: str
    first_day: str
    last_day: str


class PlanContent(TypedDict):
    """PlanContent."""

    risks: Sequence[Id]
    consultations: Sequence[PlannedConsultation]
    compensations: Sequence[PlannedCompensation]
    crisis_support: bool
    holiday_support: bool
    youth_project_id: NotRequired[Id | None]
    prepared_by: str


class PlannedCompensation(TypedDict):
    """PlannedCompensation."""

    kind: str
    amount: Amount


class PlannedConsultation(TypedDict):
    """PlannedConsultation."""

    kind: str
    specialist_kind: str
    subject: NotRequired[str | None]
    hours: Amount


class Project(TypedDict):
    """Project."""

    number: str
    name: str
    first_day: str
    last_day: str
    esf: str | None
    state: str | None


class PublicationsIssue(TypedDict):
    """PublicationsIssue."""

    name: str
    occurred_on: NotRequired[Day]


class PublicationsWithdraw(TypedDict):
    """PublicationsWithdraw."""

    occurred_on: NotRequired[Day]
    reason: str


class PublicityReport(TypedDict):
    """PublicityReport."""

    municipality: str
    name: str
    asked: Period
    latest: str
    as_of: str
    published_on: str | None
    semesters: list[str]
    project: Project
    institutions: list[str]
    figures: list[Told]
    meanings: list[Meaning]


class Question(TypedDict):
    """Question."""

    text: str
    options: Sequence[str]


class Questionnaire(TypedDict):
    """Questionnaire."""

    title: str
    respondents: Sequence[str]
    questions: Sequence[Question]


class Recorded(TypedDict):
    """Recorded."""

    id: str
    version: int
    ticket: int | None


class RecordedAmendment(TypedDict):
    """RecordedAmendment."""

    id: str
    version: int
    ticket: int | None
    amendment_id: str


class RecordedAppointment(TypedDict):
    """RecordedAppointment."""

    id: str
    version: int
    ticket: int | None
    appointment_id: str


class RecordedApproval(TypedDict):
    """RecordedApproval."""

    id: str
    version: int
    ticket: int | None
    approval_id: str


class RecordedAttachment(TypedDict):
    """RecordedAttachment."""

    id: str
    version: int
    ticket: int | None
    attachment_id: str


class RecordedBatch(TypedDict):
    """RecordedBatch."""

    id: str
    version: int
    ticket: int | None
    batch_id: str


class RecordedCall(TypedDict):
    """RecordedCall."""

    id: str
    version: int
    ticket: int | None
    call_id: str


class RecordedCertification(TypedDict):
    """RecordedCertification."""

    id: str
    version: int
    ticket: int | None
    certification_id: str


class RecordedCompensation(TypedDict):
    """RecordedCompensation."""

    id: str
    version: int
    ticket: int | None
    compensation_id: str


class RecordedConsultation(TypedDict):
    """RecordedConsultation."""

    id: str
    version: int
    ticket: int | None
    consultation_id: str


class RecordedCoordinator(TypedDict):
    """RecordedCoordinator."""

    id: str
    version: int
    ticket: int | None
    coordinator_id: str


class RecordedCost(TypedDict):
    """RecordedCost."""

    id: str
    version: int
    ticket: int | None
    cost_id: str


class RecordedEnrolment(TypedDict):
    """RecordedEnrolment."""

    id: str
    version: int
    ticket: int | None
    enrolment_id: str


class RecordedGrant(TypedDict):
    """RecordedGrant."""

    id: str
    version: int
    ticket: int | None
    grant_id: str


class RecordedInstitution(TypedDict):
    """RecordedInstitution."""

    id: str
    version: int
    ticket: int | None
    institution_id: str


class RecordedKey(TypedDict):
    """RecordedKey."""

    id: str
    version: int
    ticket: int | None
    key_id: str
    key: str | None


class RecordedLine(TypedDict):
    """RecordedLine."""

    id: str
    version: int
    ticket: int | None
    line_id: str


class RecordedMaterial(TypedDict):
    """RecordedMaterial."""

    id: str
    version: int
    ticket: int | None
    material_id: str


class RecordedMembership(TypedDict):
    """RecordedMembership."""

    id: str
    version: int
    ticket: int | None
    membership_id: str


class RecordedMerger(TypedDict):
    """RecordedMerger."""

    id: str
    version: int
    ticket: int | None
    merger_id: str


class RecordedModule(TypedDict):
    """RecordedModule."""

    id: str
    version: int
    ticket: int | None
    module_id: str


class RecordedMove(TypedDict):
    """RecordedMove."""

    id: str
    version: int
    ticket: int | None
    move_id: str


class RecordedNewEnrolment(TypedDict):
    """RecordedNewEnrolment."""

    id: str
    version: int
    ticket: int | None
    new_enrolment_id: str


class RecordedOutcome(TypedDict):
    """RecordedOutcome."""

    id: str
    version: int
    ticket: int | None
    outcome_id: str


class RecordedParticipation(TypedDict):
    """RecordedParticipation."""

    id: str
    version: int
    ticket: int | None
    participation_id: str


class RecordedPartner(TypedDict):
    """RecordedPartner."""

    id: str
    version: int
    ticket: int | None
    partner_id: str


class RecordedPassing(TypedDict):
    """RecordedPassing."""

    id: str
    version: int
    ticket: int | None
    passing_id: str


class RecordedPayment(TypedDict):
    """RecordedPayment."""

    id: str
    version: int
    ticket: int | None
    payment_id: str


class RecordedPlacement(TypedDict):
    """RecordedPlacement."""

    id: str
    version: int
    ticket: int | None
    placement_id: str


class RecordedPlan(TypedDict):
    """RecordedPlan."""

    id: str
    version: int
    ticket: int | None
    plan_id: str


class RecordedPromotion(TypedDict):
    """RecordedPromotion."""

    id: str
    version: int
    ticket: int | None
    promotion_id: str


class RecordedPublication(TypedDict):
    """RecordedPublication."""

    id: str
    version: int
    ticket: int | None
    publication_id: str


class RecordedQualification(TypedDict):
    """RecordedQualification."""

    id: str
    version: int
    ticket: int | None
    qualification_id: str


class RecordedReassessment(TypedDict):
    """RecordedReassessment."""

    id: str
    version: int
    ticket: int | None
    reassessment_id: str


class RecordedRecalculated(TypedDict):
    """RecordedRecalculated."""

    id: str
    version: int
    ticket: int | None
    recalculated_id: str


class RecordedReceipt(TypedDict):
    """RecordedReceipt."""

    id: str
    version: int
    ticket: int | None
    receipt_id: str


class RecordedRecovery(TypedDict):
    """RecordedRecovery."""

    id: str
    version: int
    ticket: int | None
    recovery_id: str


class RecordedRenaming(TypedDict):
    """RecordedRenaming."""

    id: str
    version: int
    ticket: int | None
    renaming_id: str


class RecordedReport(TypedDict):
    """RecordedReport."""

    id: str
    version: int
    ticket: int | None
    report_id: str


class RecordedRepresentative(TypedDict):
    """RecordedRepresentative."""

    id: str
    version: int
    ticket: int | None
    representative_id: str


class RecordedRisk(TypedDict):
    """RecordedRisk."""

    id: str
    version: int
    ticket: int | None
    risk_id: str


class RecordedRule(TypedDict):
    """RecordedRule."""

    id: str
    version: int
    ticket: int | None
    rule_id: str


class RecordedSecret(TypedDict):
    """RecordedSecret."""

    id: str
    version: int
    ticket: int | None
    secret: str | None


class RecordedSettlement(TypedDict):
    """RecordedSettlement."""

    id: str
    version: int
    ticket: int | None
    settlement_id: str


class RecordedSpecialist(TypedDict):
    """RecordedSpecialist."""

    id: str
    version: int
    ticket: int | None
    specialist_id: str


class RecordedStudent(TypedDict):
    """RecordedStudent."""

    id: str
    version: int
    ticket: int | None
    student_id: str


class RecordedSupport(TypedDict):
    """RecordedSupport."""

    id: str
    version: int
    ticket: int | None
    support_id: str


class RecordedSurvey(TypedDict):
    """RecordedSurvey."""

    id: str
    version: int
    ticket: int | None
    survey_id: str


class RecordedTraining(TypedDict):
    """RecordedTraining."""

    id: str
    version: int
    ticket: int | None
    training_id: str


class RecordedVerification(TypedDict):
    """RecordedVerification."""

    id: str
    version: int
    ticket: int | None
    verification_id: str


class RecordedWebhook(TypedDict):
    """RecordedWebhook."""

    id: str
    version: int
    ticket: int | None
    webhook_id: str
    secret: str | None


class RecordedYouthProject(TypedDict):
    """RecordedYouthProject."""

    id: str
    version: int
    ticket: int | None
    youth_project_id: str


class RegionalCoordinatorNamed(TypedDict):
    """RegionalCoordinatorNamed."""

    coordinator_id: str
    region: str
    name: str
    contact: str | None
    first_day: str
    last_day: str | None


class RegionalCoordinatorsAppoint(TypedDict):
    """RegionalCoordinatorsAppoint."""

    region: str
    name: str
    contact: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class RegionalCoordinatorsEnd(TypedDict):
    """RegionalCoordinatorsEnd."""

    occurred_on: NotRequired[Day]


class RegionalCoordinatorsVoidAppointment(TypedDict):
    """RegionalCoordinatorsVoidAppointment."""

    occurred_on: NotRequired[Day]
    reason: str


class RegionalCoordinatorsVoidEnd(TypedDict):
    """RegionalCoordinatorsVoidEnd."""

    occurred_on: NotRequired[Day]
    reason: str


class RespondentCount(TypedDict):
    """RespondentCount."""

    kind: str
    number: int


class RiskResult(TypedDict):
    """RiskResult."""

    risk_id: Id
    result: str


class Route(TypedDict):
    """Route."""

    origin: str
    destination: str


class Schedule(TypedDict):
    """Schedule."""

    first_day: Day
    last_day: Day
    delivery: str
    venue: NotRequired[str | None]


class Scope(TypedDict):
    """Scope."""

    kind: str
    id: NotRequired[str | None]


class SemesterAccount(TypedDict):
    """SemesterAccount."""

    semester: str | None
    planned: str | None
    planned_students: int | None
    spent: str
    spent_on_students: str
    used: str | None
    level: int | None
    declared: str
    not_declared: str
    approved: str
    not_approved: str
    received: str
    received_as_prior_period: str
    advanced: str
    advances_offset: str
    to_recover: str
    overpaid: str
    repaid: str
    recovery_offset: str
    owed_taken_over: str
    advances_taken_over: str
    to_recover_taken_over: str
    owed: str


class Shares(TypedDict):
    """Shares."""

    esf: Amount
    state: Amount
    state_non_eligible: Amount


class SpecialistsAttachToInstitution(TypedDict):
    """SpecialistsAttachToInstitution."""

    institution_id: Id
    last_day: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class SpecialistsCorrectName(TypedDict):
    """SpecialistsCorrectName."""

    name: str
    occurred_on: NotRequired[Day]
    reason: str


class SpecialistsLeave(TypedDict):
    """SpecialistsLeave."""

    occurred_on: NotRequired[Day]


class SpecialistsQualify(TypedDict):
    """SpecialistsQualify."""

    kind: str
    valid_from: Day
    valid_until: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class SpecialistsRegister(TypedDict):
    """SpecialistsRegister."""

    name: str
    occurred_on: NotRequired[Day]


class SpecialistsVoidAttachment(TypedDict):
    """SpecialistsVoidAttachment."""

    occurred_on: NotRequired[Day]
    reason: str


class SpecialistsVoidLeaving(TypedDict):
    """SpecialistsVoidLeaving."""

    occurred_on: NotRequired[Day]
    reason: str


class SpecialistsVoidQualification(TypedDict):
    """SpecialistsVoidQualification."""

    occurred_on: NotRequired[Day]
    reason: str


class StaffCount(TypedDict):
    """StaffCount."""

    kind: str
    number: int


class Statistic(TypedDict):
    """Statistic."""

    code: str
    name: Bilingual
    definition: Bilingual
    unit: str
    counts: str
    scope: str
    period: StatisticPeriod
    group_by: list[str]
    as_of: str
    known_at: int
    public: bool
    targets: list[OperationTarget]
    values: list[StatisticValue]


class StatisticEvent(TypedDict):
    """StatisticEvent."""

    position: int
    type: str
    stream: str
    version: int
    recorded_at: str


class StatisticPeriod(TypedDict):
    """StatisticPeriod."""

    kind: str
    code: str
    first_day: str
    last_day: str


class StatisticValue(TypedDict):
    """StatisticValue."""

    group: dict[str, str | None]
    value: str | None
    suppressed: bool
    events: str | None


class StudentsAgreePlan(TypedDict):
    """StudentsAgreePlan."""

    signatory: str
    form: str
    document_sha256: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class StudentsApproveCompensation(TypedDict):
    """StudentsApproveCompensation."""

    amount: Amount
    occurred_on: NotRequired[Day]


class StudentsClaimCompensation(TypedDict):
    """StudentsClaimCompensation."""

    plan_id: Id
    kind: str
    first_day: Day
    last_day: Day
    amount: Amount
    document: Document
    route: NotRequired[Route | None]
    payee: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class StudentsClosePlan(TypedDict):
    """StudentsClosePlan."""

    occurred_on: NotRequired[Day]


class StudentsCopyPlan(TypedDict):
    """StudentsCopyPlan."""

    semester: str
    enrolment_id: Id
    prepared_by: str
    occurred_on: NotRequired[Day]


class StudentsCorrectPersonalData(TypedDict):
    """StudentsCorrectPersonalData."""

    name: str
    personal_code: NotRequired[str | None]
    birth_date: NotRequired[Day | None]
    occurred_on: NotRequired[Day]
    reason: str


class StudentsDecideWarning(TypedDict):
    """StudentsDecideWarning."""

    decision: str
    occurred_on: NotRequired[Day]
    reason: str


class StudentsDeclareOtherSupport(TypedDict):
    """StudentsDeclareOtherSupport."""

    programme: str
    funder: str
    kinds: Sequence[str]
    first_day: Day
    last_day: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class StudentsDraftPlan(TypedDict):
    """StudentsDraftPlan."""

    semester: str
    enrolment_id: Id
    content: PlanContent
    occurred_on: NotRequired[Day]


class StudentsEnrol(TypedDict):
    """StudentsEnrol."""

    institution_id: Id
    stage: str
    last_day: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class StudentsEnterParticipant(TypedDict):
    """StudentsEnterParticipant."""

    gender: str
    age_band: NotRequired[str | None]
    education: str
    disability: Answer
    background: Answer
    disadvantage: Answer
    occurred_on: NotRequired[Day]


class StudentsEvaluatePlan(TypedDict):
    """StudentsEvaluatePlan."""

    results: Sequence[RiskResult]
    narrative: NotRequired[str | None]
    support_goes_on: bool
    occurred_on: NotRequired[Day]


class StudentsExitParticipant(TypedDict):
    """StudentsExitParticipant."""

    statuses: Sequence[str]
    occurred_on: NotRequired[Day]


class StudentsIdentifyRisk(TypedDict):
    """StudentsIdentifyRisk."""

    factor: str
    note: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class StudentsLeave(TypedDict):
    """StudentsLeave."""

    last_day: Day


class StudentsMerge(TypedDict):
    """StudentsMerge."""

    duplicate_id: Id
    occurred_on: NotRequired[Day]
    reason: str


class StudentsMissConsultation(TypedDict):
    """StudentsMissConsultation."""

    plan_id: Id
    specialist_id: Id
    consultation: PlannedConsultation
    occurred_on: NotRequired[Day]
    reason: str


class StudentsMovePlan(TypedDict):
    """StudentsMovePlan."""

    enrolment_id: Id
    occurred_on: NotRequired[Day]


class StudentsNameRepresentative(TypedDict):
    """StudentsNameRepresentative."""

    relation: str
    name: str
    contact: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class StudentsPayCompensation(TypedDict):
    """StudentsPayCompensation."""

    amount: Amount
    payment_reference: str
    occurred_on: NotRequired[Day]


class StudentsPromote(TypedDict):
    """StudentsPromote."""

    stage: str
    occurred_on: NotRequired[Day]


class StudentsPromoteClass(TypedDict):
    """StudentsPromoteClass."""

    class_name: str
    from_stage: str
    to_stage: str
    students: Sequence[Id]
    occurred_on: NotRequired[Day]


class StudentsReassessRisk(TypedDict):
    """StudentsReassessRisk."""

    result: str
    note: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class StudentsRecalculateCompensation(TypedDict):
    """StudentsRecalculateCompensation."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsRecalculateConsultation(TypedDict):
    """StudentsRecalculateConsultation."""

    others: NotRequired[Sequence[GroupMember]]
    occurred_on: NotRequired[Day]
    reason: str


class StudentsRecordConsultation(TypedDict):
    """StudentsRecordConsultation."""

    plan_id: Id
    specialist_id: Id
    consultation: PlannedConsultation
    starts: Instant
    ends: Instant
    delivery: str
    attendance: Attendance
    group: NotRequired[Group | None]


class StudentsRecordOutcome(TypedDict):
    """StudentsRecordOutcome."""

    outcome: str
    occurred_on: NotRequired[Day]


class StudentsRefuseCompensation(TypedDict):
    """StudentsRefuseCompensation."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsRegister(TypedDict):
    """StudentsRegister."""

    name: str
    personal_code: NotRequired[str | None]
    birth_date: NotRequired[Day | None]
    occurred_on: NotRequired[Day]


class StudentsRemoveRepresentative(TypedDict):
    """StudentsRemoveRepresentative."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsReopenPlan(TypedDict):
    """StudentsReopenPlan."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsReopenRisk(TypedDict):
    """StudentsReopenRisk."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsResolveRisk(TypedDict):
    """StudentsResolveRisk."""

    occurred_on: NotRequired[Day]


class StudentsReturnPlan(TypedDict):
    """StudentsReturnPlan."""

    signatory: str
    occurred_on: NotRequired[Day]
    reason: str


class StudentsReverseCompensation(TypedDict):
    """StudentsReverseCompensation."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsRevisePlan(TypedDict):
    """StudentsRevisePlan."""

    content: PlanContent
    occurred_on: NotRequired[Day]


class StudentsTransfer(TypedDict):
    """StudentsTransfer."""

    institution_id: Id
    stage: str
    occurred_on: NotRequired[Day]


class StudentsVoidAgreement(TypedDict):
    """StudentsVoidAgreement."""

    signatory: str
    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidClassPromotion(TypedDict):
    """StudentsVoidClassPromotion."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidConsultation(TypedDict):
    """StudentsVoidConsultation."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidDecision(TypedDict):
    """StudentsVoidDecision."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidEnrolment(TypedDict):
    """StudentsVoidEnrolment."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidEntry(TypedDict):
    """StudentsVoidEntry."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidEvaluation(TypedDict):
    """StudentsVoidEvaluation."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidExit(TypedDict):
    """StudentsVoidExit."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidLeaving(TypedDict):
    """StudentsVoidLeaving."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidMerge(TypedDict):
    """StudentsVoidMerge."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidOutcome(TypedDict):
    """StudentsVoidOutcome."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidPlan(TypedDict):
    """StudentsVoidPlan."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidPlanMove(TypedDict):
    """StudentsVoidPlanMove."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidPromotion(TypedDict):
    """StudentsVoidPromotion."""

    promoted_on: Day
    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidReassessment(TypedDict):
    """StudentsVoidReassessment."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidReturn(TypedDict):
    """StudentsVoidReturn."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidRisk(TypedDict):
    """StudentsVoidRisk."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsVoidTransfer(TypedDict):
    """StudentsVoidTransfer."""

    occurred_on: NotRequired[Day]
    reason: str


class StudentsWithdrawOtherSupport(TypedDict):
    """StudentsWithdrawOtherSupport."""

    occurred_on: NotRequired[Day]
    reason: str


class SurveysCloseSurvey(TypedDict):
    """SurveysCloseSurvey."""

    occurred_on: NotRequired[Day]


class SurveysCorrectQuestionnaire(TypedDict):
    """SurveysCorrectQuestionnaire."""

    questionnaire: Questionnaire
    occurred_on: NotRequired[Day]
    reason: str


class SurveysOpenSurvey(TypedDict):
    """SurveysOpenSurvey."""

    questionnaire: Questionnaire
    occurred_on: NotRequired[Day]


class SurveysRecordResponses(TypedDict):
    """SurveysRecordResponses."""

    respondents: Sequence[RespondentCount]
    answers: Sequence[Answers]
    occurred_on: NotRequired[Day]


class SurveysReopenSurvey(TypedDict):
    """SurveysReopenSurvey."""

    occurred_on: NotRequired[Day]
    reason: str


class SurveysVoidOpening(TypedDict):
    """SurveysVoidOpening."""

    occurred_on: NotRequired[Day]
    reason: str


class SurveysVoidResponses(TypedDict):
    """SurveysVoidResponses."""

    occurred_on: NotRequired[Day]
    reason: str


class Told(TypedDict):
    """Told."""

    figure: str
    period: str
    kind: str | None
    value: str | None
    unit: str
    withheld: bool


class TrainingsCancelTraining(TypedDict):
    """TrainingsCancelTraining."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsCertifyParticipants(TypedDict):
    """TrainingsCertifyParticipants."""

    certificates: int
    numbers: str
    occurred_on: NotRequired[Day]


class TrainingsCompleteTraining(TypedDict):
    """TrainingsCompleteTraining."""

    occurred_on: NotRequired[Day]


class TrainingsCorrectPlanning(TypedDict):
    """TrainingsCorrectPlanning."""

    outline: Outline
    schedule: Schedule
    occurred_on: NotRequired[Day]
    reason: str


class TrainingsHoldModule(TypedDict):
    """TrainingsHoldModule."""

    number: int
    hours: Amount
    delivery: str
    staff: Sequence[StaffCount]
    occurred_on: NotRequired[Day]


class TrainingsMoveTraining(TypedDict):
    """TrainingsMoveTraining."""

    schedule: Schedule
    occurred_on: NotRequired[Day]
    reason: str


class TrainingsPlanTraining(TypedDict):
    """TrainingsPlanTraining."""

    outline: Outline
    schedule: Schedule
    occurred_on: NotRequired[Day]


class TrainingsRecordCost(TypedDict):
    """TrainingsRecordCost."""

    kind: str
    amount: Amount
    document: Document
    occurred_on: NotRequired[Day]


class TrainingsReverseCost(TypedDict):
    """TrainingsReverseCost."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsVoidCancellation(TypedDict):
    """TrainingsVoidCancellation."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsVoidCertification(TypedDict):
    """TrainingsVoidCertification."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsVoidCompletion(TypedDict):
    """TrainingsVoidCompletion."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsVoidModule(TypedDict):
    """TrainingsVoidModule."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsVoidMove(TypedDict):
    """TrainingsVoidMove."""

    occurred_on: NotRequired[Day]
    reason: str


class TrainingsVoidPlanning(TypedDict):
    """TrainingsVoidPlanning."""

    occurred_on: NotRequired[Day]
    reason: str


class VerificationsCarryOut(TypedDict):
    """VerificationsCarryOut."""

    occurred_on: NotRequired[Day]


class VerificationsClose(TypedDict):
    """VerificationsClose."""

    occurred_on: NotRequired[Day]


class VerificationsPlan(TypedDict):
    """VerificationsPlan."""

    kind: str
    body: str
    partner_id: Id
    first_day: Day
    last_day: Day
    planned_for: Day
    occurred_on: NotRequired[Day]


class VerificationsReopen(TypedDict):
    """VerificationsReopen."""

    occurred_on: NotRequired[Day]
    reason: str


class VerificationsResolveFinding(TypedDict):
    """VerificationsResolveFinding."""

    verdict: str
    not_eligible: NotRequired[Amount]
    occurred_on: NotRequired[Day]


class VerificationsVerifyLine(TypedDict):
    """VerificationsVerifyLine."""

    measure_id: Id
    verdict: str
    not_eligible: NotRequired[Amount]
    finding: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class VerificationsVoid(TypedDict):
    """VerificationsVoid."""

    occurred_on: NotRequired[Day]
    reason: str


class VerificationsVoidCarryingOut(TypedDict):
    """VerificationsVoidCarryingOut."""

    occurred_on: NotRequired[Day]
    reason: str


class VerificationsVoidLine(TypedDict):
    """VerificationsVoidLine."""

    occurred_on: NotRequired[Day]
    reason: str


class WebhookShown(TypedDict):
    """WebhookShown."""

    webhook_id: str
    position: int
    url: str
    topics: list[str]
    scopes: list[str]
    access_id: str | None
    description: str | None
    paused: str | None
    ended: bool
    told_up_to: int
    failures: int
    failing_since: str | None
    pending: int
    dead: int


class WebhooksEnd(TypedDict):
    """WebhooksEnd."""

    occurred_on: NotRequired[Day]


class WebhooksPause(TypedDict):
    """WebhooksPause."""

    occurred_on: NotRequired[Day]


class WebhooksResend(TypedDict):
    """WebhooksResend."""

    position: NotRequired[int | None]
    occurred_on: NotRequired[Day]


class WebhooksResume(TypedDict):
    """WebhooksResume."""

    occurred_on: NotRequired[Day]


class WebhooksRetarget(TypedDict):
    """WebhooksRetarget."""

    url: str
    occurred_on: NotRequired[Day]


class WebhooksRotateSecret(TypedDict):
    """WebhooksRotateSecret."""

    overlap_hours: NotRequired[int]
    occurred_on: NotRequired[Day]


class WebhooksSubscribe(TypedDict):
    """WebhooksSubscribe."""

    url: str
    topics: NotRequired[Sequence[str]]
    scopes: NotRequired[Sequence[Scope]]
    description: NotRequired[str | None]
    occurred_on: NotRequired[Day]


class WebhooksTest(TypedDict):
    """WebhooksTest."""

    occurred_on: NotRequired[Day]


class WebhooksVoidEnd(TypedDict):
    """WebhooksVoidEnd."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsApprove(TypedDict):
    """YouthProjectsApprove."""

    decision: str
    occurred_on: NotRequired[Day]


class YouthProjectsComplete(TypedDict):
    """YouthProjectsComplete."""

    occurred_on: NotRequired[Day]


class YouthProjectsCorrectApplication(TypedDict):
    """YouthProjectsCorrectApplication."""

    applicant: str
    title: str
    planned_from: Day
    planned_until: Day
    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsCorrectCall(TypedDict):
    """YouthProjectsCorrectCall."""

    name: str
    opens_on: Day
    closes_on: Day
    source: str
    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsFail(TypedDict):
    """YouthProjectsFail."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsOpenCall(TypedDict):
    """YouthProjectsOpenCall."""

    partner_id: Id
    name: str
    opens_on: Day
    closes_on: Day
    source: str
    occurred_on: NotRequired[Day]


class YouthProjectsPassToPartner(TypedDict):
    """YouthProjectsPassToPartner."""

    partner_id: Id
    occurred_on: NotRequired[Day]


class YouthProjectsPayGrant(TypedDict):
    """YouthProjectsPayGrant."""

    reference: str
    occurred_on: NotRequired[Day]


class YouthProjectsRecoverGrant(TypedDict):
    """YouthProjectsRecoverGrant."""

    reference: str
    occurred_on: NotRequired[Day]


class YouthProjectsRefuse(TypedDict):
    """YouthProjectsRefuse."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsReportParticipants(TypedDict):
    """YouthProjectsReportParticipants."""

    participants: int
    at_risk: int
    occurred_on: NotRequired[Day]


class YouthProjectsStart(TypedDict):
    """YouthProjectsStart."""

    occurred_on: NotRequired[Day]


class YouthProjectsSubmitApplication(TypedDict):
    """YouthProjectsSubmitApplication."""

    call_id: Id
    applicant: str
    title: str
    planned_from: Day
    planned_until: Day
    occurred_on: NotRequired[Day]


class YouthProjectsVoidApplication(TypedDict):
    """YouthProjectsVoidApplication."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidCall(TypedDict):
    """YouthProjectsVoidCall."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidDecision(TypedDict):
    """YouthProjectsVoidDecision."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidEnd(TypedDict):
    """YouthProjectsVoidEnd."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidGrant(TypedDict):
    """YouthProjectsVoidGrant."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidPassing(TypedDict):
    """YouthProjectsVoidPassing."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidRecovery(TypedDict):
    """YouthProjectsVoidRecovery."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidReport(TypedDict):
    """YouthProjectsVoidReport."""

    occurred_on: NotRequired[Day]
    reason: str


class YouthProjectsVoidStart(TypedDict):
    """YouthProjectsVoidStart."""

    occurred_on: NotRequired[Day]
    reason: str


class AccessState(TypedDict):
    """access.AccessState."""

    access_id: str
    position: int
    actor: str
    kind: str
    issuer: str
    opened_on: str
    closed: bool
    roles: list[str]


class AccessGrant(TypedDict):
    """access.Grant."""

    access_id: str
    grant_id: str
    part: int
    position: int
    role: str
    scope_kind: str
    scope_id: str | None
    valid_from: str
    valid_until: str | None
    first_day: str
    last_day: str | None
    known_from: int
    known_to: int | None
    ended_on: str | None


class GrantState(TypedDict):
    """access.GrantState."""

    position: int
    access_id: str
    actor: str
    kind: str
    grant_id: str
    role: str
    scope_kind: str
    scope_id: str | None
    first_day: str
    last_day: str | None
    ended: bool


class PromotedClass(TypedDict):
    """class_promotions.PromotedClass."""

    promotion_id: str
    position: int
    institution_id: str
    class_name: str
    school_year: str
    from_stage: str
    to_stage: str
    promoted_on: str
    students: int


class Delivery(TypedDict):
    """deliveries.Delivery."""

    position: int
    state: str
    attempts: int
    next_attempt_at: str | None
    last_attempt_at: str | None
    last_status: int | None
    last_error: str | None


class Difference(TypedDict):
    """difference.Difference."""

    position: int
    student_id: str
    measure_id: str
    kind: str
    day: str
    partner_id: str
    institution_id: str
    municipality: str
    semester: str
    group_id: str | None
    specialist_kind: str | None
    hours: str | None
    unit_cost: str | None
    rule_unit_cost: str | None
    rate_version: int | None
    rule_rate_version: int | None
    amount: str
    rule_amount: str | None
    esf: str
    rule_esf: str | None
    state: str
    rule_state: str | None
    state_non_eligible: str
    rule_state_non_eligible: str | None


class FundingLine(TypedDict):
    """funding.FundingLine."""

    position: int
    corrects: int | None
    measure_id: str
    student_id: str | None
    occurred_on: str
    partner_id: str | None
    institution_id: str | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str
    form_of_cost: str
    kind: str
    amount: str
    esf: str
    state: str
    state_non_eligible: str


class InstitutionAttachment(TypedDict):
    """institution.Attachment."""

    institution_id: str
    attachment_id: str
    partner_id: str
    first_day: str
    known_from: int
    known_to: int | None


class Coordination(TypedDict):
    """institution.Coordination."""

    institution_id: str
    appointment_id: str
    first_day: str
    known_from: int
    known_to: int | None
    last_day: str | None


class InstitutionCount(TypedDict):
    """institution.InstitutionCount."""

    active: int
    joined: int


class InstitutionGroupCount(TypedDict):
    """institution.InstitutionGroupCount."""

    group: dict[str, str | None]
    active: int
    joined: int


class InstitutionShown(TypedDict):
    """institution.InstitutionShown."""

    institution: InstitutionState
    names: list[Name]
    memberships: list[Membership]
    placements: list[Placement]
    attachments: list[InstitutionAttachment]
    coordinations: list[Coordination]


class InstitutionState(TypedDict):
    """institution.InstitutionState."""

    institution_id: str
    position: int
    name: str
    kind: str
    municipality: str | None
    region: str | None
    partner_id: str | None
    member: bool
    joined_on: str | None


class Membership(TypedDict):
    """institution.Membership."""

    institution_id: str
    membership_id: str
    first_day: str
    known_from: int
    known_to: int | None
    last_day: str | None


class Name(TypedDict):
    """institution.Name."""

    institution_id: str
    renaming_id: str
    name: str
    first_day: str
    known_from: int
    known_to: int | None


class Placement(TypedDict):
    """institution.Placement."""

    institution_id: str
    placement_id: str
    municipality: str
    region: str
    first_day: str
    known_from: int
    known_to: int | None


class JournalEntryRow(TypedDict):
    """journal.Entry."""

    position: int
    corrects: int | None
    event: str
    subject_id: str
    student_id: str | None
    occurred_on: str
    partner_id: str | None
    institution_id: str | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str | None
    form_of_cost: str | None
    kind: str | None


class Posting(TypedDict):
    """journal.Posting."""

    position: int
    line: int
    account: str
    funding_source: str | None
    debit: str
    credit: str


class MaterialState(TypedDict):
    """materials.MaterialState."""

    material_id: str
    position: int
    title: str
    language: str
    version: str
    url: str | None
    sha256: str
    published_on: str
    superseded_by: str | None
    superseded_on: str | None
    withdrawn_on: str | None
    withdrawn_because: str | None
    current: bool


class Budget(TypedDict):
    """operation.Budget."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    total: str
    esf: str
    state: str


class Ceiling(TypedDict):
    """operation.Ceiling."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    kind: str
    period: str
    amount: str


class Cofinancing(TypedDict):
    """operation.Cofinancing."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    shares: RulesShares


class DeliveryMode(TypedDict):
    """operation.DeliveryMode."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    mode: str


class FlatRate(TypedDict):
    """operation.FlatRate."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    percent: str
    base: str


class LumpSum(TypedDict):
    """operation.LumpSum."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    kind: str
    amount: str
    lump_sum_version: int


class NonEligibleMoney(TypedDict):
    """operation.NonEligibleMoney."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    up_to: str


class OperationOn(TypedDict):
    """operation.OperationOn."""

    number: str
    name: str
    first_day: str
    last_day: str
    on: str
    budget: Budget | None
    non_eligible_money: NonEligibleMoney | None
    cofinancing: Cofinancing | None
    target_group: TargetGroup | None
    delivery_modes: list[DeliveryMode]
    rates: list[Rate]
    lump_sums: list[LumpSum]
    ceilings: list[Ceiling]
    flat_rate: FlatRate | None
    largest_group: int


class Rate(TypedDict):
    """operation.Rate."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    specialist_kind: str
    unit_cost: str
    hour: str
    rate_version: int
    method_document: str | None


class RuleState(TypedDict):
    """operation.RuleState."""

    position: int
    rule_id: str
    kind: str
    about: str | None
    valid_from: str
    valid_until: str | None
    holds_until: str | None
    source: str
    decided_on: str
    terms: dict[str, Any]
    withdrawn_on: str | None
    withdrawn_at: int | None


class TargetGroup(TypedDict):
    """operation.TargetGroup."""

    rule_id: str
    position: int
    valid_from: str
    valid_until: str | None
    source: str
    decided_on: str
    stages: list[str]


class Cohort(TypedDict):
    """outcome.Cohort."""

    cohort: str
    semesters_later: int
    semester: str
    learners: int
    with_plan: int
    enrolled: int
    graduated: int
    moved: int
    left_early: int
    not_known: int
    stayed: int


class Effect(TypedDict):
    """outcome.Effect."""

    semester: str
    support: str
    code: str | None
    semesters_later: int
    learners: int
    reduced: int
    persists: int
    worse: int
    not_evaluated: int
    too_early: int
    enrolled: int
    graduated: int
    moved: int
    left_early: int
    not_known: int
    stayed: int


class LearnerOutcome(TypedDict):
    """outcome.LearnerOutcome."""

    student_id: str
    plan_id: str
    position: int
    semester: str
    institution_id: str
    partner_id: str
    municipality: str
    region: str
    risk_groups: list[str]
    result: str
    evaluated_on: str | None
    kinds: list[str]
    hours: str
    euros: str
    after_1: str
    after_2: str
    after_4: str


class Outcome(TypedDict):
    """outcome.Outcome."""

    student_id: str
    outcome_id: str
    position: int
    outcome: str
    occurred_on: str
    known_from: int
    known_to: int | None


class RiskOutcomes(TypedDict):
    """outcome.RiskOutcomes."""

    semester: str
    risk_group: str | None
    learners: int
    reduced: int
    persists: int
    worse: int
    not_evaluated: int


class OutcomeRiskResult(TypedDict):
    """outcome.RiskResult."""

    plan_id: str
    semester: str
    risk_id: str
    factor: str
    risk_group: str
    result: str | None
    evaluated_on: str | None


class Participation(TypedDict):
    """participants.Participation."""

    student_id: str
    participation_id: str
    position: int
    institution_id: str
    partner_id: str
    municipality: str
    region: str
    gender: str
    age_band: str
    education: str
    first_day: str
    known_from: int
    known_to: int | None
    last_day: str | None
    statuses: list[str]


class Amendment(TypedDict):
    """partner.Amendment."""

    partner_id: str
    amendment_id: str
    agreement: int
    number: str
    subject: str
    amended_on: str
    known_from: int
    known_to: int | None


class PartnerShown(TypedDict):
    """partner.PartnerShown."""

    partner: PartnerState
    amendments: list[Amendment]
    semesters: list[SemesterState]


class PartnerState(TypedDict):
    """partner.PartnerState."""

    partner_id: str
    position: int
    name: str
    kind: str
    municipality: str | None
    joined_on: str
    agreement: str | None
    signed_on: str | None
    advanced: str
    received: str
    received_for_prior_periods: str
    received_for_no_stated_period: str


class Payment(TypedDict):
    """partner.Payment."""

    partner_id: str
    payment_id: str
    position: int
    kind: str
    amount: str
    period: str | None
    school_year: str | None
    purpose: str | None
    prior_period: bool
    reference: str
    paid_on: str
    known_from: int
    known_to: int | None
    reversed_on: str | None


class Received(TypedDict):
    """partner.Received."""

    payments: int
    amount: str


class SemesterState(TypedDict):
    """partner.SemesterState."""

    semester: str
    planned: str | None
    planned_students: int | None
    received: str
    received_as_prior_period: str


class Agreement(TypedDict):
    """plan.Agreement."""

    student_id: str
    plan_id: str
    revision: int
    signatory: str
    form: str
    document_sha256: str | None
    agreed_on: str
    known_from: int
    known_to: int | None


class CompensationLine(TypedDict):
    """plan.CompensationLine."""

    kind: str
    planned: str
    claimed: str
    paid: str


class ConsultationLine(TypedDict):
    """plan.ConsultationLine."""

    kind: str
    specialist_kind: str
    subject: str | None
    planned: str
    held: str
    missed: str


class PlanCount(TypedDict):
    """plan.PlanCount."""

    plans: int
    students: int


class PlanShown(TypedDict):
    """plan.PlanShown."""

    plan: PlanState
    revision: Revision
    agreements: list[Agreement]
    consultations: list[ConsultationLine]
    compensations: list[CompensationLine]


class PlanState(TypedDict):
    """plan.PlanState."""

    student_id: str
    plan_id: str
    position: int
    state: str
    semester: str
    school_year: str
    enrolment_id: str
    institution_id: str
    partner_id: str
    municipality: str
    region: str
    copied_from: str | None
    drafted_on: str
    latest_revision: int
    revision_in_force: int | None
    agreed_on: str | None
    evaluated_on: str | None
    support_goes_on: bool | None
    closed_on: str | None


class Revision(TypedDict):
    """plan.Revision."""

    student_id: str
    plan_id: str
    revision: int
    risks: list[str]
    crisis_support: bool
    holiday_support: bool
    youth_project_id: str | None
    prepared_by: str
    signatories: list[str]
    written_on: str
    known_from: int
    known_to: int | None
    in_force_from: str | None
    returned_on: str | None
    returned_by: str | None


class Publication(TypedDict):
    """publications.Publication."""

    publication_id: str
    name: str
    published_on: str
    position: int


class Appointment(TypedDict):
    """regional_coordinators.Appointment."""

    coordinator_id: str
    position: int
    region: str
    first_day: str
    known_from: int
    known_to: int | None
    last_day: str | None


class RulesShares(TypedDict):
    """rules.Shares."""

    esf: str
    state: str
    state_non_eligible: str


class Recovery(TypedDict):
    """settlement.Recovery."""

    recovery_id: str
    partner_id: str
    settlement_id: str
    position: int
    semester: str
    decided_on: str
    ground: str
    means: str
    to_recover: str
    repaid: str
    recovery_offset: str
    verifications: list[str]


class Settlement(TypedDict):
    """settlement.Settlement."""

    settlement_id: str
    partner_id: str
    position: int
    semester: str
    state: str
    submitted_on: str
    since: str
    documents_sha256: str
    prior_period: bool
    declared: str
    approved: str
    not_approved: str
    advances_offset: str
    to_recover: str
    repaid: str
    recovery_offset: str
    verifications: list[str]


class SpecialistsAttachment(TypedDict):
    """specialists.Attachment."""

    specialist_id: str
    attachment_id: str
    institution_id: str
    first_day: str
    known_from: int
    known_to: int | None
    last_day: str | None


class Qualification(TypedDict):
    """specialists.Qualification."""

    specialist_id: str
    qualification_id: str
    kind: str
    first_day: str
    last_day: str | None
    known_from: int
    known_to: int | None


class SpecialistShown(TypedDict):
    """specialists.SpecialistShown."""

    specialist: SpecialistState
    qualifications: list[Qualification]
    attachments: list[SpecialistsAttachment]


class SpecialistState(TypedDict):
    """specialists.SpecialistState."""

    specialist_id: str
    position: int
    registered_on: str
    kinds: list[str]
    institutions: list[str]


class EnrolmentState(TypedDict):
    """student.EnrolmentState."""

    student_id: str
    enrolment_id: str
    institution_id: str
    programme_kind: str
    stage: str
    first_day: str
    last_day: str | None


class OpenRisk(TypedDict):
    """student.OpenRisk."""

    risk_id: str
    factor: str
    risk_group: str
    identified_on: str


class StudentShown(TypedDict):
    """student.StudentShown."""

    student: StudentState
    enrolments: list[EnrolmentState]
    risks: list[OpenRisk]
    duplicates: list[str]


class StudentState(TypedDict):
    """student.StudentState."""

    student_id: str
    position: int
    registered_on: str
    enrolment_id: str | None
    institution_id: str | None
    programme_kind: str | None
    stage: str | None
    first_day: str | None
    open_risks: int
    representatives: int
    plans: int
    merged_into: str | None


class RespondentTotal(TypedDict):
    """survey.RespondentTotal."""

    kind: str
    number: int


class Share(TypedDict):
    """survey.Share."""

    question: int
    text: str
    option: int
    answer: str
    kind: str | None
    answers: int
    answered: int
    share: str | None


class SurveyShown(TypedDict):
    """survey.SurveyShown."""

    survey: SurveyState
    respondents: list[RespondentTotal]
    shares: list[Share]


class SurveyState(TypedDict):
    """survey.SurveyState."""

    survey_id: str
    position: int
    title: str
    kinds: list[str]
    questions: int
    opened_on: str
    state: str
    closed_on: str | None
    batches: int
    respondents: int


class TimelineEntry(TypedDict):
    """timeline.Entry."""

    student_id: str
    position: int
    version: int
    topic: str
    occurred_on: str
    recorded_at: str
    actor: str
    role: str
    on_behalf_of: str | None
    client: str
    reason: str | None
    request_id: str
    summary: dict[str, Any]


class Certification(TypedDict):
    """training.Certification."""

    training_id: str
    certification_id: str
    certificates: int
    numbers: str
    certified_on: str
    known_from: int
    known_to: int | None


class Cost(TypedDict):
    """training.Cost."""

    training_id: str
    cost_id: str
    kind: str
    amount: str
    number: str
    issued_on: str
    issuer: str
    sha256: str
    total: str
    paid_on: str
    known_from: int
    known_to: int | None
    reversed_on: str | None


class Ending(TypedDict):
    """training.Ending."""

    training_id: str
    state: str
    reason: str | None
    ended_on: str
    known_from: int
    known_to: int | None


class Module(TypedDict):
    """training.Module."""

    training_id: str
    module_id: str
    number: int
    hours: str
    delivery: str
    participants: int
    staff: dict[str, Any]
    held_on: str
    known_from: int
    known_to: int | None


class Move(TypedDict):
    """training.Move."""

    training_id: str
    move_id: str
    first_day: str
    last_day: str
    delivery: str
    venue: str | None
    municipality: str | None
    region: str | None
    reason: str | None
    moved_on: str
    known_from: int
    known_to: int | None


class TrainingCount(TypedDict):
    """training.TrainingCount."""

    group: dict[str, Any]
    planned: int
    modules: int
    hours: str
    completed: int
    cancelled: int
    participants: int
    attendances: int
    certificates: int
    cost: str


class TrainingShown(TypedDict):
    """training.TrainingShown."""

    training: TrainingState
    ending: Ending | None
    moves: list[Move]
    modules: list[Module]
    certifications: list[Certification]
    costs: list[Cost]


class TrainingState(TypedDict):
    """training.TrainingState."""

    training_id: str
    position: int
    kind: str
    title: str
    provider: str
    contract: str | None
    institutions: list[str]
    municipality: str | None
    region: str | None
    first_day: str
    last_day: str
    delivery: str
    venue: str | None
    modules: int
    hours: str | None
    planned_on: str
    state: str
    ended_on: str | None
    modules_held: int
    hours_held: str
    participants: int
    certificates: int
    cost: str


class LineState(TypedDict):
    """verification.LineState."""

    line_id: str
    position: int
    measure_id: str
    finding: str | None
    verified_on: str
    verdict: str
    not_eligible: str
    resolved_on: str | None


class ReferredBy(TypedDict):
    """verification.ReferredBy."""

    kind: str
    decision_id: str
    settlement_id: str
    semester: str
    amount: str
    decided_on: str


class VerificationShown(TypedDict):
    """verification.VerificationShown."""

    verification: VerificationState
    lines: list[LineState]
    referred_by: list[ReferredBy]


class VerificationState(TypedDict):
    """verification.VerificationState."""

    verification_id: str
    position: int
    kind: str
    body: str
    partner_id: str
    first_day: str
    last_day: str
    planned_for: str
    state: str
    since: str
    lines: int
    to_clarify: int
    not_eligible: str


class Support(TypedDict):
    """warnings.Support."""

    student_id: str
    support_id: str
    position: int
    programme: str
    funder: str
    kinds: list[str]
    first_day: str
    last_day: str | None
    declared_on: str
    known_from: int
    known_to: int | None


class WarningState(TypedDict):
    """warnings.WarningState."""

    position: int
    student_id: str
    warning_id: str
    state: str
    rule: str
    measure_kind: str
    measure_id: str
    conflict_kind: str
    conflict_id: str | None
    raised_on: str
    decided_on: str | None
    lapsed_on: str | None


class Subscription(TypedDict):
    """webhooks.Subscription."""

    webhook_id: str
    position: int
    url: str
    topics: list[str]
    scopes: list[str]
    access_id: str | None
    description: str | None
    paused: str | None
    ended: bool


class Task(TypedDict):
    """worklist.Task."""

    position: int
    kind: str
    since: str
    student_id: str | None
    item_id: str
    revision: int | None
    who: list[str]
    code: str | None
    amount: str | None
    measure_id: str | None
    conflict_id: str | None
    institution_id: str | None
    partner_id: str
    municipality: str | None
    region: str | None
    semester: str


class WorkCount(TypedDict):
    """worklist.WorkCount."""

    kind: str
    institution_id: str | None
    partner_id: str
    municipality: str | None
    region: str | None
    items: int
    students: int
    oldest: str


class CallCount(TypedDict):
    """youth_project.CallCount."""

    calls: int
    municipalities: int


class CallState(TypedDict):
    """youth_project.CallState."""

    call_id: str
    position: int
    partner_id: str
    municipality: str
    region: str
    name: str
    opens_on: str
    closes_on: str
    source: str
    open: bool
    applications: int
    approved: int


class YouthProjectGrant(TypedDict):
    """youth_project.Grant."""

    youth_project_id: str
    grant_id: str
    amount: str
    lump_sum_version: int
    paid_on: str
    reference: str
    known_from: int
    known_to: int | None
    recovery_id: str | None
    recovered_on: str | None
    recovery_reference: str | None


class Passing(TypedDict):
    """youth_project.Passing."""

    youth_project_id: str
    passing_id: str
    partner_id: str
    municipality: str
    region: str
    first_day: str
    known_from: int
    known_to: int | None


class ProjectCount(TypedDict):
    """youth_project.ProjectCount."""

    group: dict[str, str]
    applications: int
    approved: int
    refused: int
    running: int
    completed: int
    failed: int
    financed: int
    recovered: int
    granted: str
    participants: int
    at_risk: int
    municipalities: int


class ProjectShown(TypedDict):
    """youth_project.ProjectShown."""

    project: ProjectState
    decision: str | None
    passings: list[Passing]
    reports: list[Report]
    grants: list[YouthProjectGrant]


class ProjectState(TypedDict):
    """youth_project.ProjectState."""

    youth_project_id: str
    position: int
    call_id: str
    partner_id: str
    municipality: str
    region: str
    applicant: str
    title: str
    planned_from: str
    planned_until: str
    state: str
    applied_on: str
    decided_on: str | None
    started_on: str | None
    ended_on: str | None
    participants: int | None
    at_risk: int | None
    paid_on: str | None
    recovered_on: str | None
    granted: str


class Report(TypedDict):
    """youth_project.Report."""

    youth_project_id: str
    report_id: str
    participants: int
    at_risk: int
    reported_on: str
    known_from: int
    known_to: int | None
