"""The last steps before PostgreSQL begins, run in the process that becomes it.

Started as a script by a bare interpreter (`python -I -S`), so it imports nothing of ours. Python's own
`preexec_fn` would do the same between fork and exec, where other threads' locks can hang the child.

The order matters: leaving root clears the parent-death signal, so the signal is asked for afterwards; and
the parent may have died before that, so the parent is looked at last. The folder is opened while still root:
`/proc/self/fd/N` then leads to it even where a folder above it is closed to the new user.
"""

import ctypes
import json
import os
import sys
from typing import Any

PR_SET_PDEATHSIG = 1
FOLDER = "{folder}"  # stands for the data folder in the command


def become(spec: dict[str, Any]) -> None:
    """Give up root, tie our life to the parent's, write the access files, become the command."""
    folder: str = spec["folder"]
    folder_fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    if spec["drop"]:
        os.setgroups([])
        os.setresgid(spec["gid"], spec["gid"], spec["gid"])
        os.setresuid(spec["uid"], spec["uid"], spec["uid"])
        os.set_inheritable(folder_fd, True)  # noqa: FBT003  the flag is the function's whole point
        folder = f"/proc/self/fd/{folder_fd}"
    os.umask(0o077)
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, spec["death_signal"], 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != spec["parent"]:
        sys.exit("the supervisor is gone already")
    for name, text in spec["files"].items():
        fresh = f"{name}.fresh"
        fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600, dir_fd=folder_fd)
        os.write(fd, text.encode())
        os.close(fd)
        os.rename(fresh, name, src_dir_fd=folder_fd, dst_dir_fd=folder_fd)
    os.chdir("/")
    command = [part.replace(FOLDER, folder) for part in spec["command"]]
    os.execve(command[0], command, spec["environment"])  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    become(json.loads(sys.argv[1]))
