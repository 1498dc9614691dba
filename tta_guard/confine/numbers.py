"""Numbers of the kernel's interfaces: system calls, flags, versions. Pure data, hot path.

Sources: the kernel's asm/unistd_64.h and asm-generic/unistd.h, linux/{landlock,seccomp,mount,sched,prctl,capability}.h, and the
manual pages of the calls. From 424 on a call has the same number on every machine.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


def _table(text: str) -> dict[str, int]:
    words = text.split()
    return {name: int(value) for name, value in zip(words[::2], words[1::2], strict=True)}


_TEXTS: Final = {
    "x86_64": (
        "landlock_create_ruleset 444 landlock_add_rule 445 landlock_restrict_self 446 seccomp 317 unshare 272 "
        "prctl 157 capset 126 capget 125 mount 165 umount2 166 open_tree 428 move_mount 429 mount_setattr 442 "
        "openat2 437 close_range 436 setns 308 clone 56 clone3 435 pidfd_open 434 pidfd_getfd 438 socket 41 "
        "socketpair 53 setsockopt 54 connect 42 sendto 44 sendmsg 46 sendmmsg 307 bind 49 listen 50 ioctl 16 "
        "prlimit64 302 personality 135 mknod 133 mknodat 259 ptrace 101 process_vm_readv 310 process_vm_writev 311 "
        "process_madvise 440 kcmp 312 perf_event_open 298 bpf 321 userfaultfd 323 add_key 248 request_key 249 "
        "keyctl 250 kexec_load 246 kexec_file_load 320 init_module 175 finit_module 313 delete_module 176 "
        "create_module 174 get_kernel_syms 177 query_module 178 uselib 134 nfsservctl 180 _sysctl 156 sysfs 139 "
        "pivot_root 155 chroot 161 fsopen 430 fsconfig 431 fsmount 432 fspick 433 open_tree_attr 467 "
        "open_by_handle_at 304 quotactl 179 quotactl_fd 443 swapon 167 swapoff 168 reboot 169 sethostname 170 "
        "setdomainname 171 iopl 172 ioperm 173 settimeofday 164 clock_settime 227 acct 163 syslog 103 vhangup 153 "
        "fanotify_init 300 move_pages 279 migrate_pages 256 lookup_dcookie 212 memfd_secret 447 io_uring_setup 425 "
        "io_uring_enter 426 io_uring_register 427 chmod 90 fchmod 91 fchmodat 268 fchmodat2 452 chown 92 fchown 93 "
        "lchown 94 fchownat 260 utime 132 utimes 235 futimesat 261 utimensat 280 setxattr 188 lsetxattr 189 "
        "fsetxattr 190 removexattr 197 lremovexattr 198 fremovexattr 199 setxattrat 463 removexattrat 466 "
        "file_setattr 469 execve 59 execveat 322 "
    ),
    "aarch64": (
        "landlock_create_ruleset 444 landlock_add_rule 445 landlock_restrict_self 446 seccomp 277 unshare 97 prctl "
        "167 capset 91 capget 90 mount 40 umount2 39 open_tree 428 move_mount 429 mount_setattr 442 openat2 437 "
        "close_range 436 setns 268 clone 220 clone3 435 pidfd_open 434 pidfd_getfd 438 socket 198 socketpair 199 "
        "setsockopt 208 connect 203 sendto 206 sendmsg 211 sendmmsg 269 bind 200 listen 201 ioctl 29 prlimit64 261 "
        "personality 92 mknodat 33 ptrace 117 process_vm_readv 270 process_vm_writev 271 process_madvise 440 kcmp "
        "272 perf_event_open 241 bpf 280 userfaultfd 282 add_key 217 request_key 218 keyctl 219 kexec_load 104 "
        "kexec_file_load 294 init_module 105 finit_module 273 delete_module 106 nfsservctl 42 pivot_root 41 chroot "
        "51 fsopen 430 fsconfig 431 fsmount 432 fspick 433 open_tree_attr 467 open_by_handle_at 265 quotactl 60 "
        "quotactl_fd 443 swapon 224 swapoff 225 reboot 142 sethostname 161 setdomainname 162 settimeofday 170 "
        "clock_settime 112 acct 89 syslog 116 vhangup 58 fanotify_init 262 move_pages 239 migrate_pages 238 "
        "lookup_dcookie 18 memfd_secret 447 io_uring_setup 425 io_uring_enter 426 io_uring_register 427 fchmod 52 "
        "fchmodat 53 fchmodat2 452 fchown 55 fchownat 54 utimensat 88 setxattr 5 lsetxattr 6 fsetxattr 7 "
        "removexattr 14 lremovexattr 15 fremovexattr 16 setxattrat 463 removexattrat 466 file_setattr 469 execve "
        "221 execveat 281 "
    ),
}
"""A name that a machine lacks is a call that it does not have: aarch64 has no chmod, only fchmodat."""


MACHINE: Final = os.uname().machine
CALLS: Final[dict[str, int]] = _table(_TEXTS.get(MACHINE, ""))
LAST_CALL: Final = 469
"""The newest system call whose meaning was looked at (file_setattr, Linux 6.17); what comes later is answered ENOSYS."""

AUDIT_ARCH: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

EPERM: Final = 1
ENOSYS: Final = 38
EAFNOSUPPORT: Final = 97

AT_FDCWD: Final = -100
AT_EMPTY_PATH: Final = 0x1000
AT_RECURSIVE: Final = 0x8000

O_PATH: Final = 0o10000000

# clone(2), unshare(2)
CLONE_NEWTIME: Final = 0x00000080
CLONE_NEWNS: Final = 0x00020000
CLONE_UNTRACED: Final = 0x00800000
CLONE_NEWCGROUP: Final = 0x02000000
CLONE_NEWUTS: Final = 0x04000000
CLONE_NEWIPC: Final = 0x08000000
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWPID: Final = 0x20000000
CLONE_NEWNET: Final = 0x40000000
CLONE_NAMESPACES: Final = (
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
)

# prctl(2)
PR_CAPBSET_DROP: Final = 24
PR_SET_SECUREBITS: Final = 28
PR_SET_NO_NEW_PRIVS: Final = 38
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_CLEAR_ALL: Final = 4
SECUREBITS: Final = 0xEF
"""NOROOT, NO_SETUID_FIXUP, NO_CAP_AMBIENT_RAISE and the locks of these and of KEEP_CAPS."""
CAPABILITY_VERSION: Final = 0x20080522
LAST_CAPABILITY: Final = 63

# mount(2), open_tree(2), move_mount(2), mount_setattr(2), openat2(2)
MS_NOSUID: Final = 2
MS_NODEV: Final = 4
MS_NOEXEC: Final = 8
MS_REC: Final = 0x4000
MS_PRIVATE: Final = 0x40000
MNT_DETACH: Final = 2
OPEN_TREE_CLONE: Final = 1
OPEN_TREE_CLOEXEC: Final = 0o2000000
MOVE_MOUNT_F_EMPTY_PATH: Final = 0x4
MOVE_MOUNT_T_EMPTY_PATH: Final = 0x40
MOUNT_ATTR_RDONLY: Final = 0x1
MOUNT_ATTR_NOSUID: Final = 0x2
MOUNT_ATTR_NODEV: Final = 0x4
RESOLVE_NO_MAGICLINKS: Final = 0x2
RESOLVE_NO_SYMLINKS: Final = 0x4

# landlock(7); each access with the version of the interface that brought it.
FS_EXECUTE: Final = 1 << 0
FS_WRITE_FILE: Final = 1 << 1
FS_READ_FILE: Final = 1 << 2
FS_READ_DIR: Final = 1 << 3
FS_REMOVE_DIR: Final = 1 << 4
FS_REMOVE_FILE: Final = 1 << 5
FS_MAKE_CHAR: Final = 1 << 6
FS_MAKE_DIR: Final = 1 << 7
FS_MAKE_REG: Final = 1 << 8
FS_MAKE_SOCK: Final = 1 << 9
FS_MAKE_FIFO: Final = 1 << 10
FS_MAKE_BLOCK: Final = 1 << 11
FS_MAKE_SYM: Final = 1 << 12
FS_REFER: Final = 1 << 13
FS_TRUNCATE: Final = 1 << 14
FS_IOCTL_DEV: Final = 1 << 15
LANDLOCK_SINCE: Final = ((1, (1 << 13) - 1), (2, FS_REFER), (3, FS_TRUNCATE), (5, FS_IOCTL_DEV))
LANDLOCK_SCOPES: Final = 3
"""LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET and LANDLOCK_SCOPE_SIGNAL."""
LANDLOCK_SCOPES_ABI: Final = 6
LANDLOCK_TRUNCATE_ABI: Final = 3
LANDLOCK_IOCTL_ABI: Final = 5
LANDLOCK_RULE_PATH_BENEATH: Final = 1

# seccomp(2)
SECCOMP_SET_MODE_FILTER: Final = 1
SECCOMP_FLAG_NEW_LISTENER: Final = 8
RET_ERRNO: Final = 0x00050000
RET_USER_NOTIF: Final = 0x7FC00000
RET_ALLOW: Final = 0x7FFF0000
