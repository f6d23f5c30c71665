"""Steps of a learner who moves, and the second school to move to."""

from datetime import date
from typing import Any

from ledger.fact import recording
from ledger.institution import Institution
from ledger.student import moving
from tests.ledger.student.spec import CONTEXT, Step, World, id_of

MOVED = date(2020, 11, 2)


def other_school(
    *, kind: str = "general", joined: date | None = date(2017, 9, 1), placed: bool = True
) -> Institution:
    """A school in another municipality, of another partner."""
    day = date(2017, 9, 1)
    with recording(CONTEXT):
        school = Institution.register(
            id_of("other school"), name="Ērgļu vidusskola", kind=kind, occurred_on=day
        )
        if joined:
            school.join_operation(id_of("other membership"), occurred_on=joined)
        if placed:
            school.place(id_of("other placement"), municipality="LV-062", occurred_on=day)
        school.attach_to_partner(
            id_of("other attachment"), partner_id=id_of("Mārupe"), occurred_on=day
        )
    return school


def transferred(
    day: date = MOVED, stage: str = "grade-7", school: Institution | None = None, **changed: Any
) -> Step:
    """To the other school."""
    ids: dict[str, Any] = {
        "enrolment_id": id_of("enrolment"),
        "new_enrolment_id": id_of("second enrolment"),
    }
    there = school or other_school()
    return lambda world: moving.transfer(
        world.student,
        moving.Destination(world.operation, there, stage),
        **{**ids, "occurred_on": day, **changed},
    )


def transfer_voided(name: str = "second enrolment", day: date = date(2020, 12, 1)) -> Step:
    """The transfer taken back."""
    return lambda world: moving.void_transfer(
        world.student, enrolment_id=id_of(name), occurred_on=day
    )


def plan_moved(name: str = "second enrolment", day: date = MOVED, plan: str = "plan") -> Step:
    """The plan goes on in another enrolment, at the world's school."""
    return lambda world: moving.move_plan(
        world.student,
        world.operation,
        world.institution,
        plan_id=id_of(plan),
        enrolment_id=id_of(name),
        occurred_on=day,
    )


def plan_move_voided(day: date = date(2020, 12, 1)) -> Step:
    """The plan's move taken back."""
    return lambda world: moving.void_plan_move(
        world.student, plan_id=id_of("plan"), occurred_on=day
    )


def there(step: Step, school: Institution | None = None) -> Step:
    """The step, taken at the other school, where the specialist works too."""

    def taken(world: World) -> None:
        here, world.institution = world.institution, school or other_school()
        if id_of("other post") not in world.specialist.attachments:
            world.specialist.attach_to_institution(
                id_of("other post"),
                institution_id=world.institution.id,
                occurred_on=date(2017, 9, 1),
            )
        try:
            step(world)
        finally:
            world.institution = here

    return taken
