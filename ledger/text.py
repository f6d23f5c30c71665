"""What the texts inside events are: codes of a list, texts of a form, or free; the catalogue tells it of each field."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class Listed:
    """It is a code of this list; with a code of it where the list stands in no reference file."""

    list: str
    example: str = ""


@dataclass(frozen=True)
class Written:
    """It has this form; with one that has it."""

    form: str
    example: str


FreeText = Annotated[str, Written("free text", "some words")]
"""Said of a text that is called like a code elsewhere; of others it goes without saying."""
Sha256 = Annotated[str, Written("SHA-256, 64 hexadecimal digits", "9f86d081884c7d65" * 4)]

Semester = Annotated[str, Listed("semester", "2020/21 II")]
Stage = Annotated[str, Listed("stage", "grade-7")]
Municipality = Annotated[str, Listed("municipality", "LV-059")]
"""By its ISO 3166-2 code, as it was on the day."""
Region = Annotated[str, Listed("region")]
"""One of the five in which the operation reports."""
SpecialistKind = Annotated[str, Listed("specialist")]
ConsultationKind = Annotated[str, Listed("consultation_kind")]
CompensationKind = Annotated[str, Listed("compensation")]
PartnerKind = Annotated[str, Listed("partner_kind", "municipality")]
PaymentPurpose = Annotated[str, Listed("payment_purpose", "measures")]
InstitutionKind = Annotated[str, Listed("institution_kind")]
Subject = Annotated[str, Listed("subject")]
Delivery = Annotated[str, Listed("delivery")]
CostCategory = Annotated[str, Listed("cost_category")]
TrainingKind = Annotated[str, Listed("training")]
RiskResult = Annotated[str, Listed("risk_result")]
Verdict = Annotated[str, Listed("verdict")]
Signatory = Annotated[str, Written("`learner` or `representative`", "learner")]
