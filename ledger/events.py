"""The catalogue: every event the ledger can hold, by its permanent topic, collected from the aggregates."""

from ledger.access import Access
from ledger.aggregate import Aggregate
from ledger.fact import Fact
from ledger.institution import Institution
from ledger.material import Material
from ledger.operation import Operation
from ledger.partner import Partner
from ledger.publication import Publication
from ledger.regional_coordinator import RegionalCoordinator
from ledger.specialist import Specialist
from ledger.student.student import Student
from ledger.survey import Survey
from ledger.training import Training
from ledger.verification import Verification
from ledger.webhook import Webhook
from ledger.youth_project import YouthProject, YouthProjectCall

AGGREGATES: tuple[type[Aggregate], ...] = (
    Operation,
    Partner,
    Verification,
    Institution,
    RegionalCoordinator,
    Specialist,
    Student,
    YouthProjectCall,
    YouthProject,
    Publication,
    Training,
    Material,
    Survey,
    Access,
    Webhook,
)


def _events_of(aggregate: type[Aggregate]) -> dict[str, type[Fact]]:
    nested = (each for each in vars(aggregate).values() if isinstance(each, type))
    return {
        each.TOPIC: each
        for each in nested
        if issubclass(each, Fact) and each is not aggregate.Event and hasattr(each, "TOPIC")
    }


EVENTS: dict[str, type[Fact]] = {
    topic: event for aggregate in AGGREGATES for topic, event in _events_of(aggregate).items()
}
