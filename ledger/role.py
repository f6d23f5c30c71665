"""Who takes part in the operation: as what somebody records a fact."""

from enum import StrEnum


class Role(StrEnum):
    """The codes of the list `role`."""

    PEDAGOGUE = "pedagogue"
    PLAN_PREPARER = "plan_preparer"
    INSTITUTION_COORDINATOR = "institution_coordinator"
    DIRECTOR = "director"
    PARTNER_COORDINATOR = "partner_coordinator"
    REGIONAL_COORDINATOR = "regional_coordinator"
    NATIONAL = "national"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    OPERATOR = "operator"
    MACHINE = "machine"
