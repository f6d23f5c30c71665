"""What every command on a student does: load, decide, append."""

from collections.abc import Callable
from inspect import Parameter, get_annotations, signature
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec
from uuid import UUID

from ledger.fact import because, current_context
from ledger.institution import Institution
from ledger.operation import OPERATION_ID, Operation
from ledger.sealed import Sealed
from ledger.store.holds import Holds
from ledger.student.student import Student

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

P = ParamSpec("P")
CARE, PAYMENT = "care", "payment"


class StudentCommands:
    """The ledger, and the ways into it that the command methods share."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def change(
        self,
        student_id: UUID,
        decide: Callable[[Student], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a student, let verbs decide, append what they decided; a reason is sealed."""

        def decide_for_sealed_reason(student: Student) -> Holds | None:
            reason = current_context().reason
            if isinstance(reason, str) and reason.strip():
                reason = self._ledger.keys.seal(student_id, CARE, reason)
            with because(reason):
                return decide(student)

        return self._ledger.change(Student, student_id, decide_for_sealed_reason, made=made)

    def _operation(self) -> Operation:
        return self._ledger.reference(Operation, OPERATION_ID)

    def _institution_of(self, student: Student, plan_id: UUID) -> Institution:
        """The institution whose plan it is."""
        enrolment = student.enrolment(student.plan(plan_id).enrolment_id)
        return self._ledger.reference(Institution, enrolment.institution_id)

    def _seal(self, student_id: UUID, text: str | None, category: str = CARE) -> Sealed | None:
        return None if text is None else self._ledger.keys.seal(student_id, category, text)


def passed_on(
    verb: Callable[Concatenate[Student, P], None], *, made: str | None = None
) -> Callable[Concatenate[StudentCommands, UUID, P], "Recorded"]:
    """The command that needs nothing but the student: its arguments, after the student's id, are the verb's.

    `made` is the argument that names what is made.
    """

    def command(
        self: StudentCommands, student_id: UUID, *args: P.args, **fields: P.kwargs
    ) -> "Recorded":
        made_id: Any = fields.get(made or "")
        return self.change(student_id, lambda student: verb(student, *args, **fields), made=made_id)

    _, *own = signature(verb).parameters.values()
    named = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in ("self", "student_id")]
    command.__signature__ = signature(verb).replace(parameters=[*named, *own])  # type: ignore[attr-defined]
    command.__annotations__ = {**get_annotations(verb), "student_id": UUID, "return": "Recorded"}
    command.__name__, command.__doc__ = verb.__name__, verb.__doc__
    return command  # type: ignore[return-value]  # the API names student_id, as it may with any command
