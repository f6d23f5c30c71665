"""The read models: what the ledger can be asked. All of it may be dropped and built anew from the log."""

from __future__ import annotations

from projections.accesses import Accesses
from projections.class_promotions import ClassPromotions
from projections.differences import Differences
from projections.funding import Funding
from projections.institutions import Institutions
from projections.journal import Journal
from projections.materials import Materials
from projections.operations import Operations
from projections.outcomes import Outcomes
from projections.participants import Participants
from projections.partners import Partners
from projections.plans import Plans
from projections.projection import Projection
from projections.publications import Publications
from projections.regional_coordinators import RegionalCoordinators
from projections.scopes import Scopes
from projections.settlements import Settlements
from projections.specialists import Specialists
from projections.statistics import Statistics
from projections.students import Students
from projections.surveys import Surveys
from projections.timeline import Timeline
from projections.trainings import Trainings
from projections.verifications import Verifications
from projections.warnings import Warnings
from projections.webhooks import Webhooks
from projections.worklists import Worklists
from projections.youth_projects import YouthProjects

ALL: tuple[type[Projection], ...] = (
    Students,
    Scopes,
    ClassPromotions,
    Timeline,
    Plans,
    Journal,
    Funding,
    Operations,
    Differences,
    Partners,
    Settlements,
    Verifications,
    Institutions,
    Specialists,
    Outcomes,
    Participants,
    RegionalCoordinators,
    YouthProjects,
    Statistics,
    Publications,
    Trainings,
    Materials,
    Surveys,
    Warnings,
    Worklists,
    Accesses,
    Webhooks,
)
