"""Youth initiative projects (JIP): calls of municipalities, and what became of each application."""

from ledger.youth_project.call import YouthProjectCall
from ledger.youth_project.commands import YouthProjects
from ledger.youth_project.youth_project import YouthProject

__all__ = ["YouthProject", "YouthProjectCall", "YouthProjects"]
