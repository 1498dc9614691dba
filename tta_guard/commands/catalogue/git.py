"""git: its own subcommands and common add-ons.

Paths in `files` may be revisions, as only the repository tells: `REV:PATH` and `:STAGE:PATH` name PATH inside an
object, from the top of the repository, and a word that is neither there nor holds a colon is a revision or a range.
"""

# fmt: off
TOOL = {
    "names": ("git",), "about": "version control", "docs": "https://git-scm.com/docs", "style": "git", "links": True,
    "flags": {
        "--attr-source": "value", "--bare": "flag", "-C": "value", "-c": "value", "--config-env": "value",
        "--exec-path": "optional", "--git-dir": "value", "--glob-pathspecs": "flag", "-h --help": "flag",
        "--html-path": "flag", "--icase-pathspecs": "flag", "--info-path": "flag", "--list-cmds": "value",
        "--literal-pathspecs": "flag", "--man-path": "flag", "--namespace": "value", "--no-lazy-fetch": "flag",
        "--no-optional-locks": "flag", "--no-replace-objects": "flag", "--noglob-pathspecs": "flag",
        "-P --no-pager": "flag", "-p --paginate": "flag", "--super-prefix": "value", "-v --version": "flag",
        "--work-tree": "value",
    },
    "effects": ("exec",), "local": True, "target": None,
    "terms": {
        "hooks are told to skip checks": {
            "any": (
                {"env": "SKIP"},
                {"env": "PRE_COMMIT_ALLOW_NO_CONFIG"},
                {"env": "HUSKY", "value": ("0",)},
                {"env": "LEFTHOOK", "value": ("0", "false")},
                {"env": "LEFTHOOK_EXCLUDE"},
                {"env": "HUSKY_SKIP_HOOKS"},
                {"env": "OVERCOMMIT_DISABLE"},
                {"env": "GIT_HOOKS_DISABLED"},
            ),
        },
        "a setting of the guard": {
            "arg": "@*",
            "is": (
                "core.hookspath", "core", "tta", "tta.*", "include.path", "includeif.*", "hook.*", "init.templatedir",
            ),
            "fold": True,
        },
        "a setting that holds a secret": {
            "arg": "@*",
            "is": ("*extraheader*", "*token*", "*password*", "*secret*", "credential.*"),
            "fold": True,
        },
    },
    "subcommands": {
        "": {"effects": ()},
        "add stage": {
            "unlisted": "flag",
            "flags": {
                "-A --all": "flag", "--chmod": "value", "-e --edit": "flag", "-f --force": "flag",
                "-i --interactive": "flag", "-n --dry-run": "flag", "-N --intent-to-add": "flag", "-p --patch": "flag",
                "--pathspec-from-file": "value", "-u --update": "flag", "-v --verbose": "flag",
            },
            "effects": ("write",),
        },
        "am": {
            "unlisted": "flag",
            "flags": {
                "-3 --3way": "flag", "-C": "value", "-c --scissors": "flag", "--directory": "value",
                "--empty": "value", "--exclude": "value", "-i --interactive": "flag", "--include": "value",
                "-k --keep": "flag", "-m --message-id": "flag", "--no-verify": "flag", "-p": "value",
                "--patch-format": "value", "-q --quiet": "flag", "--quoted-cr": "value", "-r --resolved": "flag",
                "-S --gpg-sign": "optional", "-s --signoff": "flag", "-u --utf8": "flag", "--whitespace": "value",
            },
            "effects": ("write",), "files": {"@*": "read"},
            "when": (
                {"if": {"flag": "--no-verify"}, "add": ("weaken-guard",), "note": "hooks are not run"},
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
        },
        "apply": {
            "unlisted": "flag",
            "flags": {
                "-3 --3way": "flag", "--build-fake-ancestor": "value", "-C": "value", "--check": "flag",
                "--directory": "value", "--exclude": "value", "--include": "value", "-N --intent-to-add": "flag",
                "--numstat": "flag", "-p": "value", "-q --quiet": "flag", "-R --reverse": "flag", "--stat": "flag",
                "--summary": "flag", "-v --verbose": "flag", "--whitespace": "value", "-z": "flag",
            },
            "effects": ("write",), "files": {"@*": "read"},
            "when": (
                {
                    "if": {
                        "any": ({"flag": "--check"}, {"flag": "--stat"}, {"flag": "--numstat"}, {"flag": "--summary"}),
                    },
                    "effects": ("read",),
                },
            ),
        },
        "commit": {
            "unlisted": "flag",
            "flags": {
                "-a --all": "flag", "--amend": "flag", "--author": "value", "-c --reedit-message": "value",
                "-C --reuse-message": "value", "--cleanup": "value", "--date": "value", "--dry-run": "flag",
                "-e --edit": "flag", "-F --file": "value", "--fixup": "value", "-i --include": "flag",
                "-m --message": "value", "--no-verify -n": "flag", "-o --only": "flag", "-p --patch": "flag",
                "--pathspec-from-file": "value", "-q --quiet": "flag", "-S --gpg-sign": "optional",
                "-s --signoff": "flag", "--squash": "value", "-t --template": "value", "--trailer": "value",
                "-u --untracked-files": "optional", "-v --verbose": "flag", "-z --null": "flag",
            },
            "effects": ("write",),
            "files": {"-F --file": "read", "-t --template": "read", "--pathspec-from-file": "read"},
            "when": (
                {"if": {"flag": "--dry-run"}, "effects": ("read",)},
                {"if": {"flag": "--no-verify -n"}, "add": ("weaken-guard",), "note": "hooks are not run"},
                {"if": "hooks are told to skip checks", "add": ("weaken-guard",)},
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
        },
        "checkout": {
            "unlisted": "flag",
            "flags": {
                "-2 --ours": "flag", "-3 --theirs": "flag", "-B": "value", "-b": "value", "--conflict": "value",
                "-d --detach": "flag", "-f --force": "flag", "-l": "flag", "-m --merge": "flag", "--orphan": "value",
                "-p --patch": "flag", "--pathspec-from-file": "value", "-q --quiet": "flag", "-t --track": "optional",
            },
            "effects": ("write",), "files": {"@2*": "write"},
        },
        "checkout-index": {
            "unlisted": "flag",
            "flags": {
                "-a --all": "flag", "-f --force": "flag", "-n --no-create": "flag", "--prefix": "value",
                "-q --quiet": "flag", "--stage": "value", "-u --index": "flag", "-z": "flag",
            },
            "effects": ("write",), "files": {"@*": "read", "--prefix": "create"},
        },
        "clean": {
            "unlisted": "flag",
            "flags": {
                "-d": "flag", "-e --exclude": "value", "-f --force": "flag", "-i --interactive": "flag",
                "-n --dry-run": "flag", "-q --quiet": "flag", "-X": "flag", "-x": "flag",
            },
            "effects": ("delete",), "files": {"@*": "delete"},
            "when": ({"if": {"flag": "-n --dry-run"}, "effects": ("read",), "files": {"@*": "read"}},),
        },
        "cherry-pick revert": {
            "unlisted": "flag",
            "flags": {
                "--cleanup": "value", "-e --edit": "flag", "-m --mainline": "value", "-n --no-commit": "flag",
                "-S --gpg-sign": "optional", "-s --signoff": "flag", "--strategy": "value", "-x": "flag",
                "-X --strategy-option": "value",
            },
            "effects": ("write",),
            "when": (
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
        },
        "merge": {
            "unlisted": "flag",
            "flags": {
                "--cleanup": "value", "-e --edit": "flag", "-F --file": "value", "--into-name": "value",
                "-m --message": "value", "-n": "flag", "--no-verify": "flag", "-q --quiet": "flag",
                "-S --gpg-sign": "optional", "-s --strategy": "value", "-v --verbose": "flag",
                "-X --strategy-option": "value",
            },
            "effects": ("write",), "files": {"-F --file": "read"},
            "when": (
                {"if": {"flag": "--no-verify"}, "add": ("weaken-guard",), "note": "hooks are not run"},
                {"if": "hooks are told to skip checks", "add": ("weaken-guard",)},
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
        },
        "mv": {
            "unlisted": "flag",
            "flags": {"-f --force": "flag", "-k": "flag", "-n --dry-run": "flag", "-v --verbose": "flag"},
            "effects": ("write", "delete"), "files": {"@1": "read+delete", "@-1": "write"},
            "when": (
                {"if": {"args": (3, None)}, "files": {"@2": "read+delete"}},
                {"if": {"args": (4, None)}, "files": {"@3": "read+delete"}},
                {"if": {"args": (5, None)}, "files": {"@4": "read+delete"}},
                {"if": {"args": (6, None)}, "files": {"@5": "read+delete"}},
                {"if": {"args": (7, None)}, "files": {"@*": "read+delete", "@-1": "write"}},
            ),
        },
        "read-tree": {
            "unlisted": "flag",
            "flags": {
                "--exclude-per-directory": "value", "-i": "flag", "--index-output": "value", "-m": "flag",
                "-n --dry-run": "flag", "--prefix": "value", "-q --quiet": "flag", "-u": "flag",
                "-v --verbose": "flag",
            },
            "effects": ("write",),
        },
        "rebase": {
            "unlisted": "flag",
            "flags": {
                "-C": "value", "--empty": "value", "-f --force-rebase": "flag", "-i --interactive": "flag",
                "-m --merge": "flag", "-n --no-stat": "flag", "--no-verify": "flag", "--onto": "value",
                "-q --quiet": "flag", "-r --rebase-merges": "optional", "-S --gpg-sign": "optional",
                "-s --strategy": "value", "-v --verbose": "flag", "--whitespace": "value", "-x --exec": "value",
                "-X --strategy-option": "value",
            },
            "effects": ("write",), "commands": ({"form": "shell", "from": "-x --exec"},),
            "when": (
                {"if": {"flag": "--no-verify"}, "add": ("weaken-guard",), "note": "hooks are not run"},
                {"if": "hooks are told to skip checks", "add": ("weaken-guard",)},
                {"if": {"flag": "-x --exec"}, "add": ("exec",)},
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
        },
        "reset": {
            "unlisted": "flag",
            "flags": {
                "--hard": "flag", "--keep": "flag", "--merge": "flag", "-N --intent-to-add": "flag",
                "-p --patch": "flag", "--pathspec-from-file": "value", "-q --quiet": "flag",
            },
            "effects": ("write",),
            "when": ({"if": {"flag": "--hard"}, "add": ("delete",), "note": "what is not committed is lost"},),
        },
        "restore": {
            "unlisted": "flag",
            "flags": {
                "-2 --ours": "flag", "-3 --theirs": "flag", "--conflict": "value", "-m --merge": "flag",
                "-p --patch": "flag", "--pathspec-from-file": "value", "-q --quiet": "flag", "-s --source": "value",
                "-S --staged": "flag", "-W --worktree": "flag",
            },
            "effects": ("write",),
            "when": (
                {
                    "if": {"any": ({"not": {"flag": "-S --staged"}}, {"flag": "-W --worktree"})},
                    "files": {"@*": "write"},
                },
            ),
        },
        "rm": {
            "unlisted": "flag",
            "flags": {
                "--cached": "flag", "-f --force": "flag", "-n --dry-run": "flag", "--pathspec-from-file": "value",
                "-q --quiet": "flag", "-r": "flag",
            },
            "effects": ("delete",),
            "when": (
                {"if": {"not": {"any": ({"flag": "--cached"}, {"flag": "-n --dry-run"})}}, "files": {"@*": "delete"}},
                {"if": {"flag": "-n --dry-run"}, "effects": ("read",)},
            ),
        },
        "sparse-checkout": {
            "unlisted": "flag", "effects": ("write",), "subcommands": {"list check-rules": {"effects": ("read",)}},
        },
        "stash": {
            "unlisted": "flag",
            "flags": {
                "-a --all": "flag", "-k --keep-index": "flag", "-m --message": "value", "-p --patch": "flag",
                "--pathspec-from-file": "value", "-q --quiet": "flag", "-S --staged": "flag",
                "-u --include-untracked": "flag",
            },
            "effects": ("write",),
            "subcommands": {
                "push save create store branch pop apply": {
                    "flags": {
                        "-a --all": "flag", "-k --keep-index": "flag", "-m --message": "value", "-p --patch": "flag",
                        "--pathspec-from-file": "value", "-q --quiet": "flag", "-S --staged": "flag",
                        "-u --include-untracked": "flag",
                    },
                },
                "drop": {
                    "flags": {
                        "-a --all": "flag", "-k --keep-index": "flag", "-m --message": "value", "-p --patch": "flag",
                        "--pathspec-from-file": "value", "-q --quiet": "flag", "-S --staged": "flag",
                        "-u --include-untracked": "flag",
                    },
                    "effects": ("delete",),
                },
                "clear": {
                    "flags": {
                        "-a --all": "flag", "-k --keep-index": "flag", "-m --message": "value", "-p --patch": "flag",
                        "--pathspec-from-file": "value", "-q --quiet": "flag", "-S --staged": "flag",
                        "-u --include-untracked": "flag",
                    },
                    "effects": ("delete",),
                },
                "list": "=log",
                "show": {
                    "flags": {
                        "-a --text": "flag", "--anchored": "value", "--author": "value",
                        "-B --break-rewrites": "optional", "-b --ignore-space-change": "flag", "--binary": "flag",
                        "-c": "flag", "-C --find-copies": "optional", "--cc": "flag", "--color": "flag",
                        "--color-moved": "flag", "--color-moved-ws": "value", "--color-words": "optional",
                        "--committer": "value", "-D --irreversible-delete": "flag", "--date": "value",
                        "--decorate": "flag", "--decorate-refs": "value", "--decorate-refs-exclude": "value",
                        "--diff-algorithm": "value", "--diff-filter": "value", "--diff-merges": "value",
                        "--dst-prefix": "value", "-E --extended-regexp": "flag", "--encoding": "value",
                        "--exclude": "value", "--exclude-hidden": "value", "-F --fixed-strings": "flag",
                        "--find-object": "value", "-G": "value", "-g --walk-reflogs": "flag", "--glob": "value",
                        "--grep": "value", "--grep-reflog": "value", "-I --ignore-matching-lines": "value",
                        "-i --regexp-ignore-case": "flag", "--include-untracked -u": "flag",
                        "--inter-hunk-context": "value", "-k --keep-index": "flag", "-L": "value", "-l": "value",
                        "--line-prefix": "value", "-m": "flag", "-M --find-renames": "optional",
                        "--max-parents": "value", "--min-parents": "value", "-n --max-count": "value",
                        "--name-only": "flag", "--name-status": "flag", "--numstat": "flag", "-O": "value",
                        "--only-untracked": "flag", "--output": "value", "--output-indicator-context": "value",
                        "--output-indicator-new": "value", "--output-indicator-old": "value", "-p --patch": "flag",
                        "-P --perl-regexp": "flag", "--patch-with-raw": "flag", "--patch-with-stat": "flag",
                        "--pathspec-from-file": "value", "-q --quiet": "flag", "-R": "flag", "-r": "flag",
                        "--raw": "flag", "--remerge-diff": "flag", "--rotate-to": "value", "-S": "value",
                        "-s --no-patch": "flag", "--shortstat": "flag", "--since --after": "value",
                        "--since-as-filter": "value", "--skip": "value", "--skip-to": "value", "--src-prefix": "value",
                        "--stat": "optional", "--stat-count": "value", "--stat-graph-width": "value",
                        "--stat-name-width": "value", "--stat-width": "value", "--summary": "flag", "-t": "flag",
                        "-U --unified": "optional", "--until --before": "value", "-W --function-context": "flag",
                        "-w --ignore-all-space": "flag", "--word-diff": "optional", "--word-diff-regex": "value",
                        "--ws-error-highlight": "value", "-X --dirstat": "optional", "-z": "flag",
                    },
                    "effects": ("read",),
                    "when": (
                        {
                            "if": {
                                "any": (
                                    {"flag": "-p --patch"},
                                    {"flag": "-U --unified"},
                                    {"flag": "-W --function-context"},
                                    {"flag": "--patch-with-raw"},
                                    {"flag": "--patch-with-stat"},
                                    {"flag": "--binary"},
                                    {"flag": "--word-diff"},
                                    {"flag": "--word-diff-regex"},
                                    {"flag": "--color-words"},
                                    {"flag": "-c"},
                                    {"flag": "--cc"},
                                    {"flag": "--remerge-diff"},
                                    {"flag": "-L"},
                                ),
                            },
                            "add": ("print-secret",), "note": "a stash may hold anything",
                        },
                        {"if": {"flag": "-u --include-untracked"}, "note": "shows files that were never committed"},
                    ),
                },
            },
        },
        "switch": {
            "unlisted": "flag",
            "flags": {
                "-c --create": "value", "-C --force-create": "value", "--conflict": "value", "-d --detach": "flag",
                "-f --force": "flag", "-m --merge": "flag", "--orphan": "value", "-q --quiet": "flag",
                "-t --track": "optional",
            },
            "effects": ("write",),
        },
        "update-index": {
            "unlisted": "flag",
            "flags": {
                "--cacheinfo": "value", "--chmod": "value", "-g --again": "flag", "--index-version": "value",
                "-q": "flag", "-z": "flag",
            },
            "effects": ("write",),
        },
        "worktree": {
            "unlisted": "flag",
            "flags": {
                "-B": "value", "-b": "value", "-d --detach": "flag", "--expire": "value", "-f --force": "flag",
                "-n --dry-run": "flag", "-q --quiet": "flag", "--reason": "value", "-v --verbose": "flag",
                "-z": "flag",
            },
            "effects": ("write",),
            "subcommands": {
                "list": {
                    "flags": {
                        "-B": "value", "-b": "value", "-d --detach": "flag", "--expire": "value", "-f --force": "flag",
                        "-n --dry-run": "flag", "-q --quiet": "flag", "--reason": "value", "-v --verbose": "flag",
                        "-z": "flag",
                    },
                    "effects": ("read",),
                },
                "remove": {
                    "flags": {
                        "-B": "value", "-b": "value", "-d --detach": "flag", "--expire": "value", "-f --force": "flag",
                        "-n --dry-run": "flag", "-q --quiet": "flag", "--reason": "value", "-v --verbose": "flag",
                        "-z": "flag",
                    },
                    "effects": ("delete",), "files": {"@1": "delete"},
                },
                "prune": {
                    "flags": {
                        "-B": "value", "-b": "value", "-d --detach": "flag", "--expire": "value", "-f --force": "flag",
                        "-n --dry-run": "flag", "-q --quiet": "flag", "--reason": "value", "-v --verbose": "flag",
                        "-z": "flag",
                    },
                    "effects": ("delete",),
                },
                "add": {
                    "flags": {
                        "-B": "value", "-b": "value", "-d --detach": "flag", "--expire": "value", "-f --force": "flag",
                        "-n --dry-run": "flag", "-q --quiet": "flag", "--reason": "value", "-v --verbose": "flag",
                        "-z": "flag",
                    },
                    "files": {"@1": "create"},
                },
                "move": {
                    "flags": {
                        "-B": "value", "-b": "value", "-d --detach": "flag", "--expire": "value", "-f --force": "flag",
                        "-n --dry-run": "flag", "-q --quiet": "flag", "--reason": "value", "-v --verbose": "flag",
                        "-z": "flag",
                    },
                    "files": {"@2": "create"},
                },
            },
        },
        "submodule": {
            "unlisted": "flag", "flags": {"--cached": "flag", "-q --quiet": "flag"}, "effects": ("write",),
            "subcommands": {
                "status summary": {
                    "flags": {"--cached": "flag", "-n --summary-limit": "value", "-q --quiet": "flag"},
                    "effects": ("read",),
                },
                "add": {
                    "flags": {
                        "-b --branch": "value", "--cached": "flag", "--depth": "value", "-f --force": "flag",
                        "--name": "value", "-q --quiet": "flag", "--ref-format": "value", "--reference": "value",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
                "update": {
                    "flags": {
                        "--cached": "flag", "--depth": "value", "-f --force": "flag", "--filter": "value",
                        "--init": "flag", "-j --jobs": "value", "-N --no-fetch": "flag", "-q --quiet": "flag",
                        "--reference": "value", "--remote": "flag",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {"resolver": "git-remote", "remote": (), "directory": ("-C", "--git-dir", "$GIT_DIR")},
                },
                "foreach": {
                    "stop": "first-positional",
                    "flags": {"--cached": "flag", "-q --quiet": "flag", "--recursive": "flag"},
                    "effects": ("exec",), "commands": ({"form": "shell", "from": "@*"},),
                },
                "deinit": {"flags": {"--cached": "flag", "-q --quiet": "flag"}, "effects": ("delete",)},
                "set-url": {
                    "flags": {"--cached": "flag", "-q --quiet": "flag"}, "effects": ("write",),
                    "sets": {"git-config": "@*"},
                },
            },
        },
        "bisect": {
            "unlisted": "flag",
            "flags": {
                "--first-parent": "flag", "--no-checkout": "flag", "--term-new --term-bad": "value",
                "--term-old --term-good": "value",
            },
            "effects": ("write",),
            "subcommands": {
                "run": {
                    "stop": "first-positional",
                    "flags": {
                        "--first-parent": "flag", "--no-checkout": "flag", "--term-new --term-bad": "value",
                        "--term-old --term-good": "value",
                    },
                    "effects": ("exec", "write"), "commands": ({"form": "argv", "from": "@1"},),
                },
                "log view visualize": {
                    "flags": {
                        "--first-parent": "flag", "--no-checkout": "flag", "--term-new --term-bad": "value",
                        "--term-old --term-good": "value",
                    },
                    "effects": ("read",),
                },
                "replay": {
                    "flags": {
                        "--first-parent": "flag", "--no-checkout": "flag", "--term-new --term-bad": "value",
                        "--term-old --term-good": "value",
                    },
                    "effects": ("write",), "files": {"@1": "read"},
                },
            },
        },
        "branch": {
            "unlisted": "flag",
            "flags": {
                "-a --all": "flag", "-C": "flag", "-c --copy": "flag", "--contains": "optional", "-D": "flag",
                "-d --delete": "flag", "--edit-description": "flag", "-f --force": "flag", "--format": "value",
                "-i --ignore-case": "flag", "-l --list": "flag", "-M": "flag", "-m --move": "flag",
                "--merged": "optional", "--no-contains": "optional", "--no-merged": "optional", "--points-at": "value",
                "-q --quiet": "flag", "-r --remotes": "flag", "--show-current": "flag", "--sort": "value",
                "-t --track": "optional", "-u --set-upstream-to": "value", "--unset-upstream": "flag",
                "-v --verbose": "flag",
            },
            "effects": ("write",),
            "when": (
                {
                    "if": {
                        "all": (
                            {"args": (0, 0)},
                            {
                                "not": {
                                    "any": (
                                        {"flag": "-d --delete"},
                                        {"flag": "-D"},
                                        {"flag": "-m --move"},
                                        {"flag": "-M"},
                                        {"flag": "-c --copy"},
                                        {"flag": "-C"},
                                        {"flag": "-u --set-upstream-to"},
                                        {"flag": "--unset-upstream"},
                                        {"flag": "--edit-description"},
                                    ),
                                },
                            },
                        ),
                    },
                    "effects": ("read",),
                },
                {
                    "if": {
                        "any": (
                            {"flag": "-l --list"},
                            {"flag": "--contains"},
                            {"flag": "--no-contains"},
                            {"flag": "--merged"},
                            {"flag": "--no-merged"},
                            {"flag": "--points-at"},
                            {"flag": "--show-current"},
                        ),
                    },
                    "effects": ("read",),
                },
                {"if": {"any": ({"flag": "-d --delete"}, {"flag": "-D"})}, "effects": ("delete",)},
            ),
        },
        "commit-tree": {
            "unlisted": "flag",
            "flags": {"-F": "value", "-m": "value", "-p": "value", "-S --gpg-sign": "optional"},
            "effects": ("write", "weaken-guard"), "files": {"-F": "read"},
        },
        "fast-import": {
            "unlisted": "flag",
            "flags": {
                "--active-branches": "value", "--big-file-threshold": "value", "--date-format": "value",
                "--depth": "value", "--export-marks": "value", "--export-pack-edges": "value",
                "--import-marks": "value", "--import-marks-if-exists": "value", "--max-pack-size": "value",
            },
            "effects": ("write", "weaken-guard"), "files": {"--export-marks": "write", "--import-marks": "read"},
        },
        "filter-branch": {
            "unlisted": "flag",
            "flags": {
                "--commit-filter": "value", "-d": "value", "--env-filter": "value", "-f --force": "flag",
                "--index-filter": "value", "--msg-filter": "value", "--original": "value", "--parent-filter": "value",
                "--setup": "value", "--state-branch": "value", "--subdirectory-filter": "value",
                "--tag-name-filter": "value", "--tree-filter": "value",
            },
            "effects": ("write", "delete", "exec"),
            "commands": (
                {"form": "shell", "from": "--setup"},
                {"form": "shell", "from": "--env-filter"},
                {"form": "shell", "from": "--tree-filter"},
                {"form": "shell", "from": "--index-filter"},
                {"form": "shell", "from": "--parent-filter"},
                {"form": "shell", "from": "--msg-filter"},
                {"form": "shell", "from": "--commit-filter"},
                {"form": "shell", "from": "--tag-name-filter"},
            ),
        },
        "filter-repo": {
            "flags": {
                "--analyze": "flag", "--blob-callback": "value", "--commit-callback": "value",
                "--email-callback": "value", "--filename-callback": "value", "--force -f": "flag",
                "--mailmap": "value", "--message-callback": "value", "--name-callback": "value", "--path": "value",
                "--path-glob": "value", "--path-regex": "value", "--path-rename": "value",
                "--paths-from-file": "value", "--refname-callback": "value", "--refs": "value",
                "--replace-message": "value", "--replace-text": "value", "--source": "value",
                "--strip-blobs-bigger-than": "value", "--strip-blobs-with-ids": "value",
                "--subdirectory-filter": "value", "--tag-callback": "value", "--tag-rename": "value",
                "--target": "value", "--to-subdirectory-filter": "value",
            },
            "effects": ("write", "delete"),
            "files": {
                "--replace-text": "read", "--paths-from-file": "read", "--mailmap": "read",
                "--replace-message": "read",
            },
            "when": ({"if": {"flag": "--analyze"}, "effects": ("read",)},),
        },
        "gc": {
            "unlisted": "flag", "flags": {"--prune": "optional", "-q --quiet": "flag"}, "effects": ("write",),
            "when": ({"if": {"flag": "--prune"}, "add": ("delete",)},),
        },
        "prune prune-packed": {
            "unlisted": "flag",
            "flags": {"--expire": "value", "-n --dry-run": "flag", "-v --verbose": "flag"},
            "effects": ("delete",), "when": ({"if": {"flag": "-n --dry-run"}, "effects": ("read",)},),
        },
        "hash-object": {
            "unlisted": "flag", "flags": {"--path": "value", "-t": "value", "-w": "flag"}, "effects": ("read",),
            "files": {"@*": "read"}, "when": ({"if": {"flag": "-w"}, "effects": ("write",)},),
        },
        "init init-db": {
            "unlisted": "flag",
            "flags": {
                "-b --initial-branch": "value", "--object-format": "value", "-q --quiet": "flag",
                "--ref-format": "value", "--separate-git-dir": "value", "--template": "value",
            },
            "effects": ("write",), "files": {"@1": "create"},
        },
        (
            "maintenance multi-pack-index commit-graph pack-refs pack-objects index-pack unpack-objects repack rerere "
            "write-tree mktree mktag update-server-info refs"
        ): {
            "unlisted": "flag",
            "flags": {
                "--depth": "value", "--object-dir": "value", "--pack": "value", "-q --quiet": "flag",
                "--schedule": "value", "--scheduler": "value", "--task": "value", "--threads": "value",
                "--window": "value",
            },
            "effects": ("write",),
        },
        "notes": {
            "unlisted": "flag",
            "flags": {
                "-c --reedit-message": "value", "-C --reuse-message": "value", "-F --file": "value",
                "-f --force": "flag", "-m --message": "value", "--ref": "value",
            },
            "effects": ("write",), "files": {"-F --file": "read"},
            "subcommands": {
                "list show": {
                    "flags": {
                        "-c --reedit-message": "value", "-C --reuse-message": "value", "-F --file": "value",
                        "-f --force": "flag", "-m --message": "value", "--ref": "value",
                    },
                    "effects": ("read",),
                },
                "remove prune": {
                    "flags": {
                        "-c --reedit-message": "value", "-C --reuse-message": "value", "-F --file": "value",
                        "-f --force": "flag", "-m --message": "value", "--ref": "value",
                    },
                    "effects": ("delete",),
                },
            },
        },
        "reflog": {
            "unlisted": "flag", "effects": ("read",),
            "subcommands": {
                "": "=log",
                "expire delete": {
                    "flags": {
                        "--all": "flag", "--expire": "value", "--expire-unreachable": "value", "-n --dry-run": "flag",
                        "--rewrite": "flag", "--stale-fix": "flag", "--updateref": "flag", "--verbose": "flag",
                    },
                    "effects": ("delete",), "when": ({"if": {"flag": "-n --dry-run"}, "effects": ("read",)},),
                },
                "show list": "=log", "exists": {"effects": ("read",)},
            },
        },
        "replace": {
            "unlisted": "flag",
            "flags": {
                "-d --delete": "flag", "-e --edit": "flag", "-f --force": "flag", "--format": "value",
                "-g --graft": "flag", "-l --list": "flag",
            },
            "effects": ("write",),
            "when": (
                {"if": {"flag": "-l --list"}, "effects": ("read",)},
                {"if": {"flag": "-d --delete"}, "effects": ("delete",)},
            ),
        },
        "symbolic-ref": {
            "unlisted": "flag", "flags": {"-d --delete": "flag", "-m": "value", "-q --quiet": "flag"},
            "effects": ("write",),
            "when": (
                {"if": {"args": (0, 1)}, "effects": ("read",)},
                {"if": {"flag": "-d --delete"}, "effects": ("delete",)},
            ),
        },
        "tag": {
            "unlisted": "flag",
            "flags": {
                "-a --annotate": "flag", "--cleanup": "value", "--contains": "optional", "-d --delete": "flag",
                "-e --edit": "flag", "-F --file": "value", "-f --force": "flag", "--format": "value",
                "-i --ignore-case": "flag", "-l --list": "flag", "-m --message": "value", "--merged": "optional",
                "-n": "optional", "--points-at": "value", "-s --sign": "flag", "--sort": "value",
                "-u --local-user": "value", "-v --verify": "flag",
            },
            "effects": ("write",), "files": {"-F --file": "read"},
            "when": (
                {
                    "if": {
                        "any": (
                            {"args": (0, 0)},
                            {"flag": "-l --list"},
                            {"flag": "-v --verify"},
                            {"flag": "--contains"},
                            {"flag": "--merged"},
                            {"flag": "--points-at"},
                        ),
                    },
                    "effects": ("read",),
                },
                {"if": {"flag": "-d --delete"}, "effects": ("delete",)},
            ),
        },
        "update-ref": {
            "unlisted": "flag", "flags": {"-d": "flag", "-m": "value", "--stdin": "flag", "-z": "flag"},
            "effects": ("write", "weaken-guard"), "when": ({"if": {"flag": "-d"}, "add": ("delete",)},),
        },
        "log whatchanged shortlog": {
            "unlisted": "flag",
            "flags": {
                "-a --text": "flag", "--anchored": "value", "--author": "value", "-B --break-rewrites": "optional",
                "-b --ignore-space-change": "flag", "--binary": "flag", "-c": "flag", "-C --find-copies": "optional",
                "--cc": "flag", "--color": "flag", "--color-moved": "flag", "--color-moved-ws": "value",
                "--color-words": "optional", "--committer": "value", "-D --irreversible-delete": "flag",
                "--date": "value", "--decorate": "flag", "--decorate-refs": "value",
                "--decorate-refs-exclude": "value", "--diff-algorithm": "value", "--diff-filter": "value",
                "--diff-merges": "value", "--dst-prefix": "value", "-E --extended-regexp": "flag",
                "--encoding": "value", "--exclude": "value", "--exclude-hidden": "value", "-F --fixed-strings": "flag",
                "--find-object": "value", "-G": "value", "-g --walk-reflogs": "flag", "--glob": "value",
                "--grep": "value", "--grep-reflog": "value", "-I --ignore-matching-lines": "value",
                "-i --regexp-ignore-case": "flag", "--inter-hunk-context": "value", "-L": "value", "-l": "value",
                "--line-prefix": "value", "-m": "flag", "-M --find-renames": "optional", "--max-parents": "value",
                "--min-parents": "value", "-n --max-count": "value", "--name-only": "flag", "--name-status": "flag",
                "--numstat": "flag", "-O": "value", "--output": "value", "--output-indicator-context": "value",
                "--output-indicator-new": "value", "--output-indicator-old": "value", "-p --patch": "flag",
                "-P --perl-regexp": "flag", "--patch-with-raw": "flag", "--patch-with-stat": "flag",
                "-q --quiet": "flag", "-R": "flag", "-r": "flag", "--raw": "flag", "--remerge-diff": "flag",
                "--rotate-to": "value", "-S": "value", "-s --no-patch": "flag", "--shortstat": "flag",
                "--since --after": "value", "--since-as-filter": "value", "--skip": "value", "--skip-to": "value",
                "--src-prefix": "value", "--stat": "optional", "--stat-count": "value", "--stat-graph-width": "value",
                "--stat-name-width": "value", "--stat-width": "value", "--summary": "flag", "-t": "flag", "-u": "flag",
                "-U --unified": "optional", "--until --before": "value", "-W --function-context": "flag",
                "-w --ignore-all-space": "flag", "--word-diff": "optional", "--word-diff-regex": "value",
                "--ws-error-highlight": "value", "-X --dirstat": "optional", "-z": "flag",
            },
            "effects": ("read",), "files": {"--output": "write"},
            "when": (
                {
                    "if": {
                        "any": (
                            {"flag": "-p --patch"},
                            {"flag": "-u"},
                            {"flag": "-U --unified"},
                            {"flag": "-W --function-context"},
                            {"flag": "--patch-with-raw"},
                            {"flag": "--patch-with-stat"},
                            {"flag": "--binary"},
                            {"flag": "--word-diff"},
                            {"flag": "--word-diff-regex"},
                            {"flag": "--color-words"},
                            {"flag": "-c"},
                            {"flag": "--cc"},
                            {"flag": "--remerge-diff"},
                            {"flag": "-L"},
                        ),
                    },
                    "files": {"@*": "read"},
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {"flag": "-p --patch"},
                                    {"flag": "-u"},
                                    {"flag": "-U --unified"},
                                    {"flag": "-W --function-context"},
                                    {"flag": "--patch-with-raw"},
                                    {"flag": "--patch-with-stat"},
                                    {"flag": "--binary"},
                                    {"flag": "--word-diff"},
                                    {"flag": "--word-diff-regex"},
                                    {"flag": "--color-words"},
                                    {"flag": "-c"},
                                    {"flag": "--cc"},
                                    {"flag": "--remerge-diff"},
                                    {"flag": "-L"},
                                ),
                            },
                            {"args": (0, 0)},
                            {"not": {"flag": "-n --max-count"}},
                        ),
                    },
                    "add": ("print-secret",), "note": "what all commits changed, in every file",
                },
            ),
        },
        "show": {
            "unlisted": "flag",
            "flags": {
                "-a --text": "flag", "--anchored": "value", "--author": "value", "-B --break-rewrites": "optional",
                "-b --ignore-space-change": "flag", "--binary": "flag", "-c": "flag", "-C --find-copies": "optional",
                "--cc": "flag", "--color": "flag", "--color-moved": "flag", "--color-moved-ws": "value",
                "--color-words": "optional", "--committer": "value", "-D --irreversible-delete": "flag",
                "--date": "value", "--decorate": "flag", "--decorate-refs": "value",
                "--decorate-refs-exclude": "value", "--diff-algorithm": "value", "--diff-filter": "value",
                "--diff-merges": "value", "--dst-prefix": "value", "-E --extended-regexp": "flag",
                "--encoding": "value", "--exclude": "value", "--exclude-hidden": "value", "-F --fixed-strings": "flag",
                "--find-object": "value", "-G": "value", "-g --walk-reflogs": "flag", "--glob": "value",
                "--grep": "value", "--grep-reflog": "value", "-I --ignore-matching-lines": "value",
                "-i --regexp-ignore-case": "flag", "--inter-hunk-context": "value", "-L": "value", "-l": "value",
                "--line-prefix": "value", "-m": "flag", "-M --find-renames": "optional", "--max-parents": "value",
                "--min-parents": "value", "-n --max-count": "value", "--name-only": "flag", "--name-status": "flag",
                "--numstat": "flag", "-O": "value", "--output": "value", "--output-indicator-context": "value",
                "--output-indicator-new": "value", "--output-indicator-old": "value", "-p --patch": "flag",
                "-P --perl-regexp": "flag", "--patch-with-raw": "flag", "--patch-with-stat": "flag",
                "-q --quiet": "flag", "-R": "flag", "-r": "flag", "--raw": "flag", "--remerge-diff": "flag",
                "--rotate-to": "value", "-S": "value", "-s --no-patch": "flag", "--shortstat": "flag",
                "--since --after": "value", "--since-as-filter": "value", "--skip": "value", "--skip-to": "value",
                "--src-prefix": "value", "--stat": "optional", "--stat-count": "value", "--stat-graph-width": "value",
                "--stat-name-width": "value", "--stat-width": "value", "--summary": "flag", "-t": "flag", "-u": "flag",
                "-U --unified": "optional", "--until --before": "value", "-W --function-context": "flag",
                "-w --ignore-all-space": "flag", "--word-diff": "optional", "--word-diff-regex": "value",
                "--ws-error-highlight": "value", "-X --dirstat": "optional", "-z": "flag",
            },
            "effects": ("read",), "files": {"--output": "write"},
            "when": (
                {
                    "if": {
                        "any": (
                            {
                                "any": (
                                    {"flag": "-p --patch"},
                                    {"flag": "-u"},
                                    {"flag": "-U --unified"},
                                    {"flag": "-W --function-context"},
                                    {"flag": "--patch-with-raw"},
                                    {"flag": "--patch-with-stat"},
                                    {"flag": "--binary"},
                                    {"flag": "--word-diff"},
                                    {"flag": "--word-diff-regex"},
                                    {"flag": "--color-words"},
                                    {"flag": "-c"},
                                    {"flag": "--cc"},
                                    {"flag": "--remerge-diff"},
                                    {"flag": "-L"},
                                ),
                            },
                            {
                                "not": {
                                    "any": (
                                        {"flag": "--stat"},
                                        {"flag": "--name-only"},
                                        {"flag": "--name-status"},
                                        {"flag": "--shortstat"},
                                        {"flag": "--numstat"},
                                        {"flag": "--raw"},
                                        {"flag": "--summary"},
                                        {"flag": "-q --quiet"},
                                        {"flag": "-s --no-patch"},
                                    ),
                                },
                            },
                        ),
                    },
                    "files": {"@*": "read"},
                },
            ),
        },
        "diff diff-tree range-diff": {
            "unlisted": "flag",
            "flags": {
                "-0": "flag", "-a --text": "flag", "--anchored": "value", "-B --break-rewrites": "optional",
                "-b --ignore-space-change": "flag", "--base -1": "flag", "--binary": "flag", "-c": "flag",
                "-C --find-copies": "optional", "--cached --staged": "flag", "--cc": "flag", "--color": "flag",
                "--color-moved": "flag", "--color-moved-ws": "value", "--color-words": "optional",
                "--creation-factor": "value", "-D --irreversible-delete": "flag", "--diff-algorithm": "value",
                "--diff-filter": "value", "--diff-merges": "value", "--dst-prefix": "value", "--find-object": "value",
                "--format": "optional", "-G": "value", "-I --ignore-matching-lines": "value",
                "--inter-hunk-context": "value", "-l": "value", "--line-prefix": "value", "-m": "flag",
                "-M --find-renames": "optional", "--merge-base": "flag", "--name-only": "flag",
                "--name-status": "flag", "--no-index": "flag", "--numstat": "flag", "-O": "value", "--ours -2": "flag",
                "--output": "value", "--output-indicator-context": "value", "--output-indicator-new": "value",
                "--output-indicator-old": "value", "-p --patch": "flag", "--patch-with-raw": "flag",
                "--patch-with-stat": "flag", "--pretty": "optional", "--quiet": "flag", "-R": "flag", "-r": "flag",
                "--raw": "flag", "--remerge-diff": "flag", "--root": "flag", "--rotate-to": "value", "-S": "value",
                "-s --no-patch": "flag", "--shortstat": "flag", "--skip-to": "value", "--src-prefix": "value",
                "--stat": "optional", "--stat-count": "value", "--stat-graph-width": "value",
                "--stat-name-width": "value", "--stat-width": "value", "--stdin": "flag", "--summary": "flag",
                "-t": "flag", "--theirs -3": "flag", "-u": "flag", "-U --unified": "optional", "-v": "flag",
                "-W --function-context": "flag", "-w --ignore-all-space": "flag", "--word-diff": "optional",
                "--word-diff-regex": "value", "--ws-error-highlight": "value", "-X --dirstat": "optional",
                "-z": "flag",
            },
            "effects": ("read",), "files": {"--output": "write"},
            "when": (
                {
                    "if": {
                        "any": (
                            {
                                "any": (
                                    {"flag": "-p --patch"},
                                    {"flag": "-u"},
                                    {"flag": "-U --unified"},
                                    {"flag": "-W --function-context"},
                                    {"flag": "--patch-with-raw"},
                                    {"flag": "--patch-with-stat"},
                                    {"flag": "--binary"},
                                    {"flag": "--word-diff"},
                                    {"flag": "--word-diff-regex"},
                                    {"flag": "--color-words"},
                                    {"flag": "-c"},
                                    {"flag": "--cc"},
                                    {"flag": "--remerge-diff"},
                                ),
                            },
                            {
                                "not": {
                                    "any": (
                                        {"flag": "--stat"},
                                        {"flag": "--name-only"},
                                        {"flag": "--name-status"},
                                        {"flag": "--shortstat"},
                                        {"flag": "--numstat"},
                                        {"flag": "--raw"},
                                        {"flag": "--summary"},
                                        {"flag": "--quiet"},
                                        {"flag": "-s --no-patch"},
                                    ),
                                },
                            },
                        ),
                    },
                    "files": {"@*": "read"},
                },
            ),
        },
        "diff-index diff-files": {
            "unlisted": "flag",
            "flags": {
                "-0": "flag", "-1": "flag", "-2": "flag", "-3": "flag", "-a --text": "flag", "--anchored": "value",
                "-B --break-rewrites": "optional", "-b --ignore-space-change": "flag", "--binary": "flag",
                "-c": "flag", "-C --find-copies": "optional", "--cached": "flag", "--cc": "flag", "--color": "flag",
                "--color-moved": "flag", "--color-moved-ws": "value", "--color-words": "optional",
                "-D --irreversible-delete": "flag", "--diff-algorithm": "value", "--diff-filter": "value",
                "--diff-merges": "value", "--dst-prefix": "value", "--find-object": "value", "-G": "value",
                "-I --ignore-matching-lines": "value", "--inter-hunk-context": "value", "-l": "value",
                "--line-prefix": "value", "-m": "flag", "-M --find-renames": "optional", "--name-only": "flag",
                "--name-status": "flag", "--numstat": "flag", "-O": "value", "--output": "value",
                "--output-indicator-context": "value", "--output-indicator-new": "value",
                "--output-indicator-old": "value", "-p --patch": "flag", "--patch-with-raw": "flag",
                "--patch-with-stat": "flag", "-q": "flag", "--quiet": "flag", "-R": "flag", "-r": "flag",
                "--raw": "flag", "--remerge-diff": "flag", "--rotate-to": "value", "-S": "value",
                "-s --no-patch": "flag", "--shortstat": "flag", "--skip-to": "value", "--src-prefix": "value",
                "--stat": "optional", "--stat-count": "value", "--stat-graph-width": "value",
                "--stat-name-width": "value", "--stat-width": "value", "--summary": "flag", "-t": "flag", "-u": "flag",
                "-U --unified": "optional", "-W --function-context": "flag", "-w --ignore-all-space": "flag",
                "--word-diff": "optional", "--word-diff-regex": "value", "--ws-error-highlight": "value",
                "-X --dirstat": "optional", "-z": "flag",
            },
            "effects": ("read",),
            "when": (
                {
                    "if": {
                        "any": (
                            {"flag": "-p --patch"},
                            {"flag": "-u"},
                            {"flag": "-U --unified"},
                            {"flag": "-W --function-context"},
                            {"flag": "--patch-with-raw"},
                            {"flag": "--patch-with-stat"},
                            {"flag": "--binary"},
                            {"flag": "--word-diff"},
                            {"flag": "--word-diff-regex"},
                            {"flag": "--color-words"},
                            {"flag": "--remerge-diff"},
                        ),
                    },
                    "files": {"@*": "read"},
                },
            ),
        },
        "difftool": {
            "unlisted": "flag",
            "flags": {
                "-a --text": "flag", "--anchored": "value", "-B --break-rewrites": "optional",
                "-b --ignore-space-change": "flag", "--binary": "flag", "-c": "flag", "-C --find-copies": "optional",
                "--cc": "flag", "--color": "flag", "--color-moved": "flag", "--color-moved-ws": "value",
                "--color-words": "optional", "-d --dir-diff": "flag", "-D --irreversible-delete": "flag",
                "--diff-algorithm": "value", "--diff-filter": "value", "--diff-merges": "value",
                "--dst-prefix": "value", "--find-object": "value", "-G": "value", "-g --gui": "flag",
                "-I --ignore-matching-lines": "value", "--inter-hunk-context": "value", "-l": "value",
                "--line-prefix": "value", "-m": "flag", "-M --find-renames": "optional", "--name-only": "flag",
                "--name-status": "flag", "--numstat": "flag", "-O": "value", "--output": "value",
                "--output-indicator-context": "value", "--output-indicator-new": "value",
                "--output-indicator-old": "value", "-p --patch": "flag", "--patch-with-raw": "flag",
                "--patch-with-stat": "flag", "--prompt": "flag", "--quiet": "flag", "-R": "flag", "-r": "flag",
                "--raw": "flag", "--remerge-diff": "flag", "--rotate-to": "value", "-S": "value",
                "-s --no-patch": "flag", "--shortstat": "flag", "--skip-to": "value", "--src-prefix": "value",
                "--stat": "optional", "--stat-count": "value", "--stat-graph-width": "value",
                "--stat-name-width": "value", "--stat-width": "value", "--summary": "flag", "-t --tool": "value",
                "--trust-exit-code": "flag", "-u": "flag", "-U --unified": "optional", "-W --function-context": "flag",
                "-w --ignore-all-space": "flag", "--word-diff": "optional", "--word-diff-regex": "value",
                "--ws-error-highlight": "value", "-X --dirstat": "optional", "-x --extcmd": "value",
                "-y --no-prompt": "flag", "-z": "flag",
            },
            "effects": ("read", "exec"), "files": {"@*": "read"},
            "commands": ({"form": "shell", "from": "-x --extcmd"},),
        },
        "mergetool": {
            "unlisted": "flag",
            "flags": {"-g --gui": "flag", "-O": "value", "-t --tool": "value", "-y --no-prompt": "flag"},
            "effects": ("write", "exec"), "files": {"@*": "write"},
        },
        "blame annotate": {
            "unlisted": "flag",
            "flags": {
                "-b": "flag", "-C": "optional", "-c": "flag", "--contents": "value", "--date": "value",
                "-e --show-email": "flag", "-f --show-name": "flag", "--ignore-rev": "value",
                "--ignore-revs-file": "value", "-L": "value", "-l": "flag", "-M": "optional",
                "-n --show-number": "flag", "-p --porcelain": "flag", "-S": "value", "-s": "flag", "--since": "value",
                "-t": "flag", "-w": "flag",
            },
            "effects": ("read",), "files": {"@*": "read", "--contents": "read"},
        },
        "cat-file": {
            "unlisted": "flag",
            "flags": {
                "--batch": "optional", "--batch-command": "optional", "-e": "flag", "--filter": "value",
                "--filters": "flag", "-p": "flag", "--path": "value", "-s": "flag", "-t": "flag", "--textconv": "flag",
                "-z": "flag",
            },
            "effects": ("read",),
            "when": (
                {"if": {"not": {"any": ({"flag": "-t"}, {"flag": "-e"}, {"flag": "-s"})}}, "files": {"@-1": "read"}},
                {
                    "if": {"any": ({"flag": "--batch"}, {"flag": "--batch-command"})}, "add": ("print-secret",),
                    "note": "the objects are named on standard input",
                },
            ),
        },
        "archive": {
            "unlisted": "flag",
            "flags": {
                "-0": "flag", "-1": "flag", "-2": "flag", "-3": "flag", "-4": "flag", "-5": "flag", "-6": "flag",
                "-7": "flag", "-8": "flag", "-9": "flag", "--add-file": "value", "--add-virtual-file": "value",
                "--exec": "value", "--format": "value", "-l --list": "flag", "--mtime": "value",
                "-o --output": "value", "--prefix": "value", "--remote": "value", "-v --verbose": "flag",
            },
            "effects": ("read",), "files": {"@2*": "read", "--add-file": "read", "-o --output": "write"},
            "when": (
                {
                    "if": {"all": ({"args": (0, 1)}, {"not": {"flag": "-l --list"}})}, "add": ("print-secret",),
                    "note": "every tracked file",
                },
                {
                    "if": {"flag": "--remote"}, "add": ("network",), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("--remote",),
                        "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
                {"if": {"flag": "-l --list"}, "effects": ()},
            ),
        },
        "grep": {
            "unlisted": "flag",
            "flags": {
                "-A --after-context": "value", "-a --text": "flag", "-B --before-context": "value",
                "-C --context": "value", "-c --count": "flag", "-e": "value", "-E --extended-regexp": "flag",
                "-f": "value", "-F --fixed-strings": "flag", "-G --basic-regexp": "flag", "-H": "flag", "-h": "flag",
                "-I": "flag", "-i --ignore-case": "flag", "-l --files-with-matches --name-only": "flag",
                "-L --files-without-match": "flag", "-m --max-count": "value", "--max-depth": "value",
                "-n --line-number": "flag", "--no-index": "flag", "-o --only-matching": "flag",
                "-O --open-files-in-pager": "optional", "-P --perl-regexp": "flag", "-p --show-function": "flag",
                "-q --quiet": "flag", "-r --recursive": "flag", "--threads": "value", "-v --invert-match": "flag",
                "-W --function-context": "flag", "-w --word-regexp": "flag", "-z --null": "flag",
            },
            "effects": ("read",), "files": {"@2*": "read", "-f": "read"},
            "commands": ({"form": "shell", "from": "-O --open-files-in-pager"},),
            "when": (
                {"if": {"any": ({"flag": "-e"}, {"flag": "-f"})}, "files": {"@*": "read"}},
                {
                    "if": {
                        "all": (
                            {"args": (1, 2)},
                            {"arg": "@1", "is": ("", ".", ".*", "^", "$")},
                            {
                                "not": {
                                    "any": (
                                        {"flag": "-e"},
                                        {"flag": "-f"},
                                        {"flag": "-l --files-with-matches --name-only"},
                                        {"flag": "-c --count"},
                                    ),
                                },
                            },
                        ),
                    },
                    "add": ("print-secret",), "note": "every line of every tracked file",
                },
            ),
        },
        "format-patch": {
            "unlisted": "flag",
            "flags": {
                "-a --text": "flag", "--add-header": "value", "--anchored": "value", "--author": "value",
                "-B --break-rewrites": "optional", "-b --ignore-space-change": "flag", "--base": "value", "-c": "flag",
                "-C --find-copies": "optional", "--color": "flag", "--color-moved": "flag",
                "--color-moved-ws": "value", "--committer": "value", "--cover-from-description": "value",
                "--creation-factor": "value", "-D --irreversible-delete": "flag", "--date": "value",
                "--decorate": "flag", "--decorate-refs": "value", "--decorate-refs-exclude": "value",
                "--diff-algorithm": "value", "--diff-filter": "value", "--diff-merges": "value",
                "--dst-prefix": "value", "-E --extended-regexp": "flag", "--encoding": "value", "--exclude": "value",
                "--exclude-hidden": "value", "-F --fixed-strings": "flag", "--filename-max-length": "value",
                "--find-object": "value", "-G": "value", "-g --walk-reflogs": "flag", "--glob": "value",
                "--grep": "value", "--grep-reflog": "value", "-I --ignore-matching-lines": "value",
                "-i --regexp-ignore-case": "flag", "--in-reply-to": "value", "--inter-hunk-context": "value",
                "--interdiff": "value", "-k --keep-subject": "flag", "-L": "value", "-l": "value",
                "--line-prefix": "value", "-m": "flag", "-M --find-renames": "optional", "--max-parents": "value",
                "--min-parents": "value", "-N --no-numbered": "flag", "-n --numbered --max-count": "flag",
                "-O": "value", "-o --output-directory": "value", "--output": "value",
                "--output-indicator-context": "value", "--output-indicator-new": "value",
                "--output-indicator-old": "value", "-p --patch --no-stat": "flag", "-P --perl-regexp": "flag",
                "-q --quiet": "flag", "-R": "flag", "-r": "flag", "--range-diff": "value", "--rotate-to": "value",
                "-S": "value", "-s --signoff --no-patch": "flag", "--signature": "value", "--signature-file": "value",
                "--since --after": "value", "--since-as-filter": "value", "--skip": "value", "--skip-to": "value",
                "--src-prefix": "value", "--start-number": "value", "--stat": "flag", "--stat-count": "value",
                "--stat-graph-width": "value", "--stat-name-width": "value", "--stat-width": "value",
                "--subject-prefix": "value", "--suffix": "value", "-t": "flag", "--to": "value", "-u": "flag",
                "-U --unified": "optional", "--until --before": "value", "-v --reroll-count": "value",
                "-W --function-context": "flag", "-w --ignore-all-space": "flag", "--word-diff": "flag",
                "--word-diff-regex": "value", "--ws-error-highlight": "value", "-X --dirstat": "optional",
                "-z": "flag",
            },
            "effects": ("read",),
            "files": {"@*": "read", "-o --output-directory": "create", "--output": "write"},
        },
        "request-pull": {"flags": {"-p": "flag"}, "effects": ("read",)},
        "unpack-file": {"effects": ("read",), "files": {"@*": "read"}},
        "merge-file": {
            "unlisted": "flag",
            "flags": {"-L": "value", "--marker-size": "value", "-p --stdout": "flag", "-q --quiet": "flag"},
            "effects": ("write",), "files": {"@1": "read+write", "@2*": "read"},
        },
        (
            "merge-tree merge-one-file merge-index merge-recursive merge-resolve merge-octopus merge-ours "
            "merge-subtree"
        ): {"stop": "first-positional", "effects": ("write", "exec")},
        "fast-export": {
            "unlisted": "flag",
            "flags": {
                "--anonymize": "flag", "--anonymize-map": "value", "--export-marks": "value",
                "--import-marks": "value", "--import-marks-if-exists": "value", "--progress": "value",
                "--reencode": "value", "--refspec": "value", "--signed-tags": "value",
                "--tag-of-filtered-object": "value",
            },
            "effects": ("read", "print-secret"), "files": {"--export-marks": "write"},
        },
        "bundle": {
            "unlisted": "flag", "flags": {"-q --quiet": "flag", "--version": "value"}, "effects": ("read",),
            "subcommands": {
                "create": {
                    "flags": {
                        "--author": "value", "--committer": "value", "--exclude": "value", "--glob": "value",
                        "--grep": "value", "-n --max-count": "value", "-q --quiet": "flag", "--since --after": "value",
                        "--skip": "value", "--until --before": "value", "--version": "value",
                    },
                    "effects": ("read",), "files": {"@1": "create"},
                },
                "verify list-heads": {
                    "flags": {"-q --quiet": "flag", "--version": "value"}, "effects": ("read",),
                    "files": {"@1": "read"},
                },
                "unbundle": {
                    "flags": {"-q --quiet": "flag", "--version": "value"}, "effects": ("write",),
                    "files": {"@1": "read"},
                },
            },
        },
        "config": {
            "unlisted": "flag",
            "flags": {
                "--add": "flag", "--all": "flag", "--blob": "value", "--comment": "value", "--default": "value",
                "-e --edit": "flag", "-f --file": "value", "--fixed-value": "flag", "--get": "flag",
                "--get-all": "flag", "--get-color": "flag", "--get-colorbool": "flag", "--get-regexp": "flag",
                "--get-urlmatch": "flag", "-l --list": "flag", "--regexp": "flag", "--remove-section": "flag",
                "--rename-section": "flag", "--replace-all": "flag", "--type -t": "value", "--unset": "flag",
                "--unset-all": "flag", "--url": "value", "--value": "value", "-z --null": "flag",
            },
            "effects": ("write",), "files": {"-f --file": "read"},
            "when": (
                {
                    "if": {
                        "any": (
                            {
                                "all": (
                                    {"args": (0, 1)},
                                    {
                                        "not": {
                                            "any": (
                                                {"flag": "-e --edit"},
                                                {"flag": "--unset"},
                                                {"flag": "--unset-all"},
                                                {"flag": "--remove-section"},
                                            ),
                                        },
                                    },
                                ),
                            },
                            {"flag": "--get"},
                            {"flag": "--get-all"},
                            {"flag": "--get-regexp"},
                            {"flag": "--get-urlmatch"},
                            {"flag": "--get-color"},
                            {"flag": "--get-colorbool"},
                            {"flag": "-l --list"},
                        ),
                    },
                    "effects": ("read",),
                },
                {
                    "if": {
                        "any": (
                            {
                                "all": (
                                    {"args": (2, None)},
                                    {
                                        "not": {
                                            "any": (
                                                {"flag": "--get"},
                                                {"flag": "--get-all"},
                                                {"flag": "--get-regexp"},
                                                {"flag": "--get-urlmatch"},
                                                {"flag": "--get-color"},
                                                {"flag": "--get-colorbool"},
                                                {"flag": "-l --list"},
                                            ),
                                        },
                                    },
                                ),
                            },
                            {"flag": "--unset"},
                            {"flag": "--unset-all"},
                            {"flag": "--add"},
                            {"flag": "--replace-all"},
                            {"flag": "--remove-section"},
                            {"flag": "--rename-section"},
                            {"flag": "-e --edit"},
                        ),
                    },
                    "effects": ("write",), "files": {"-f --file": "write"}, "sets": {"git-config": "@*"},
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {
                                        "all": (
                                            {"args": (2, None)},
                                            {
                                                "not": {
                                                    "any": (
                                                        {"flag": "--get"},
                                                        {"flag": "--get-all"},
                                                        {"flag": "--get-regexp"},
                                                        {"flag": "--get-urlmatch"},
                                                        {"flag": "--get-color"},
                                                        {"flag": "--get-colorbool"},
                                                        {"flag": "-l --list"},
                                                    ),
                                                },
                                            },
                                        ),
                                    },
                                    {"flag": "--unset"},
                                    {"flag": "--unset-all"},
                                    {"flag": "--add"},
                                    {"flag": "--replace-all"},
                                    {"flag": "--remove-section"},
                                    {"flag": "--rename-section"},
                                    {"flag": "-e --edit"},
                                ),
                            },
                            "a setting of the guard",
                        ),
                    },
                    "add": ("weaken-guard",),
                },
                {"if": "a setting that holds a secret", "add": ("print-secret",)},
            ),
            "subcommands": {
                "list get": {
                    "flags": {
                        "--add": "flag", "--all": "flag", "--blob": "value", "--comment": "value",
                        "--default": "value", "-e --edit": "flag", "-f --file": "value", "--fixed-value": "flag",
                        "--get": "flag", "--get-all": "flag", "--get-color": "flag", "--get-colorbool": "flag",
                        "--get-regexp": "flag", "--get-urlmatch": "flag", "-l --list": "flag", "--name-only": "flag",
                        "--regexp": "flag", "--remove-section": "flag", "--rename-section": "flag",
                        "--replace-all": "flag", "--show-names": "flag", "--type -t": "value", "--unset": "flag",
                        "--unset-all": "flag", "--url": "value", "--value": "value", "-z --null": "flag",
                    },
                    "effects": ("read",),
                    "when": ({"if": "a setting that holds a secret", "add": ("print-secret",)},),
                },
                "set unset rename-section remove-section edit": {
                    "flags": {
                        "--add": "flag", "--all": "flag", "--append": "flag", "--blob": "value", "--comment": "value",
                        "--default": "value", "-e --edit": "flag", "-f --file": "value", "--fixed-value": "flag",
                        "--get": "flag", "--get-all": "flag", "--get-color": "flag", "--get-colorbool": "flag",
                        "--get-regexp": "flag", "--get-urlmatch": "flag", "-l --list": "flag", "--regexp": "flag",
                        "--remove-section": "flag", "--rename-section": "flag", "--replace-all": "flag",
                        "--type -t": "value", "--unset": "flag", "--unset-all": "flag", "--url": "value",
                        "--value": "value", "-z --null": "flag",
                    },
                    "effects": ("write",), "files": {"-f --file": "write"}, "sets": {"git-config": "@*"},
                    "when": ({"if": "a setting of the guard", "add": ("weaken-guard",)},),
                },
            },
        },
        "hook": {
            "flags": {"--to-stdin": "value"}, "effects": ("exec",),
            "subcommands": {
                "run": {"flags": {"--to-stdin": "value"}, "effects": ("exec",), "files": {"--to-stdin": "read"}},
            },
        },
        "credential": {
            "effects": ("read", "print-secret"),
            "subcommands": {"approve reject store erase": {"effects": ("write",)}, "fill get": {}},
        },
        "credential-*": {
            "flags": {"--file": "value", "--socket": "value", "--timeout": "value"},
            "effects": ("read", "print-secret"),
            "subcommands": {
                "store erase": {
                    "flags": {"--file": "value", "--socket": "value", "--timeout": "value"}, "effects": ("write",),
                },
                "exit": {"flags": {"--file": "value", "--socket": "value", "--timeout": "value"}, "effects": ()},
            },
        },
        "remote": {
            "unlisted": "flag", "flags": {"-v --verbose": "flag"}, "effects": ("write",),
            "subcommands": {
                "": {"effects": ("read",)},
                "show": {
                    "flags": {"-n": "flag", "-v --verbose": "flag"}, "effects": ("read", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
                "get-url": {"flags": {"--all": "flag", "--push": "flag", "-v --verbose": "flag"}, "effects": ("read",)},
                "add": {
                    "flags": {
                        "-f --fetch": "flag", "-m": "value", "--mirror": "optional", "-t": "value", "--tags": "flag",
                        "-v --verbose": "flag",
                    },
                    "effects": ("write",), "sets": {"git-remote": "@*"},
                },
                "set-url": {
                    "flags": {"--add": "flag", "--delete": "flag", "--push": "flag", "-v --verbose": "flag"},
                    "effects": ("write",), "sets": {"git-remote": "@*"},
                },
                "rename": {"flags": {"-v --verbose": "flag"}, "sets": {"git-remote": "@*"}},
                "set-head": {
                    "flags": {"-a --auto": "flag", "-d --delete": "flag", "-v --verbose": "flag"},
                    "effects": ("write",),
                },
                "set-branches": {"flags": {"--add": "flag", "-v --verbose": "flag"}, "effects": ("write",)},
                "remove rm": {"flags": {"-v --verbose": "flag"}, "effects": ("delete",), "sets": {"git-remote": "@*"}},
                "prune update": {
                    "flags": {"-n --dry-run": "flag", "-p --prune": "flag", "-v --verbose": "flag"},
                    "effects": ("write", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
            },
        },
        "clone": {
            "flags": {
                "-4 --ipv4": "flag", "-6 --ipv6": "flag", "--also-filter-submodules": "flag", "-b --branch": "value",
                "--bare": "flag", "--bundle-uri": "value", "-c --config": "value", "--depth": "value",
                "--dissociate": "flag", "--filter": "value", "-j --jobs": "value", "-l --local": "flag",
                "--mirror": "flag", "-n --no-checkout": "flag", "--no-hardlinks": "flag", "--no-tags": "flag",
                "-o --origin": "value", "--progress": "flag", "-q --quiet": "flag", "--recurse-submodules": "optional",
                "--recursive": "optional", "--ref-format": "value", "--reference": "value",
                "--reference-if-able": "value", "--reject-shallow": "flag", "--remote-submodules": "flag",
                "--revision": "value", "-s --shared": "flag", "--separate-git-dir": "value",
                "--server-option": "value", "--shallow-exclude": "value", "--shallow-since": "value",
                "--shallow-submodules": "flag", "--single-branch": "flag", "--sparse": "flag", "--template": "value",
                "-u --upload-pack": "value", "-v --verbose": "flag",
            },
            "effects": ("write", "network"),
            "target": {"resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR")},
            "files": {"@2": "create"}, "commands": ({"form": "shell", "from": "-u --upload-pack"},),
            "when": (
                {"if": {"flag": "-l --local"}, "local": True, "target": None},
                {"if": {"flag": "--template"}, "add": ("exec",), "note": "hooks are copied from there"},
                {"if": {"flag": "-c --config", "value": ("core.hookspath*",), "fold": True}, "add": ("weaken-guard",)},
            ),
            "local": False,
        },
        "fetch fetch-pack": {
            "flags": {
                "-4 --ipv4": "flag", "-6 --ipv6": "flag", "-a --append": "flag", "--all": "flag", "--atomic": "flag",
                "--auto-gc": "flag", "--auto-maintenance": "flag", "--deepen": "value", "--depth": "value",
                "--dry-run": "flag", "--exec": "value", "-f --force": "flag", "--filter": "value",
                "-j --jobs": "value", "-k --keep": "flag", "-m --multiple": "flag", "-n": "flag",
                "--negotiate-only": "flag", "--negotiation-tip": "value", "-o --server-option": "value",
                "-p --prune": "flag", "-P --prune-tags": "flag", "--prefetch": "flag", "--progress": "flag",
                "-q --quiet": "flag", "--recurse-submodules": "optional", "--refetch": "flag", "--refmap": "value",
                "--set-upstream": "flag", "--shallow-exclude": "value", "--shallow-since": "value",
                "--show-forced-updates": "flag", "--stdin": "flag", "-t --tags": "flag", "-u --update-head-ok": "flag",
                "--unshallow": "flag", "--update-shallow": "flag", "--upload-pack": "value", "-v --verbose": "flag",
                "--write-commit-graph": "flag", "--write-fetch-head": "flag",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                "refspec": ("@2*",),
            },
            "commands": ({"form": "shell", "from": "--upload-pack"},), "local": False,
        },
        "pull": {
            "flags": {
                "-4 --ipv4": "flag", "-6 --ipv6": "flag", "-a --append": "flag", "--all": "flag",
                "--allow-unrelated-histories": "flag", "--autostash": "flag", "--cleanup": "value", "--commit": "flag",
                "--deepen": "value", "--depth": "value", "--dry-run": "flag", "--edit": "flag", "-f --force": "flag",
                "--ff": "flag", "--ff-only": "flag", "-j --jobs": "value", "-k --keep": "flag", "--log": "optional",
                "-n": "flag", "--negotiation-tip": "value", "--no-verify": "flag", "-o --server-option": "value",
                "-p --prune": "flag", "--progress": "flag", "-q --quiet": "flag", "-r --rebase": "optional",
                "--recurse-submodules": "optional", "--refmap": "value", "-S --gpg-sign": "optional",
                "-s --strategy": "value", "--set-upstream": "flag", "--shallow-exclude": "value",
                "--shallow-since": "value", "--show-forced-updates": "flag", "--signoff": "optional",
                "--squash": "flag", "--stat": "flag", "-t --tags": "flag", "--unshallow": "flag",
                "--update-shallow": "flag", "--upload-pack": "value", "-v --verbose": "flag", "--verify": "flag",
                "--verify-signatures": "flag", "-X --strategy-option": "value",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                "refspec": ("@2*",),
            },
            "commands": ({"form": "shell", "from": "--upload-pack"},),
            "when": (
                {"if": {"flag": "--no-verify"}, "add": ("weaken-guard",), "note": "hooks are not run"},
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
            "local": False,
        },
        "ls-remote peek-remote": {
            "flags": {
                "--exit-code": "flag", "--get-url": "flag", "-h --heads": "flag", "-o --server-option": "value",
                "-q --quiet": "flag", "--refs": "flag", "--sort": "value", "--symref": "flag", "-t --tags": "flag",
                "--upload-pack --exec": "value",
            },
            "effects": ("read", "network"),
            "target": {"resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR")},
            "commands": ({"form": "shell", "from": "--upload-pack --exec"},), "local": False,
        },
        "push": {
            "flags": {
                "-4 --ipv4": "flag", "-6 --ipv6": "flag", "--all --branches": "flag", "--atomic": "flag",
                "-d --delete": "flag", "--exec": "value", "-f --force": "flag", "--follow-tags": "flag",
                "--force-if-includes": "flag", "--force-with-lease": "optional", "--mirror": "flag",
                "-n --dry-run": "flag", "--no-verify": "flag", "-o --push-option": "value", "--porcelain": "flag",
                "--progress": "flag", "--prune": "flag", "-q --quiet": "flag", "--receive-pack": "value",
                "--recurse-submodules": "value", "--repo": "value", "--signed": "optional", "--tags": "flag",
                "--thin": "flag", "-u --set-upstream": "flag", "-v --verbose": "flag", "--verify": "flag",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "git-remote", "remote": ("@1", "--repo"), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                "refspec": ("@2*",),
            },
            "commands": (
                {"form": "shell", "from": "--receive-pack", "remote": True},
                {"form": "shell", "from": "--exec", "remote": True},
            ),
            "when": (
                {"if": {"flag": "-n --dry-run"}, "effects": ("read", "network")},
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {"flag": "-f --force"},
                                    {"flag": "--force-with-lease"},
                                    {"flag": "--mirror"},
                                    {"flag": "--prune"},
                                    {"flag": "-d --delete"},
                                    {"arg": "@2*", "is": ("+*", ":*")},
                                ),
                            },
                            {"not": {"flag": "-n --dry-run"}},
                        ),
                    },
                    "add": ("delete",),
                },
                {"if": {"all": ({"flag": "--tags"}, {"not": {"flag": "-n --dry-run"}})}, "add": ("publish",)},
                {"if": {"flag": "--no-verify"}, "add": ("weaken-guard",), "note": "hooks are not run"},
                {"if": "hooks are told to skip checks", "add": ("weaken-guard",)},
                {
                    "if": {
                        "any": (
                            {
                                "flag": "-c",
                                "value": (
                                    "core.hookspath", "core.hookspath=*", "tta.*", "include.path=*", "includeif.*",
                                    "hook.*", "init.templatedir=*",
                                ),
                                "fold": True,
                            },
                            {
                                "flag": "--config-env",
                                "value": ("core.hookspath=*", "tta.*", "include.path=*", "includeif.*", "hook.*"),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_PARAMETERS",
                                "value": ("*core.hookspath*", "*include.path*", "*tta.*"), "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_0",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_1",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_2",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {
                                "env": "GIT_CONFIG_KEY_3",
                                "value": (
                                    "core.hookspath", "tta.*", "include.path", "includeif.*", "hook.*",
                                    "init.templatedir",
                                ),
                                "fold": True,
                            },
                            {"env": "GIT_TEMPLATE_DIR"},
                        ),
                    },
                    "add": ("weaken-guard",), "note": "the hooks of this repository are replaced for this command",
                },
            ),
            "local": False,
        },
        "send-pack http-push": {
            "flags": {
                "--all": "flag", "--atomic": "flag", "-D": "flag", "-d": "flag", "--dry-run": "flag",
                "-f --force": "flag", "--mirror": "flag", "--push-option": "value", "--receive-pack --exec": "value",
                "--remote": "value", "--thin": "flag", "--verbose": "flag",
            },
            "effects": ("write", "network", "weaken-guard"),
            "target": {
                "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                "refspec": ("@2*",),
            },
            "local": False,
        },
        "svn p4 cvsexportcommit cvsimport archimport": {
            "unlisted": "flag",
            "flags": {
                "-A --authors-file": "value", "-b --branches": "value", "-m --message": "value",
                "-r --revision": "value", "-s --stdlayout": "flag", "-t --tags": "value", "-T --trunk": "value",
                "--username": "value",
            },
            "effects": ("write", "network"),
            "subcommands": {
                "log info blame find-rev status show-ignore show-externals help proplist propget": {
                    "flags": {
                        "-A --authors-file": "value", "-b --branches": "value", "-m --message": "value",
                        "-r --revision": "value", "-s --stdlayout": "flag", "-t --tags": "value",
                        "-T --trunk": "value", "--username": "value",
                    },
                    "effects": ("read", "network"),
                },
                "clone fetch rebase init sync commit-diff": {
                    "flags": {
                        "-A --authors-file": "value", "-b --branches": "value", "-m --message": "value",
                        "-r --revision": "value", "-s --stdlayout": "flag", "-t --tags": "value",
                        "-T --trunk": "value", "--username": "value",
                    },
                    "effects": ("write", "network"),
                },
                "dcommit commit submit set-tree": {
                    "flags": {
                        "-A --authors-file": "value", "-b --branches": "value", "-m --message": "value",
                        "-r --revision": "value", "-s --stdlayout": "flag", "-t --tags": "value",
                        "-T --trunk": "value", "--username": "value",
                    },
                    "effects": ("write", "publish", "network"), "local": False,
                    "target": {"resolver": "git-remote", "remote": (), "directory": ("-C", "--git-dir", "$GIT_DIR")},
                },
                "gc reset": {
                    "flags": {
                        "-A --authors-file": "value", "-b --branches": "value", "-m --message": "value",
                        "-r --revision": "value", "-s --stdlayout": "flag", "-t --tags": "value",
                        "-T --trunk": "value", "--username": "value",
                    },
                    "effects": ("write",),
                },
            },
        },
        "lfs": {
            "unlisted": "flag",
            "flags": {
                "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
            },
            "effects": ("write",),
            "subcommands": {
                "ls-files status env logs pointer version help ext": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("read",),
                },
                "fetch pull clone": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
                "push": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
                "lock unlock locks": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {"resolver": "git-remote", "remote": (), "directory": ("-C", "--git-dir", "$GIT_DIR")},
                },
                "prune": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("delete",),
                },
                "smudge filter-process clean": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("write", "network"),
                },
                "uninstall": {
                    "flags": {
                        "-a --all": "flag", "-f --force": "flag", "-I --include": "value", "-n --dry-run": "flag",
                        "-p --prune": "flag", "-r --recent": "flag", "-X --exclude": "value",
                    },
                    "effects": ("write",),
                },
            },
        },
        "annex": {
            "unlisted": "flag",
            "flags": {"-c": "value", "--from": "value", "-J --jobs": "value", "-m": "value", "--to": "value"},
            "effects": ("write", "network"),
            "subcommands": {
                "drop dropunused uninit dead forget": {
                    "flags": {"-c": "value", "--from": "value", "-J --jobs": "value", "-m": "value", "--to": "value"},
                    "effects": ("delete", "network"),
                },
                "status list find whereis info help log unused fsck version": {
                    "flags": {"-c": "value", "--from": "value", "-J --jobs": "value", "-m": "value", "--to": "value"},
                    "effects": ("read",),
                },
                "addurl importfeed get sync copy move assist push pull": {
                    "flags": {"-c": "value", "--from": "value", "-J --jobs": "value", "-m": "value", "--to": "value"},
                },
            },
        },
        "subtree": {
            "unlisted": "flag",
            "flags": {
                "-b --branch": "value", "-d --debug": "flag", "-m --message": "value", "--onto": "value",
                "-P --prefix": "value", "-q --quiet": "flag", "--squash": "flag",
            },
            "effects": ("write",),
            "subcommands": {
                "push": {
                    "flags": {
                        "-b --branch": "value", "-d --debug": "flag", "-m --message": "value", "--onto": "value",
                        "-P --prefix": "value", "-q --quiet": "flag", "--squash": "flag",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
                "pull add": {
                    "flags": {
                        "-b --branch": "value", "-d --debug": "flag", "-m --message": "value", "--onto": "value",
                        "-P --prefix": "value", "-q --quiet": "flag", "--squash": "flag",
                    },
                    "effects": ("write", "network"), "local": False,
                    "target": {
                        "resolver": "git-remote", "remote": ("@1",), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                    },
                },
            },
        },
        "send-email imap-send": {
            "flags": {
                "--bcc": "value", "--cc": "value", "--dry-run": "flag", "--envelope-sender": "value",
                "--from": "value", "--in-reply-to": "value", "--smtp-encryption": "value", "--smtp-pass": "value",
                "--smtp-server": "value", "--smtp-server-port": "value", "--smtp-user": "value", "--subject": "value",
                "--to": "value",
            },
            "effects": ("network", "publish"), "target": {"resolver": "generic", "host": ("--smtp-server",)},
            "files": {"@*": "read"}, "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},), "local": False,
        },
        "daemon instaweb http-backend gitweb": {
            "unlisted": "flag",
            "flags": {
                "-b --browser": "value", "--base-path": "value", "-d --httpd": "value", "--group": "value",
                "--listen": "value", "-p": "value", "--port": "value", "--user": "value",
            },
            "effects": ("publish", "network", "exec"), "local": False,
            "target": {"resolver": "generic", "host": ("--listen",)}, "files": {"@*": "read"},
        },
        "upload-pack upload-archive receive-pack shell http-fetch": {
            "effects": ("write", "network"), "files": {"@*": "read"},
        },
        "for-each-repo": {
            "stop": "first-positional", "flags": {"--config": "value", "--keep-going": "flag"}, "effects": ("exec",),
            "commands": ({"form": "argv", "from": "@1", "prefix": "=git"},),
        },
        "gui citool gitk scalar": {"effects": ("write",)},
        "help version web--browse mergetool--lib sh-setup sh-i18n": {"effects": ()},
        "secret": {
            "flags": {
                "-d": "value", "-F": "flag", "-f": "flag", "-m": "flag", "-P": "flag", "-p": "value", "-v": "flag",
            },
            "effects": ("write",),
            "subcommands": {
                "list whoknows usage help": {
                    "flags": {
                        "-d": "value", "-F": "flag", "-f": "flag", "-m": "flag", "-P": "flag", "-p": "value",
                        "-v": "flag",
                    },
                    "effects": ("read",),
                },
                "reveal cat changes": {
                    "flags": {
                        "-d": "value", "-F": "flag", "-f": "flag", "-m": "flag", "-P": "flag", "-p": "value",
                        "-v": "flag",
                    },
                    "effects": ("read", "print-secret"),
                },
                "init tell add hide": {
                    "flags": {
                        "-d": "value", "-F": "flag", "-f": "flag", "-m": "flag", "-P": "flag", "-p": "value",
                        "-v": "flag",
                    },
                    "effects": ("write",),
                },
                "remove killperson removeperson clean": {
                    "flags": {
                        "-d": "value", "-F": "flag", "-f": "flag", "-m": "flag", "-P": "flag", "-p": "value",
                        "-v": "flag",
                    },
                    "effects": ("delete",),
                },
            },
        },
        "crypt": {
            "effects": ("write",),
            "subcommands": {
                "unlock": {"effects": ("write", "print-secret"), "files": {"@1": "read"}},
                "export-key": {"effects": ("read", "print-secret"), "files": {"@1": "create"}},
                "status help version": {"effects": ("read",)},
            },
        },
        "flow": {
            "unlisted": "flag", "effects": ("write",),
            "subcommands": {
                "*": {
                    "effects": ("write",),
                    "subcommands": {
                        "publish push": {
                            "effects": ("write", "network"), "local": False,
                            "target": {
                                "resolver": "git-remote", "remote": (), "directory": ("-C", "--git-dir", "$GIT_DIR"),
                            },
                        },
                        "delete": {"effects": ("delete",)}, "finish": {"effects": ("write",)},
                    },
                },
            },
        },
        "fork sync": {"unlisted": "flag", "effects": ("write", "delete", "network")},
        "pr": {"unlisted": "flag", "effects": ("write", "network")},
        (
            "mr force-clone undo clear clear-soft obliterate reset-file delete-merged-branches "
            "delete-squashed-branches"
        ): {"unlisted": "flag", "effects": ("write", "delete")},
        "delete-branch delete-tag rename-tag rename-branch rename-remote release publish": {
            "unlisted": "flag", "effects": ("write", "delete", "network"),
            "target": {"resolver": "git-remote", "remote": (), "directory": ("-C", "--git-dir", "$GIT_DIR")},
            "local": False,
        },
        (
            "effort fame guilt standup summary info root missing contrib changelog authors count line-summary "
            "local-commits show-tree sizer commits-since unpushed"
        ): {"unlisted": "flag", "effects": ("read",)},
        (
            "status describe name-rev ls-files merge-base rev-list rev-parse show-branch show-ref for-each-ref "
            "count-objects cherry check-ignore check-attr check-mailmap check-ref-format verify-commit verify-tag "
            "verify-pack var show-index fsck fsck-objects ls-tree get-tar-commit-id diagnose bugreport get-commit-id "
            "patch-id stripspace column interpret-trailers fmt-merge-msg rebase--interactive mailinfo mailsplit"
        ): {
            "unlisted": "flag",
            "flags": {
                "-a": "flag", "--abbrev": "optional", "--all": "flag", "--author": "value", "-b --branch": "flag",
                "-c --cached": "flag", "--candidates": "value", "--committer": "value", "--contains": "optional",
                "--count": "value", "-d --deleted": "flag", "--default": "value", "--exclude": "value",
                "--exclude-per-directory": "value", "--format": "value", "--glob": "value", "--grep": "value",
                "-h": "flag", "--indent": "value", "-k": "flag", "-l": "flag", "-M": "optional",
                "-m --modified": "flag", "--match": "value", "--merged": "optional", "--mode": "value",
                "-n --max-count": "value", "--nl": "value", "--no-merged": "optional", "-o --others": "flag",
                "--padding": "value", "--points-at": "value", "--prefix": "value", "-q --quiet": "flag", "-r": "flag",
                "--refs": "value", "-s --short": "flag", "--since --after": "value", "--skip": "value",
                "--sort": "value", "-t": "flag", "--trailer": "value", "-u --untracked-files": "optional",
                "--until --before": "value", "-v --verbose": "flag", "--width": "value", "-X --exclude-from": "value",
                "-x --exclude-pattern": "value", "-z": "flag",
            },
            "effects": ("read",),
        },
    },
}
