"""Programs whose arguments are a command: the table that `wrappers.py` reads. Pure, hot.

Longer than other modules because it is one table. Entries are written as in `catalogue/schema.py`, with these further keys:

`leaf`      True: the program counts beside what it starts, because it does something of its own
`special`   the name of the reader in `wrappers.py`, `batches.py` or `embedded.py` that knows more than the flags tell
`chdir`     the flags that name the directory in which the command runs
`loads`     the flags that name files of NAME=value lines, which the command then has in its environment
`joined`    in a command: its words are joined by blanks and read by a shell
`given`     in a command: it counts only when this flag is given; `unless`: only when it is not
Forms of `commands`, beside argv, argv-words and shell:
`each`      every word is shell text of its own
`file`      the word names a file of shell commands
`option`    the word is KEY=command or "KEY command"; `keys` says which KEYs (lower case) hold shell text

SHARED is the form of plain wrappers; SHARED_FLAGS gives their names, the flags of each that take a value, and where the
command begins. What a plain wrapper doesn't list takes no value.
"""

TOOLS = (
    {
        "names": ("sudo",), "style": "gnu", "stop": "first-positional", "assignments": "leading",
        "flags": {
            "-A --askpass": "flag", "-b --background": "flag", "-B --bell": "flag", "-E": "flag",
            "-H --set-home": "flag", "-i --login": "flag", "-k --reset-timestamp": "flag",
            "-K --remove-timestamp": "flag", "-l --list": "flag", "-n --non-interactive": "flag",
            "-N --no-update": "flag", "-P --preserve-groups": "flag", "-s --shell": "flag", "-S --stdin": "flag",
            "-v --validate": "flag", "-V --version": "flag", "--help": "flag", "-e --edit": "flag",
            "--preserve-env": "optional", "-a --auth-type": "value", "-C --close-from": "value",
            "-D --chdir": "value", "-g --group": "value", "-h --host": "value", "-p --prompt": "value",
            "-R --chroot": "value", "-r --role": "value", "-t --type": "value", "-T --command-timeout": "value",
            "-U --other-user": "value", "-u --user": "value", "-c --login-class": "value",
        },
        "chdir": ("-D --chdir",), "commands": ({"form": "argv", "from": "@1"},), "special": "sudo",
    },
    {
        "names": ("doas",), "style": "gnu", "stop": "first-positional",
        "flags": {"-L": "flag", "-n": "flag", "-s": "flag", "-a": "value", "-C": "value", "-u": "value"},
        "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("pkexec", "run0"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--disable-internal-agent": "flag", "--keep-cwd": "flag", "--user -u": "value", "--group -g": "value",
            "--unit": "value", "--property": "value", "--description": "value", "--slice": "value", "--nice": "value",
            "--chdir -D": "value", "--setenv": "value", "--background": "value", "--machine": "value",
            "--help": "flag", "--version": "flag", "--no-ask-password": "flag", "--slice-inherit": "flag",
        },
        "chdir": ("--chdir -D",), "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("su", "runuser"), "style": "gnu",
        "flags": {
            "-c --command": "value", "--session-command": "value", "-g --group": "value", "-G --supp-group": "value",
            "-s --shell": "value", "-u --user": "value", "-w --whitelist-environment": "value", "-f --fast": "flag",
            "-l --login": "flag", "-m -p --preserve-environment": "flag", "-P --pty": "flag", "-T --no-pty": "flag",
            "-h --help": "flag", "-V --version": "flag",
        },
        "commands": ({"form": "shell", "from": "-c --command"}, {"form": "shell", "from": "--session-command"}),
        "leaf": True, "special": "su",
    },
    {
        "names": ("setpriv",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--ambient-caps": "value", "--bounding-set": "value", "--inh-caps": "value", "--egid": "value",
            "--euid": "value", "--rgid": "value", "--ruid": "value", "--regid": "value", "--reuid": "value",
            "--groups": "value", "--securebits": "value", "--selinux-label": "value", "--apparmor-profile": "value",
            "--landlock-access": "value", "--landlock-rule": "value", "--seccomp-filter": "value",
            "--pdeathsig": "value", "--clear-groups": "flag", "--keep-groups": "flag", "--init-groups": "flag",
            "--no-new-privs --nnp": "flag", "--reset-env": "flag", "-d --dump": "flag", "--list-caps": "flag",
            "--ptracer": "value", "-h --help": "flag", "-V --version": "flag",
        },
        "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("capsh",), "style": "gnu",
        "flags": {"--user": "value", "--uid": "value", "--gid": "value", "--chroot": "value"}, "leaf": True,
        "special": "capsh",
    },
    {
        "names": ("chroot",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--groups": "value", "--userspec": "value", "--skip-chdir": "flag", "--help": "flag", "--version": "flag",
            "-g": "value", "-G": "value", "-u": "value", "-n": "flag",
        },
        "commands": ({"form": "argv", "from": "@2"},),
    },
    {
        "names": ("env", "genv"), "style": "gnu", "stop": "first-positional", "assignments": "leading",
        "flags": {
            "-i --ignore-environment": "flag", "-0 --null": "flag", "-v --debug": "flag", "-u --unset": "value",
            "-C --chdir": "value", "-S --split-string": "value", "-a --argv0": "value", "-P": "value", "-L": "value",
            "-U": "value", "--block-signal": "optional", "--default-signal": "optional",
            "--ignore-signal": "optional", "--list-signal-handling": "flag", "--help": "flag", "--version": "flag",
        },
        "chdir": ("-C --chdir",), "commands": ({"form": "argv", "from": "@1"},), "special": "env",
    },
    {
        "names": ("nice", "gnice"), "style": "gnu", "stop": "first-positional",
        "flags": {"-n --adjustment": "value", "--help": "flag", "--version": "flag"},
        "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("ionice",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-c --class": "value", "-n --classdata": "value", "-p --pid": "value", "-P --pgid": "value",
            "-u --uid": "value", "-t --ignore": "flag", "-h --help": "flag", "-V --version": "flag",
        },
        "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("chrt",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-T --sched-runtime": "value", "-P --sched-period": "value", "-D --sched-deadline": "value",
            "-a --all-tasks": "flag", "-b --batch": "flag", "-d --deadline": "flag", "-f --fifo": "flag",
            "-i --idle": "flag", "-m --max": "flag", "-o --other": "flag", "-p --pid": "flag", "-r --rr": "flag",
            "-R --reset-on-fork": "flag", "-v --verbose": "flag", "-e --ext": "flag", "-h --help": "flag",
            "-V --version": "flag",
        },
        "commands": ({"form": "argv", "from": "@2"}, {"form": "argv", "from": "@1"}),
    },
    {
        "names": ("taskset",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-a --all-tasks": "flag", "-p --pid": "flag", "-c --cpu-list": "flag", "-h --help": "flag", "-V": "flag",
        },
        "commands": ({"form": "argv", "from": "@2"},),
    },
    {
        "names": ("timeout", "gtimeout"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-k --kill-after": "value", "-s --signal": "value", "--foreground -f": "flag",
            "--preserve-status -p": "flag", "-v --verbose": "flag", "--help": "flag", "--version": "flag",
        },
        "commands": ({"form": "argv", "from": "@2"},),
    },
    {
        "names": ("time", "gtime"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-o --output": "value", "-f --format": "value", "-a --append": "flag", "-p --portability": "flag",
            "-q --quiet": "flag", "-v --verbose": "flag", "-l": "flag", "-h": "flag", "-V --version": "flag",
        },
        "files": {"-o --output": "write"}, "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("script",), "style": "gnu",
        "flags": {
            "-a --append": "flag", "-c --command": "value", "-e --return": "flag", "-f --flush": "flag",
            "--force": "flag", "-E --echo": "value", "-I --log-in": "value", "-B --log-io": "value",
            "-O --log-out": "value", "-T --log-timing": "value", "-m --logging-format": "value",
            "-o --output-limit": "value", "-q --quiet": "flag", "-t --timing": "optional", "-h --help": "flag",
            "-V --version": "flag", "-F": "flag", "-r": "flag", "-k": "flag",
        },
        "files": {"@1": "write", "-B --log-io": "write", "-O --log-out": "write", "-I --log-in": "write"},
        "commands": (
            {"form": "shell", "from": "-c --command"}, {"form": "argv", "from": "--"},
        ),
        "leaf": True, "special": "script",
    },
    {
        "names": ("flock",), "style": "gnu", "stop": "second-positional",
        "flags": {
            "-c --command": "value", "-E --conflict-exit-code": "value", "-F --no-fork": "flag",
            "-e -x --exclusive": "flag", "-n --nb --nonblock": "flag", "-o --close": "flag", "-s --shared": "flag",
            "-u --unlock": "flag", "-w --timeout --wait": "value", "--verbose": "flag", "--fcntl": "flag",
            "-h --help": "flag", "-V --version": "flag",
        },
        "commands": ({"form": "shell", "from": "-c --command"}, {"form": "argv", "from": "@2"}),
    },
    {
        "names": ("watch",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-b --beep": "flag", "-c --color": "flag", "-C --no-color": "flag", "-d --differences": "optional",
            "-e --errexit": "flag", "-f --follow": "flag", "-g --chgexit": "flag", "-n --interval": "value",
            "-p --precise": "flag", "-q --equexit": "value", "-r --no-rerun": "flag", "-s --shotsdir": "value",
            "-t --no-title": "flag", "-w --no-wrap": "flag", "-x --exec": "flag", "-h --help": "flag",
            "-v --version": "flag",
        },
        "commands": (
            {"form": "shell", "from": "@*", "joined": True, "unless": "-x --exec"},
            {"form": "argv", "from": "@1", "given": "-x --exec"},
        ),
    },
    {
        "names": ("tmux",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-2": "flag", "-C": "flag", "-c": "value", "-D": "flag", "-f": "value", "-L": "value", "-l": "flag",
            "-N": "flag", "-S": "value", "-T": "value", "-u": "flag", "-U": "flag", "-v": "flag", "-V": "flag",
        },
        "commands": ({"form": "shell", "from": "-c"},), "special": "tmux", "leaf": True,
    },
    {
        "names": ("screen",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-A": "flag", "-a": "flag", "-c": "value", "-D": "flag", "-d": "flag", "-e": "value", "-f": "flag",
            "-h": "value", "-i": "flag", "-L": "flag", "-Logfile": "value", "-l": "flag", "-m": "flag", "-O": "flag",
            "-p": "value", "-q": "flag", "-Q": "flag", "-R": "flag", "-r": "flag", "-S": "value", "-s": "value",
            "-T": "value", "-t": "value", "-U": "flag", "-v": "flag", "-x": "flag", "-X": "flag", "-ls -list": "flag",
            "-dm -dmS": "flag", "-dmS": "value",
        },
        "commands": ({"form": "argv", "from": "@1"},), "special": "screen", "leaf": True,
    },
    {
        "names": ("zellij",), "style": "gnu",
        "flags": {"-s --session": "value", "-l --layout": "value", "-d --data-dir": "value", "-c --config": "value"},
        "subcommands": {
            "run r": {
                "flags": {"-c": "flag", "-f --floating": "flag", "-n --name": "value", "--cwd": "value"},
                "stop": "first-positional",
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
            },
        },
        "leaf": True,
    },
    {
        "names": ("systemd-run",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--user": "flag", "--system": "flag", "--scope": "flag", "-u --unit": "value", "-p --property": "value",
            "--description": "value", "--slice": "value", "--slice-inherit": "flag", "-r --remain-after-exit": "flag",
            "--send-sighup": "flag", "--service-type": "value", "--uid": "value", "--gid": "value", "--nice": "value",
            "--working-directory": "value", "-d --same-dir": "flag", "-E --setenv": "value", "-t --pty": "flag",
            "-P --pipe": "flag", "-q --quiet": "flag", "-G --collect": "flag", "-S --shell": "flag",
            "--no-block": "flag", "--wait": "flag", "-H --host": "value", "-M --machine": "value",
            "--on-active": "value", "--on-boot": "value", "--on-startup": "value", "--on-unit-active": "value",
            "--on-unit-inactive": "value", "--on-calendar": "value", "--on-clock-change": "flag",
            "--on-timezone-change": "flag", "--path-property": "value", "--socket-property": "value",
            "--timer-property": "value", "--background": "value", "--no-ask-password": "flag",
            "--expand-environment": "value", "--job-mode": "value", "--json": "value", "-h --help": "flag",
            "--version": "flag", "-T --pty-late": "flag", "-v --verbose": "flag", "--ignore-failure": "flag",
        },
        "chdir": ("--working-directory",), "commands": ({"form": "argv", "from": "@1"},),
    },
    {"names": ("bwrap",), "style": "gnu", "special": "bwrap"},
    {
        "names": ("proot",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-r --rootfs": "value", "-b --bind -m --mount": "value", "-q --qemu": "value", "-w --pwd --cwd": "value",
            "-v --verbose": "value", "-k --kernel-release": "value", "-0 --root-id": "flag",
            "-i --change-id": "value", "-R": "value", "-S": "value", "-l --link2symlink": "flag",
            "-p --port": "value", "--kill-on-exit": "flag",
        },
        "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("gdb", "lldb", "gdbserver"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--args": "flag", "-args": "flag", "-ex --ex": "value", "-iex": "value", "-batch --batch": "flag",
            "-q --quiet --silent": "flag", "-x --command": "value", "-p --pid -pid": "value", "-cd --cd": "value",
            "-o --one-line": "value", "-s --source": "value", "-nx -nh": "flag", "-tui": "flag", "-f --file": "value",
            "-b": "flag", "-O --one-line-before-file": "value", "--once": "flag", "--multi": "flag",
        },
        "special": "gdb", "commands": ({"form": "argv", "from": "@1"},), "leaf": True,
    },
    {
        "names": ("xargs", "gxargs"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-0 --null": "flag", "-a --arg-file": "value", "-d --delimiter": "value", "-E": "value",
            "-e --eof": "optional", "-I": "value", "-i --replace": "optional", "-J": "value", "-L": "value",
            "-l --max-lines": "optional", "-n --max-args": "value", "-P --max-procs": "value",
            "-p --interactive": "flag", "--process-slot-var": "value", "-R": "value", "-r --no-run-if-empty": "flag",
            "-s --max-chars": "value", "-S": "value", "--show-limits": "flag", "-t --verbose": "flag",
            "-o --open-tty": "flag", "-x --exit": "flag", "--help": "flag", "--version": "flag",
        },
        "special": "xargs",
    },
    {
        "names": ("parallel", "sem", "env_parallel", "rush"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-j --jobs -P --max-procs": "value", "-a --arg-file": "value", "-d --delimiter": "value",
            "-0 --null": "flag", "-N --max-replace-args": "value", "-n --max-args": "value", "-I": "value",
            "--colsep -C": "value", "-S --sshlogin": "value", "--slf --sshloginfile": "value", "--env": "value",
            "--results": "value", "--joblog": "value", "--tagstring": "value", "--delay": "value",
            "--timeout": "value", "--retries": "value", "--halt": "value", "--nice": "value", "--load": "value",
            "--memfree": "value", "--tmpdir": "value", "--workdir --wd": "value", "--basefile --bf": "value",
            "--return": "value", "--id": "value", "--shuf": "flag", "-k --keep-order": "flag", "-q --quote": "flag",
            "-v --verbose": "flag", "-t": "flag", "--dry-run --dryrun": "flag", "--bar": "flag", "--progress": "flag",
            "--eta": "flag", "--will-cite": "flag", "--tag": "flag", "-X": "flag", "-m": "flag",
            "-r --no-run-if-empty": "flag", "-u --ungroup": "flag", "--lb --line-buffer": "flag", "--pipe": "flag",
            "--pipepart": "flag", "--block": "value", "--recstart": "value", "--recend": "value",
            "-L --max-lines": "value", "-s --max-chars": "value", "--resume": "flag", "--resume-failed": "flag",
            "--plain": "flag", "--link": "flag", "--semaphore": "flag", "--fg": "flag", "--bg": "flag",
            "--wait": "flag", "--no-notice": "flag", "--citation": "flag", "--tmux": "flag", "--transfer": "flag",
            "--cleanup": "flag", "--help -h": "flag", "--version -V": "flag", "--files": "flag", "--trc": "value",
            "--header": "value", "--rpl": "value", "--profile -J": "value", "--seqreplace": "value",
            "--filter": "value", "--shellquote": "flag",
        },
        "special": "parallel",
    },
    {"names": ("find", "gfind", "bfs"), "style": "raw", "special": "find", "leaf": True},
    {"names": ("fd", "fdfind"), "style": "raw", "special": "fd", "leaf": True},
    {
        "names": ("entr",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-a": "flag", "-c": "flag", "-d": "flag", "-n": "flag", "-p": "flag", "-r": "flag", "-s": "flag",
            "-x": "flag", "-z": "flag",
        },
        "commands": ({"form": "argv", "from": "@1"}, {"form": "shell", "from": "@1", "given": "-s"}),
    },
    {
        "names": ("watchexec",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-w --watch": "value", "-W --watch-non-recursive": "value", "-e --exts": "value", "-f --filter": "value",
            "-i --ignore": "value", "-s --signal": "value", "-d --debounce": "value", "--shell": "value",
            "-E --env": "value", "--workdir": "value", "--project-origin": "value", "-o --on-busy-update": "value",
            "--stop-signal": "value", "--stop-timeout": "value", "--delay-run": "value", "--poll": "optional",
            "-n": "flag", "-r --restart": "flag", "-c --clear": "optional", "-q --quiet": "flag",
            "-p --postpone": "flag", "-v --verbose": "flag", "-N --notify": "flag", "--emit-events-to": "value",
            "--fs-events": "value", "-F --watch-file": "value", "-1": "flag",
        },
        "commands": (
            {"form": "shell", "from": "--", "joined": True}, {"form": "shell", "from": "@*", "joined": True},
        ),
    },
    {
        "names": ("nodemon",), "style": "gnu",
        "flags": {
            "-x --exec": "value", "-w --watch": "value", "-e --ext": "value", "-i --ignore": "value", "-C": "flag",
            "-V --verbose": "flag", "-q --quiet": "flag", "--delay": "value", "--signal": "value", "-I": "flag",
            "-L --legacy-watch": "flag", "--config": "value", "--cwd": "value", "--inspect": "optional",
        },
        "commands": ({"form": "shell", "from": "-x --exec"},), "special": "nodemon", "leaf": True,
    },
    {
        "names": ("concurrently", "run-p", "run-s", "npm-run-all", "onchange", "chokidar"), "style": "gnu",
        "flags": {
            "-n --names": "value", "-c --prefix-colors --command": "value", "-k --kill-others": "flag",
            "-p --prefix": "value", "-s --success": "value", "-m --max-processes": "value",
            "--restart-tries": "value", "-i": "flag",
        },
        "commands": ({"form": "each", "from": "@*"}, {"form": "shell", "from": "-c --prefix-colors --command"}),
        "leaf": True,
    },
    {
        "names": ("tar", "gtar", "bsdtar"), "style": "gnu", "old_bundle": True,
        "flags": {
            "-c --create": "flag", "-x --extract --get": "flag", "-t --list": "flag", "-r --append": "flag",
            "-u --update": "flag", "-d --diff --compare": "flag", "-A --catenate --concatenate": "flag",
            "--delete": "flag", "-z --gzip --gunzip --ungzip": "flag", "-j --bzip2": "flag", "-J --xz": "flag",
            "-Z --compress": "flag", "-v --verbose": "flag", "-p --preserve-permissions --same-permissions": "flag",
            "-k --keep-old-files": "flag", "-O --to-stdout": "flag", "-h --dereference": "flag",
            "-P --absolute-names": "flag", "-a --auto-compress": "flag", "-f --file": "value",
            "-C --directory": "value", "-T --files-from": "value", "-X --exclude-from": "value",
            "-b --blocking-factor": "value", "-g --listed-incremental": "value", "-K --starting-file": "value",
            "-L --tape-length": "value", "-N --newer --after-date": "value", "-V --label": "value",
            "--exclude": "value", "-I --use-compress-program": "value",
            "-F --info-script --new-volume-script": "value", "--rsh-command": "value", "--rmt-command": "value",
            "--to-command": "value", "--checkpoint": "optional", "--checkpoint-action": "value",
            "--transform --xform": "value", "--strip-components": "value", "--owner": "value", "--group": "value",
            "--mode": "value", "--mtime": "value", "--format -H": "value", "--sort": "value", "--warning": "value",
            "-w --interactive": "flag", "-W --verify": "flag", "-S --sparse": "flag", "-m --touch": "flag",
            "-i": "flag", "-l": "flag", "-n": "flag", "-o": "flag", "-s": "flag", "-B": "flag", "-G": "flag",
            "-M --multi-volume": "flag", "-R": "flag", "-U": "flag", "--zstd": "flag", "--lzma": "flag",
            "--lzip": "flag", "--remove-files": "flag", "--wildcards": "flag", "--totals": "optional",
            "--no-same-owner": "flag", "--numeric-owner": "flag",
        },
        "commands": (
            {"form": "shell", "from": "-I --use-compress-program"},
            {"form": "shell", "from": "-F --info-script --new-volume-script"},
            {"form": "shell", "from": "--to-command"}, {"form": "shell", "from": "--rsh-command"},
            {"form": "shell", "from": "--rmt-command"},
            {"form": "option", "from": "--checkpoint-action", "keys": ("exec",)},
        ),
        "leaf": True,
    },
    {
        "names": ("rsync",), "style": "gnu",
        "flags": {
            "-e --rsh": "value", "--rsync-path": "value", "--files-from": "value", "--exclude": "value",
            "--include": "value", "--exclude-from": "value", "--include-from": "value", "-f --filter": "value",
            "-B --block-size": "value", "-T --temp-dir": "value", "--timeout": "value", "--port": "value",
            "--bwlimit": "value", "--chmod": "value", "--chown": "value", "--backup-dir": "value",
            "--suffix": "value", "--max-size": "value", "--min-size": "value", "--partial-dir": "value",
            "--log-file": "value", "--password-file": "value", "--link-dest": "value", "--copy-dest": "value",
            "--compare-dest": "value", "--out-format": "value", "-M --remote-option": "value", "--info": "value",
            "--debug": "value",
        },
        "commands": (
            {"form": "argv-words", "from": "-e --rsh"}, {"form": "shell", "from": "--rsync-path", "remote": True},
        ),
        "leaf": True,
    },
    {
        "names": ("zip",), "style": "gnu",
        "flags": {
            "-TT --unzip-command": "value", "-T --test": "flag", "-r --recurse-paths": "flag",
            "-i --include": "value", "-x --exclude": "value", "-b --temp-path": "value", "-P --password": "value",
            "-n --suffixes": "value", "-t": "value", "-tt": "value", "-O --output-file --out": "value", "-s": "value",
        },
        "commands": ({"form": "shell", "from": "-TT --unzip-command"},), "leaf": True,
    },
    {
        "names": ("sort", "gsort"), "style": "gnu",
        "flags": {
            "--compress-program": "value", "-k --key": "value", "-o --output": "value", "-S --buffer-size": "value",
            "-t --field-separator": "value", "-T --temporary-directory": "value", "--files0-from": "value",
            "--batch-size": "value", "--parallel": "value", "--random-source": "value",
        },
        "commands": ({"form": "argv-words", "from": "--compress-program"},), "leaf": True,
    },
    {
        "names": ("split", "gsplit"), "style": "gnu",
        "flags": {
            "--filter": "value", "-a --suffix-length": "value", "-b --bytes": "value", "-C --line-bytes": "value",
            "-l --lines": "value", "-n --number": "value", "-t --separator": "value", "--additional-suffix": "value",
        },
        "commands": ({"form": "shell", "from": "--filter"},), "leaf": True,
    },
    {
        "names": ("rg", "ripgrep"), "style": "gnu",
        "flags": {
            "--pre": "value", "--pre-glob": "value", "-e --regexp": "value", "-f --file": "value",
            "-g --glob": "value", "-t --type": "value", "-T --type-not": "value", "-A --after-context": "value",
            "-B --before-context": "value", "-C --context": "value", "-m --max-count": "value",
            "-r --replace": "value", "--hostname-bin": "value", "-j --threads": "value", "--iglob": "value",
            "-d --max-depth": "value", "--color": "value", "--colors": "value", "--sort": "value",
            "-M --max-columns": "value", "--ignore-file": "value",
        },
        "commands": ({"form": "argv-words", "from": "--pre"}, {"form": "argv-words", "from": "--hostname-bin"}),
        "leaf": True,
    },
    {
        "names": ("ssh", "autossh", "mosh"), "style": "gnu", "stop": "second-positional",
        "flags": {
            "-B": "value", "-b": "value", "-c": "value", "-D": "value", "-E": "value", "-e": "value", "-F": "value",
            "-I": "value", "-i": "value", "-J": "value", "-L": "value", "-l": "value", "-m": "value", "-O": "value",
            "-o": "value", "-P": "value", "-p": "value", "-Q": "value", "-R": "value", "-S": "value", "-W": "value",
            "-w": "value", "-M": "flag", "-1": "flag", "-2": "flag", "-4": "flag", "-6": "flag", "-A": "flag",
            "-a": "flag", "-C": "flag", "-f": "flag", "-G": "flag", "-g": "flag", "-K": "flag", "-k": "flag",
            "-N": "flag", "-n": "flag", "-q": "flag", "-s": "flag", "-T": "flag", "-t": "flag", "-V": "flag",
            "-v": "flag", "-X": "flag", "-x": "flag", "-Y": "flag", "-y": "flag", "--ssh": "value",
            "--server": "value", "--predict": "value",
        },
        "commands": (
            {
                "form": "option", "from": "-o",
                "keys": ("proxycommand", "localcommand", "knownhostscommand", "remotecommand"),
            },
            {"form": "shell", "from": "--ssh"}, {"form": "shell", "from": "@2*", "joined": True, "remote": True},
        ),
        "special": "ssh", "leaf": True,
    },
    {
        "names": ("scp", "sftp"), "style": "gnu",
        "flags": {
            "-S": "value", "-o": "value", "-F": "value", "-i": "value", "-J": "value", "-l": "value", "-P": "value",
            "-c": "value", "-D": "value", "-X": "value", "-b": "value", "-B": "value", "-R": "value", "-s": "value",
        },
        "commands": (
            {"form": "argv-words", "from": "-S"}, {"form": "argv-words", "from": "-D"},
            {"form": "option", "from": "-o", "keys": ("proxycommand", "localcommand", "knownhostscommand")},
        ),
        "special": "ssh", "leaf": True,
    },
    {
        "names": ("sg",), "style": "gnu", "stop": "second-positional", "flags": {"-c": "value"},
        "commands": ({"form": "shell", "from": "-c"}, {"form": "shell", "from": "@2*", "joined": True}),
    },
    {
        "names": ("sshpass",), "style": "gnu", "stop": "first-positional",
        "flags": {"-p": "value", "-f": "value", "-d": "value", "-P": "value", "-e": "flag", "-v": "flag"},
        "files": {"-f": "read"}, "commands": ({"form": "argv", "from": "@1"},),
    },
    {
        "names": ("pssh", "parallel-ssh", "pdsh", "clush", "dsh"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-h --hosts": "value", "-H --host": "value", "-w": "value", "-l --user": "value", "-t --timeout": "value",
            "-p --par": "value", "-x": "value", "-O --option": "value", "-i --inline": "flag", "-g": "value",
            "-m": "value", "-b": "flag", "-a": "flag", "-f": "value",
        },
        "commands": ({"form": "shell", "from": "@*", "joined": True, "remote": True},), "leaf": True,
    },
    {
        "names": ("vagrant",), "style": "gnu",
        "subcommands": {
            "ssh": {
                "flags": {"-c --command": "value"},
                "commands": ({"form": "shell", "from": "-c --command", "remote": True},),
            },
        },
        "leaf": True,
    },
    {"names": ("socat",), "style": "raw", "special": "socat", "leaf": True},
    {
        "names": ("nc", "ncat", "netcat", "nc.openbsd", "nc.traditional"), "style": "gnu",
        "flags": {
            "-e --exec": "value", "-c --sh-exec": "value", "-p": "value", "-s": "value", "-w": "value", "-i": "value",
            "-q": "value", "-x": "value", "-X": "value", "--lua-exec": "value", "-l": "flag", "-k": "flag",
            "-v": "flag", "-z": "flag", "-n": "flag", "-u": "flag",
        },
        "commands": ({"form": "shell", "from": "-e --exec"}, {"form": "shell", "from": "-c --sh-exec"}), "leaf": True,
    },
    {
        "names": ("at", "batch"), "style": "gnu",
        "flags": {
            "-f": "value", "-q": "value", "-t": "value", "-m": "flag", "-M": "flag", "-l": "flag", "-c": "flag",
            "-d -r": "flag", "-v": "flag", "-V": "flag", "-b": "flag", "-u": "value",
        },
        "commands": ({"form": "file", "from": "-f"},), "reads_stdin": "shell", "leaf": True,
    },
    {
        "names": ("crontab",), "style": "gnu",
        "flags": {
            "-u": "value", "-e": "flag", "-l": "flag", "-r": "flag", "-i": "flag", "-n": "value", "-c": "flag",
            "-s": "flag", "-T": "value", "-x": "value", "-V": "flag",
        },
        "special": "crontab", "leaf": True,
    },
    {
        "names": ("systemctl",), "style": "gnu",
        "flags": {
            "--user": "flag", "--system": "flag", "--stdin": "flag", "-H --host": "value", "-M --machine": "value",
            "-t --type": "value", "-p --property": "value", "-n --lines": "value", "-o --output": "value",
            "--drop-in": "value", "--state": "value", "--full -l": "flag", "-f --force": "flag", "-q": "flag",
        },
        "special": "systemctl", "leaf": True,
    },
    {
        "names": ("ed", "red"), "style": "gnu", "flags": {"-p --prompt": "value", "-s": "flag", "-E": "flag"},
        "special": "ed", "leaf": True,
    },
    {
        "names": ("vi", "vim", "nvim", "view", "ex", "gvim", "vimdiff", "rvim", "vim.basic", "vim.tiny", "nvi"),
        "style": "raw", "special": "vim", "leaf": True,
    },
    {
        "names": ("emacs", "emacsclient"), "style": "gnu",
        "flags": {
            "--eval -eval -e": "value", "-l --load -load": "value", "--batch -batch": "flag", "-f --funcall": "value",
            "--script": "value",
        },
        "special": "emacs", "leaf": True,
    },
    {
        "names": ("sed", "gsed"), "style": "gnu",
        "flags": {
            "-e --expression": "value", "-f --file": "value", "-i --in-place": "optional",
            "-n --quiet --silent": "flag", "-E -r --regexp-extended": "flag", "-l --line-length": "value",
            "-s --separate": "flag", "-u --unbuffered": "flag", "-z --null-data": "flag", "--posix": "flag",
            "--debug": "flag", "--sandbox": "flag", "--follow-symlinks": "flag", "-a": "flag",
        },
        "special": "sed", "leaf": True,
    },
    {
        "names": ("less", "more", "most", "man", "info"), "style": "gnu",
        "flags": {
            "-P --pager": "value", "-H --html": "optional", "-K": "flag", "-C --config-file": "value", "-p": "value",
            "-o": "value", "-k --lesskey-src": "value",
        },
        "commands": ({"form": "shell", "from": "-P --pager"},), "special": "less", "leaf": True,
    },
    {
        "names": ("nmap",), "style": "gnu",
        "flags": {"--script": "value", "-p": "value", "-o": "value", "-iL": "value", "--script-args": "value"},
        "special": "nmap", "leaf": True,
    },
    {
        "names": ("apt-get", "apt", "aptitude", "dpkg", "apt-key"), "style": "gnu",
        "flags": {
            "-o --option": "value", "-c --config-file": "value", "-t --target-release": "value",
            "--pre-invoke": "value", "--post-invoke": "value",
        },
        "commands": (
            {
                "form": "option", "from": "-o --option",
                "keys": ("*-invoke*", "*::pre-install-pkgs*", "*pager*", "*::editor*"),
            },
            {"form": "shell", "from": "--pre-invoke"}, {"form": "shell", "from": "--post-invoke"},
        ),
        "leaf": True,
    },
    {
        "names": ("openssl",), "style": "go", "flags": {"-engine": "value", "-provider-path": "value"},
        "special": "library", "leaf": True,
    },
    {
        "names": ("tcpdump",), "style": "gnu",
        "flags": {
            "-z": "value", "-w": "value", "-i": "value", "-r": "value", "-G": "value", "-W": "value", "-C": "value",
            "-c": "value", "-s": "value", "-F": "value",
        },
        "commands": ({"form": "argv-words", "from": "-z"},), "leaf": True,
    },
    {
        "names": ("logsave",), "style": "gnu", "stop": "second-positional",
        "flags": {"-a": "flag", "-s": "flag", "-v": "flag"}, "commands": ({"form": "argv", "from": "@2"},),
        "leaf": True,
    },
    {
        "names": ("start-stop-daemon",), "style": "gnu",
        "flags": {
            "-x --exec": "value", "-a --startas": "value", "-p --pidfile": "value", "-u --user": "value",
            "-c --chuid": "value", "-d --chdir": "value", "-n --name": "value", "-S --start": "flag",
            "-b --background": "flag",
        },
        "commands": (
            {"form": "argv", "from": "--", "prefix": "-x --exec"}, {"form": "argv-words", "from": "-x --exec"},
            {"form": "argv-words", "from": "-a --startas"},
        ),
        "leaf": True,
    },
    {
        "names": ("run-parts",), "style": "gnu",
        "flags": {"-a --arg": "value", "-u --umask": "value", "--regex": "value"}, "special": "run-parts",
        "leaf": True,
    },
    {"names": ("inotifywait", "fswatch"), "style": "gnu", "flags": {}, "leaf": True},
    {
        "names": ("ld.so",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--library-path": "value", "--preload": "value", "--inhibit-rpath": "value", "--audit": "value",
            "--argv0": "value", "--glibc-hwcaps-prepend": "value", "--glibc-hwcaps-mask": "value", "--list": "flag",
            "--verify": "flag", "--inhibit-cache": "flag", "--list-tunables": "flag", "--help": "flag",
        },
        "commands": ({"form": "argv", "from": "@1"},), "special": "loader",
    },
    {
        "names": ("busybox", "toybox", "coreutils"), "style": "gnu", "stop": "first-positional",
        "flags": {"--list": "flag", "--list-full": "flag", "--help": "flag", "--coreutils-prog": "value"},
        "commands": ({"form": "argv", "from": "@1"},),
    },
    {"names": ("coproc",), "style": "raw", "commands": ({"form": "argv", "from": "@1"},), "special": "coproc"},
    {
        "names": ("uv",), "style": "gnu",
        "flags": {
            "--directory": "value", "--project": "value", "--config-file": "value", "--cache-dir": "value",
            "-q --quiet": "flag", "-v --verbose": "flag", "--offline": "flag", "--no-config": "flag",
            "--color": "value", "-n --no-cache": "flag",
        },
        "chdir": ("--directory",),
        "subcommands": {
            "run": {
                "stop": "first-positional", "loads": ("--env-file",),
                "flags": {
                    "--with": "value", "--with-editable": "value", "--with-requirements": "value",
                    "-p --python": "value", "--extra": "value", "--group": "value", "--no-group": "value",
                    "--only-group": "value", "--package": "value", "--env-file": "value", "-m --module": "flag",
                    "-s --script": "flag", "-i --index-url": "value", "--index": "value", "--default-index": "value",
                    "--refresh-package": "value", "-P --upgrade-package": "value", "-C --config-setting": "value",
                    "--extra-index-url": "value", "-f --find-links": "value", "--python-platform": "value",
                    "--isolated": "flag", "--frozen": "flag", "--locked": "flag", "--no-sync": "flag",
                    "--no-project": "flag", "--all-extras": "flag", "--dev": "flag", "--no-dev": "flag",
                    "-U --upgrade": "flag", "--active": "flag", "--exact": "flag", "--no-editable": "flag",
                    "--no-env-file": "flag", "--refresh": "flag", "--all-packages": "flag",
                },
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "tool": {
                "subcommands": {
                    "run": {
                        "stop": "first-positional",
                        "flags": {
                            "--from": "value", "--with": "value", "-p --python": "value",
                            "--with-requirements": "value", "--isolated": "flag", "--env-file": "value",
                        },
                        "commands": ({"form": "argv", "from": "@1"},),
                    },
                },
            },
            "*": {},
        },
        "special": "uv", "leaf": True,
    },
    {
        "names": ("uvx",), "style": "gnu", "stop": "first-positional",
        "flags": {
            "--from": "value", "--with": "value", "-p --python": "value", "--with-requirements": "value",
            "--isolated": "flag", "--index": "value", "--env-file": "value", "-q --quiet": "flag",
            "--refresh": "flag", "--with-editable": "value",
        },
        "commands": ({"form": "argv", "from": "@1"},), "leaf": True,
    },
    {
        "names": ("pipx",), "style": "gnu",
        "subcommands": {
            "run": {
                "stop": "first-positional",
                "flags": {
                    "--spec": "value", "--python": "value", "--pip-args": "value", "--no-cache": "flag",
                    "--path": "flag", "--verbose": "flag", "-q --quiet": "flag", "--index-url -i": "value",
                },
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "runpip": {}, "*": {},
        },
        "leaf": True,
    },
    {
        "names": ("poetry", "pdm", "rye", "pixi", "pipenv", "hatch", "flit"), "style": "gnu",
        "flags": {
            "-C --directory --project -p": "value", "-P": "value", "-q --quiet": "flag", "-v --verbose": "flag",
            "-n --no-interaction": "flag", "--no-ansi": "flag", "--manifest-path": "value",
            "-e --environment --env": "value",
        },
        "chdir": ("-C --directory --project -p",),
        "subcommands": {
            "run": {
                "stop": "first-positional", "flags": {"-s --site-packages": "flag", "--venv": "value"},
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "shell": {}, "*": {},
        },
        "special": "python-project", "leaf": True,
    },
    {
        "names": ("conda", "mamba", "micromamba"), "style": "gnu",
        "subcommands": {
            "run": {
                "stop": "first-positional",
                "flags": {
                    "-n --name": "value", "-p --prefix": "value", "--cwd": "value", "-v --verbose": "flag",
                    "--live-stream --no-capture-output": "flag", "--dev": "flag", "-a --attach": "value",
                    "-e --env": "value", "-r --root-prefix": "value",
                },
                "chdir": ("--cwd",), "commands": ({"form": "argv", "from": "@1"},),
            },
            "*": {},
        },
        "leaf": True,
    },
    {
        "names": ("tox", "nox"), "style": "gnu",
        "flags": {
            "-e": "value", "-c --conf": "value", "-s --session": "value", "-f --noxfile": "value", "-x": "value",
        },
        "subcommands": {"exec e": {"commands": ({"form": "argv", "from": "--"},)}, "*": {}, "": {}}, "special": "tox",
        "leaf": True,
    },
    {
        "names": ("npx", "bunx", "pnpx"), "style": "gnu", "stop": "first-positional",
        "flags": {
            "-p --package": "value", "-c --call": "value", "-y --yes": "flag", "-q --quiet": "flag",
            "--no-install": "flag", "--no": "flag", "--shell": "value", "--cache": "value", "--userconfig": "value",
            "-w --workspace": "value", "--bun": "flag", "--ignore-existing": "flag", "--prefix": "value",
            "-n --node-arg": "value", "--ws --workspaces": "flag", "--include-workspace-root": "flag",
            "--registry": "value", "--offline": "flag", "--prefer-offline": "flag", "--silent": "flag",
        },
        "commands": ({"form": "shell", "from": "-c --call"}, {"form": "argv", "from": "@1"}), "leaf": True,
    },
    {
        "names": (
            "nvm", "fnm", "volta", "nodenv", "goenv", "jenv", "pyenv", "rbenv", "plenv", "phpenv", "asdf", "mise",
            "rtx", "sdk",
        ),
        "style": "gnu", "flags": {"--cd -C": "value", "--env -E": "value"},
        "subcommands": {
            "exec x run": {
                "stop": "first-positional", "special": "version-exec",
                "flags": {
                    "--using": "value", "--node": "value", "--npm": "value", "--yarn": "value", "-C --cd": "value",
                    "-c --command": "value", "-j --jobs": "value", "--silent": "flag", "--raw": "flag",
                    "--fresh-env": "flag",
                },
                "commands": (
                    {"form": "shell", "from": "-c --command"}, {"form": "argv", "from": "--"},
                    {"form": "argv", "from": "@1"},
                ),
            },
            "*": {},
        },
        "leaf": True,
    },
    {
        "names": ("direnv",), "style": "gnu",
        "subcommands": {"exec": {"stop": "first-positional", "commands": ({"form": "argv", "from": "@2"},)}, "*": {}},
        "special": "direnv", "leaf": True,
    },
    {
        "names": ("nix-shell",), "style": "gnu",
        "flags": {
            "--run": "value", "--command": "value", "-p --packages": "values", "-A --attr": "value", "-I": "value",
            "--arg": "value2", "--argstr": "value2", "--pure": "flag", "-E --expr": "value", "-i": "value",
        },
        "commands": ({"form": "shell", "from": "--run"}, {"form": "shell", "from": "--command"}), "leaf": True,
    },
    {
        "names": ("nix",), "style": "gnu",
        "subcommands": {
            "develop shell env": {"flags": {"-c --command": "value"}, "special": "nix"},
            "run": {"leaf": True}, "*": {},
        },
        "special": "nix", "leaf": True,
    },
    {
        "names": ("devbox", "devenv", "flox"), "style": "pflag",
        "flags": {"-c --config": "value", "-e --env": "value"},
        "subcommands": {
            "run shell activate": {
                "stop": "first-positional",
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
            },
            "*": {},
        },
        "leaf": True,
    },
    {
        "names": ("aws-vault", "aws-okta", "saml2aws", "awsume", "aws-sso", "granted", "assume"), "style": "pflag",
        "flags": {
            "--backend": "value", "--keychain": "value", "-a --idp-account": "value", "--profile -p": "value",
            "--exec-profile": "value", "--role": "value", "-c --exec": "value",
        },
        "subcommands": {
            "exec": {
                "stop": "second-positional",
                "flags": {
                    "-d --duration": "value", "-t --mfa-token": "value", "-n --no-session": "flag",
                    "--region": "value", "-j --json": "flag", "-s --ec2-server --server": "flag",
                    "--ecs-server": "flag", "--lazy": "flag", "--prompt": "value", "--stdout": "flag",
                },
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@2"}),
            },
            "*": {},
        },
        "commands": ({"form": "argv-words", "from": "-c --exec"},), "special": "aws-vault", "leaf": True,
    },
    {
        "names": ("envconsul", "consul-template"), "style": "go",
        "flags": {
            "-exec": "value", "-config": "value", "-prefix": "value", "-secret": "value", "-vault-addr": "value",
            "-consul-addr": "value", "-template": "value", "-once": "flag", "-upcase": "flag", "-pristine": "flag",
        },
        "stop": "first-positional", "commands": ({"form": "shell", "from": "-exec"}, {"form": "argv", "from": "@1"}),
        "leaf": True,
    },
    {
        "names": ("teller", "berglas", "summon", "vals", "secrethub", "envchain", "aws-env", "ssm-env", "dotenvx"),
        "style": "gnu",
        "flags": {
            "-f --file --env-file": "value", "-c --config": "value", "-e --environment": "value",
            "-p --provider": "value", "-D": "value", "--env": "value",
        },
        "loads": ("-f --file --env-file",),
        "subcommands": {
            "run exec": {
                "stop": "first-positional",
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
            },
        },
        "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}, {"form": "argv", "from": "@2"}),
        "stop": "second-positional", "leaf": True,
    },
    {
        "names": ("dotenv", "dotenv-cli", "env-cmd", "dotenvy", "godotenv"), "style": "gnu",
        "stop": "first-positional",
        "flags": {
            "-f --file --path": "value", "-e --environments": "value", "-o --override": "flag",
            "-c --cascade": "optional", "-v": "value", "-p": "value", "-q --quote": "value", "-r --rc-file": "value",
            "--no-override": "flag", "--fallback": "flag", "-x --expand-envs": "flag", "--silent": "flag",
        },
        "loads": ("-f --file --path", "-e --environments"),
        "subcommands": {
            "run": {
                "stop": "first-positional", "flags": {"--override": "flag", "--no-override": "flag"},
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "list get set unset": {"commands": ()},
        },
        "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}), "special": "dotenv",
        "leaf": True,
    },
    {
        "names": ("bundle", "bundler"), "style": "gnu",
        "subcommands": {
            "exec": {
                "stop": "first-positional", "flags": {"--keep-file-descriptors": "flag", "--gemfile": "value"},
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "*": {},
        },
        "leaf": True,
    },
    {
        "names": ("opam", "stack", "cabal", "spack", "guix", "luarocks", "dune", "rustup", "cargo-watch"),
        "style": "gnu",
        "flags": {"--switch": "value", "--toolchain": "value", "-x --exec": "value", "-s --shell": "value"},
        "subcommands": {
            "exec shell run": {
                "stop": "first-positional",
                "commands": (
                    {"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}, {"form": "argv", "from": "@2"},
                ),
            },
            "*": {},
        },
        "commands": ({"form": "shell", "from": "-s --shell"},), "leaf": True,
    },

    {
        "names": (
            "buildah", "crictl", "ctr", "lxc", "incus", "machinectl", "systemd-nspawn", "distrobox", "toolbox",
            "limactl", "multipass", "wsl", "apptainer", "singularity", "enroot", "runc", "crun", "jexec",
        ),
        "style": "gnu", "stop": "second-positional",
        "flags": {
            "-e --exec": "value", "-c --container": "value", "-n --name": "value", "-D --directory": "value",
            "-u --user": "value", "-M --machine": "value", "-d --distribution": "value", "--cd": "value",
            "--project": "value",
        },
        "subcommands": {
            "exec run shell ssh enter start": {
                "commands": (
                    {"form": "argv", "from": "--", "remote": True}, {"form": "argv", "from": "@2", "remote": True},
                    {"form": "argv", "from": "@3", "remote": True},
                ),
            },
        },
        "commands": ({"form": "argv", "from": "--", "remote": True},), "leaf": True,
    },
    {
        "names": ("devcontainer",), "style": "gnu",
        "flags": {
            "--workspace-folder": "value", "--container-id": "value", "--config": "value", "--id-label": "value",
        },
        "subcommands": {
            "exec": {"stop": "first-positional", "commands": ({"form": "argv", "from": "@1", "remote": True},)},
            "*": {},
        },
        "leaf": True,
    },
    {
        "names": ("pm2", "forever", "supervisorctl"), "style": "gnu",
        "flags": {"-x": "flag", "-n --name": "value", "--interpreter": "value"},
        "subcommands": {"start": {"special": "pm2"}, "*": {}}, "leaf": True,
    },
    {
        "names": ("hyperfine",), "style": "gnu",
        "flags": {
            "-w --warmup": "value", "-m --min-runs": "value", "-M --max-runs": "value", "-r --runs": "value",
            "-s --setup": "value", "-p --prepare": "value", "-C --conclude": "value", "-c --cleanup": "value",
            "-P --parameter-scan": "value", "-L --parameter-list": "value2", "-S --shell": "value",
            "-n --command-name": "value", "--export-json": "value", "--export-csv": "value",
            "--export-markdown": "value", "-i --ignore-failure": "flag", "-N": "flag", "--style": "value",
            "-u --time-unit": "value", "--input": "value", "--output": "value",
        },
        "commands": (
            {"form": "each", "from": "@*"}, {"form": "shell", "from": "-s --setup"},
            {"form": "shell", "from": "-p --prepare"}, {"form": "shell", "from": "-c --cleanup"},
            {"form": "shell", "from": "-C --conclude"},
        ),
    },
    {
        "names": ("asciinema",), "style": "gnu",
        "subcommands": {"rec": {"flags": {"-c --command": "value", "-t --title": "value"}}, "*": {}},
        "commands": ({"form": "shell", "from": "-c --command"},), "flags": {"-c --command": "value"}, "leaf": True,
    },
    {
        "names": ("gh", "glab"), "style": "pflag", "special": "gh-alias", "leaf": True,
        "subcommands": {
            "alias": {"subcommands": {"set": {"flags": {"-s --shell": "flag", "--clobber": "flag"}}}},
            "codespace cs": {
                "subcommands": {
                    "ssh": {
                        "flags": {"-c --codespace": "value", "-p --profile": "value"},
                        "commands": ({"form": "argv", "from": "--", "remote": True},),
                    },
                },
            },
            "*": {},
        },
    },
    {
        "names": ("perf", "rr", "uftrace"), "style": "gnu",
        "subcommands": {
            "*": {
                "stop": "first-positional", "unlisted": "flag",
                "flags": {
                    "-e": "value", "--event": "value", "-o": "value", "--output": "value", "-p": "value",
                    "--pid": "value", "-F": "value", "--freq": "value", "-c": "value", "--count": "value",
                    "-C": "value", "--cpu": "value", "-D": "value", "--delay": "value", "-i": "value",
                    "--input": "value", "-N": "value", "-T": "value", "-r": "value", "--repeat": "value",
                    "-M": "value", "--metrics": "value",
                },
                "commands": ({"form": "argv", "from": "@1"},),
            },
        },
        "leaf": True,
    },
)  # fmt: skip

SHARED = {
    "style": "gnu", "stop": "first-positional", "unlisted": "flag", "flags": {"--help": "flag", "--version": "flag"},
}  # fmt: skip

SHARED_FLAGS = {
    "nohup": ("", "@1"), "gnohup": ("", "@1"), "setsid": ("", "@1"), "catchsegv": ("", "@1"), "chronic": ("", "@1"),
    "eatmydata": ("", "@1"), "fakeroot-sysv": ("-l --lib -f --faked -s -i -b", "@1"), "setarch": ("", "@1"), "uname26": ("", "@1"), "aarch64": ("", "@1"), "i686": ("", "@1"),
    "linux32": ("", "@1"), "linux64": ("", "@1"), "i386": ("", "@1"), "x86_64": ("", "@1"),
    "caffeinate": ("-t -w", "@1"), "command": ("", "@1"), "builtin": ("", "@1"), "noglob": ("", "@1"),
    "nocorrect": ("", "@1"), "daemonize": ("-a -e -o -p -l -u -c -E", "@1"),
    "softlimit": ("-a -c -d -f -l -m -o -p -r -s -t", "@1"), "setuidgid": ("", "@2"), "envuidgid": ("", "@2"),
    "proxychains": ("-f", "@1"), "proxychains4": ("-f", "@1"), "torsocks": ("-u -p -a -P", "@1"),
    "torify": ("", "@1"), "tsocks": ("", "@1"), "primusrun": ("", "@1"), "optirun": ("", "@1"),
    "prime-run": ("", "@1"), "gamemoderun": ("", "@1"), "mangohud": ("", "@1"), "pasuspender": ("", "@1"),
    "aa-exec": ("-p --profile -n --namespace", "@1"), "runcon": ("-t --type -u --user -r --role -l --range", "@1"),
    "trickle": ("-d -u -w -t -l -n", "@1"), "cpulimit": ("-l --limit -p --pid -e --exe", "@1"), "nocache": ("", "@1"),
    "choom": ("-n --adjust -p --pid", "@1"), "uclampset": ("-m -M -p --pid", "@1"),
    "prlimit": ("-p --pid -o --output", "@1"), "systemd-inhibit": ("--what --who --why --mode", "@1"),
    "ltrace": ("-a -A -D -e -F -l -n -o -p -s -u -w -x --library --output", "@1"),
    "strace": (
        "-a -b -e -E -I -o -O -p -P -s -S -u -U -X --trace --attach --output --user --env "
        "--string-limit --columns --trace-path --interruptible --summary-sort-by --signal --status "
        "--inject --fault --abbrev --verbose --decode-fds",
        "@1",
    ),
    "valgrind": ("", "@1"), "heaptrack": ("-o --output -p --pid", "@1"), "ssh-agent": ("-a -E -P -t", "@1"),
    "dbus-run-session": ("--config-file --dbus-daemon", "@1"), "dbus-launch": ("--config-file", "@1"),
    "xvfb-run": (
        "-e --error-file -f --auth-file -n --server-num -p --xauth-protocol -s --server-args -w --wait", "@1",
    ),
    "firejail": ("", "@1"),
    "fakechroot": ("-l --lib -d --elfloader -c --config-dir -e --environment -b --bindir", "@1"),
    "fakeroot": ("-l --lib -f --faked -s -i -b", "@1"),
    "numactl": (
        "-i --interleave -p --preferred -P --preferred-many -w --weighted-interleave -N "
        "--cpunodebind -C --physcpubind -m --membind -S --shm -f --file -M --shmmode -o --offset -L "
        "--length",
        "@1",
    ),
    "cgexec": ("-g", "@1"), "chpst": ("-u -U -b -e -/ -C -n -l -L -m -d -o -p -f -c -r -t", "@1"),
    "envdir": ("", "@2"), "stdbuf": ("-i --input -o --output -e --error", "@1"),
    "gstdbuf": ("-i --input -o --output -e --error", "@1"), "unbuffer": ("", "@1"),
    "rlwrap": (
        "-a -b -C -D -f -F -g -H -l -m -M -O -p -P -q -s -S -t -w -z --always-readline "
        "--break-chars --command-name --file --history-filename --histsize --logfile "
        "--prompt-colour --quote-characters",
        "@1",
    ),
    "unshare": (
        "-S --setuid -G --setgid -R --root -w --wd --map-user --map-group --map-users --map-groups "
        "--propagation --setgroups --boottime --monotonic --load-interp -l",
        "@1",
    ),
    "nsenter": ("-t --target -S --setuid -G --setgid -N --net-socket", "@1"),
    "flatpak-spawn": ("--env --directory", "@1"), "setlock": ("", "@2"),
    "lckdo": ("-W -E", "@2"), "with-lock-ex": ("", "@2"), "withlock": ("", "@2"),
}  # fmt: skip
