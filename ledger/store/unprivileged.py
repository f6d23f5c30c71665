"""Run a program of PostgreSQL as somebody it accepts, and end it with its parent.

It is run as a plain file with the standard library only:
`unprivileged.py PARENT FOLDER PROGRAM ARGUMENTS…`, and becomes the program.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def become_owner(folder: Path) -> None:
    """Become the owner of the folder, but neither root, which PostgreSQL refuses, nor a user
    without a name, which initdb refuses.

    Instead of those: enter a user namespace that shows them another number. The files stay
    theirs, and folders that only they may enter stay open. Where namespaces are forbidden, root
    hands the folder over to `nobody` for good. Raises OSError.
    """
    owner = folder.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        _become(owner.st_uid, owner.st_gid)
    if os.geteuid() == 0 or not _has_name(os.geteuid()):
        if _may_enter_namespace():
            _enter_namespace()
        elif os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            _become(NOBODY, NOBODY)


def _become(user: int, group: int) -> None:
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)


def _has_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _may_enter_namespace() -> bool:
    """Tried in a child, since there is no way back."""
    child = os.fork()
    if child == 0:
        try:
            _enter_namespace()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _enter_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def end_with(parent: int) -> None:
    """Have the kernel send SIGINT (to PostgreSQL: fast shutdown) when the parent dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        sys.exit("the keeper has ended")


def main() -> None:
    """Change identity first: it would undo the other."""
    parent, folder, *program = sys.argv[1:]
    try:
        become_owner(Path(folder))
        end_with(int(parent))
        os.scandir(folder).close()
        os.execv(program[0], program)  # noqa: S606 - no shell is wanted
    except OSError as error:
        sys.exit(
            f"PostgreSQL cannot run here as user {os.geteuid()}: {error}. "
            "Start as another user, choose another folder for the data, or set DATABASE_URL."
        )


if __name__ == "__main__":
    main()
