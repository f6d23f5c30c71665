"""The parts of the API, one file each."""

from __future__ import annotations

from api.resource import Resource
from api.resources.access import access
from api.resources.batches import batches
from api.resources.class_promotions import class_promotions
from api.resources.compensations import compensations
from api.resources.consultations import consultations
from api.resources.events import events
from api.resources.funding import funding
from api.resources.institutions import institutions
from api.resources.journal import journal
from api.resources.log import log
from api.resources.materials import materials
from api.resources.moving import moving
from api.resources.operations import operations
from api.resources.outcomes import outcomes
from api.resources.participants import participants
from api.resources.partners import partners
from api.resources.plans import plans
from api.resources.publications import publications
from api.resources.publicity import publicity
from api.resources.regional_coordinators import regional_coordinators
from api.resources.risks import risks
from api.resources.settlements import settlements
from api.resources.specialists import specialists
from api.resources.statistics import statistics
from api.resources.statistics_differences import statistics_differences
from api.resources.students import students
from api.resources.surveys import surveys
from api.resources.trainings import trainings
from api.resources.verifications import verifications
from api.resources.vocabulary import vocabulary
from api.resources.warnings import warnings
from api.resources.webhooks import webhooks
from api.resources.worklists import worklists
from api.resources.youth_projects import youth_project_calls, youth_projects

_ALL: tuple[Resource, ...] = (
    students,
    moving,
    class_promotions,
    risks,
    plans,
    consultations,
    compensations,
    warnings,
    outcomes,
    participants,
    worklists,
    operations,
    partners,
    settlements,
    verifications,
    institutions,
    regional_coordinators,
    specialists,
    youth_project_calls,
    youth_projects,
    funding,
    journal,
    trainings,
    materials,
    surveys,
    statistics,
    statistics_differences,
    publications,
    publicity,
    access,
    events,
    log,
    webhooks,
    vocabulary,
)
ALL = (*_ALL, batches(_ALL))
"""In the order of the documentation."""
