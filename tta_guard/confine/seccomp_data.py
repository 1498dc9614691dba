"""System calls that a confined command does without, and what they are answered. Pure data, hot path.

Sources: seccomp(2), clone(2), personality(2), ioctl_tty(2), prlimit(2), and the default profile of the container engines, of
which this is the part that does not depend on capabilities. The network's calls are in `notify.py`.
"""

from __future__ import annotations

from .numbers import CLONE_NAMESPACES, CLONE_NEWTIME, CLONE_UNTRACED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NOT_PERMITTED: Final = tuple(
    # Other processes' memory, descriptors and execution. Inside the tree too: the exec gate is the only tracer.
    "ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd kcmp move_pages migrate_pages "
    # Mounts and namespaces: what hides a path is a mount.
    "mount umount2 pivot_root chroot open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick mount_setattr setns "
    # Files by handle, past every path; keys; what watches or changes the machine.
    "open_by_handle_at add_key request_key keyctl bpf perf_event_open userfaultfd fanotify_init lookup_dcookie "
    "quotactl quotactl_fd swapon swapoff reboot sethostname setdomainname iopl ioperm settimeofday clock_settime acct syslog "
    "vhangup kexec_load kexec_file_load init_module finit_module delete_module memfd_secret".split()
)

NOT_THERE: Final = tuple(
    # clone3 has its flags in memory, where a filter cannot see them; libc falls back to clone. io_uring makes calls
    # that no filter sees; programs fall back to ordinary ones.
    "clone3 io_uring_setup io_uring_enter io_uring_register "
    "create_module get_kernel_syms query_module uselib nfsservctl _sysctl sysfs".split()
)

CLONE_REFUSED: Final = CLONE_NAMESPACES | CLONE_UNTRACED
"""A new user namespace brings capabilities back; CLONE_UNTRACED escapes from the exec gate."""
UNSHARE_REFUSED: Final = CLONE_NAMESPACES | CLONE_NEWTIME

IOCTLS_REFUSED: Final = (0x5412, 0x541C, 0x5423)
"""TIOCSTI and TIOCLINUX type into the terminal of whoever started us; TIOCSETD loads line disciplines. The kernel looks at
the lower 32 bits of the request alone, and so does the filter (else 1 << 32 | TIOCSTI passes)."""

FLAG_IOCTLS: Final = (0x40086602, 0x40046602, 0x401C5820)
"""FS_IOC_SETFLAGS, its 32-bit form, FS_IOC_FSSETXATTR: attributes of a file, through a descriptor that may only read."""

PERSONALITIES: Final = (0x0, 0x8, 0x20000, 0x20008, 0x40000, 0xFFFFFFFF)
"""Linux, its 32-bit and old-version faces, without address randomisation (sanitizers), and "tell the present one"."""

METADATA: Final = tuple(
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat setxattr lsetxattr fsetxattr "
    "removexattr lremovexattr fremovexattr".split()
)
"""What Landlock does not govern: mode, owner, times, extended attributes. Where no mount is read-only, the supervisor makes
these calls (`metagate.py`)."""
METADATA_NOT_THERE: Final = ("setxattrat", "removexattrat", "file_setattr")
"""Newer forms of the same, which programs do without."""
