"""Programs that look for text in files, or pick and change parts of them."""

# fmt: off
TOOLS = (
    {
        "names": (
            "grep", "egrep", "fgrep", "ggrep", "zgrep", "zegrep", "zfgrep", "bzgrep", "xzgrep", "rgrep", "pcregrep",
            "pcre2grep", "ugrep", "ug",
        ),
        "about": "lines that match", "docs": "https://www.gnu.org/software/grep/manual/", "style": "gnu",
        "help": ("--help",), "unlisted": "flag",
        "flags": {
            "-A --after-context": "value", "-a --text": "flag", "-B --before-context": "value",
            "-b --byte-offset": "flag", "--binary-files": "value", "-C --context": "value", "-c --count": "flag",
            "-D --devices": "value", "-d --directories": "value", "-E --extended-regexp": "flag",
            "-e --regexp": "value", "--exclude": "value", "--exclude-dir": "value", "--exclude-from": "value",
            "-f --file": "value", "-F --fixed-strings": "flag", "-G --basic-regexp": "flag",
            "--group-separator": "value", "-h --no-filename": "flag", "-H --with-filename": "flag", "--help": "flag",
            "-I": "flag", "-i --ignore-case": "flag", "--include": "value", "-l --files-with-matches": "flag",
            "-L --files-without-match": "flag", "--label": "value", "-m --max-count": "value",
            "-n --line-number": "flag", "-o --only-matching": "flag", "-P --perl-regexp": "flag",
            "-q --quiet --silent": "flag", "-R --dereference-recursive": "flag", "-r --recursive": "flag",
            "-s --no-messages": "flag", "-T --initial-tab": "flag", "-U --binary": "flag", "-v --invert-match": "flag",
            "-V --version": "flag", "-w --word-regexp": "flag", "-X": "value", "-x --line-regexp": "flag",
            "-y": "flag", "-Z --null": "flag", "-z --null-data": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"@2*": "read", "-f --file": "read"},
        "when": ({"if": {"any": ({"flag": "-e --regexp"}, {"flag": "-f --file"})}, "files": {"@*": "read"}},),
    },
    {
        "names": ("rg", "ripgrep", "rga"), "about": "lines that match", "docs": "https://ripgrep.dev/", "style": "gnu",
        "unlisted": "flag",
        "flags": {
            "-0 --null": "flag", "-A --after-context": "value", "-a --text": "flag", "-B --before-context": "value",
            "-b --byte-offset": "flag", "-C --context": "value", "-c --count": "flag", "--color": "value",
            "--colors": "value", "--context-separator": "value", "-d --max-depth": "value",
            "--dfa-size-limit": "value", "-E --encoding": "value", "-e --regexp": "value", "--engine": "value",
            "-f --file": "value", "-F --fixed-strings": "flag", "--field-context-separator": "value",
            "--field-match-separator": "value", "--files": "flag", "-g --glob": "value", "--generate": "value",
            "-h --help": "flag", "-H --with-filename": "flag", "--hostname-bin": "value",
            "--hyperlink-format": "value", "-i --ignore-case": "flag", "-I --no-filename": "flag", "--iglob": "value",
            "--ignore-file": "value", "-j --threads": "value", "-l --files-with-matches": "flag",
            "-L --follow": "flag", "-M --max-columns": "value", "-m --max-count": "value", "--max-filesize": "value",
            "-n --line-number": "flag", "-N --no-line-number": "flag", "-o --only-matching": "flag",
            "-P --pcre2": "flag", "-p --pretty": "flag", "--path-separator": "value", "--pre": "value",
            "--pre-glob": "value", "-q --quiet": "flag", "-r --replace": "value", "--regex-size-limit": "value",
            "-s --case-sensitive": "flag", "-S --smart-case": "flag", "--sort": "value", "--sortr": "value",
            "-t --type": "value", "-T --type-not": "value", "--type-add": "value", "--type-clear": "value",
            "--type-list": "flag", "-U --multiline": "flag", "-u --unrestricted": "flag", "-v --invert-match": "flag",
            "-V --version": "flag", "-w --word-regexp": "flag", "-x --line-regexp": "flag", "-z --search-zip": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"@2*": "read", "-f --file": "read"},
        "when": (
            {"if": {"any": ({"flag": "-e --regexp"}, {"flag": "-f --file"})}, "files": {"@*": "read"}},
            {"if": {"any": ({"flag": "--files"}, {"flag": "--type-list"})}, "effects": (), "files": {"@*": "read"}},
        ),
    },
    {
        "names": ("ag", "ack", "ack-grep", "pt", "sift"), "about": "lines that match",
        "docs": "https://github.com/ggreer/the_silver_searcher", "style": "gnu", "help": ("--help", "--version"),
        "unlisted": "flag",
        "flags": {
            "-0 --null": "flag", "-1": "flag", "-A --after": "optional", "-a --all-types": "flag",
            "-B --before": "optional", "-C --context": "optional", "-c --count": "flag", "--color-match": "value",
            "-D --debug": "flag", "--depth": "value", "-f --follow": "flag", "-G --file-search-regex": "value",
            "-g --filename-pattern": "value", "-H --heading": "flag", "-h --no-filename": "flag", "--help": "flag",
            "-i --ignore-case": "flag", "--ignore": "value", "--ignore-dir": "value",
            "-l --files-with-matches": "flag", "-L --files-without-matches": "flag", "-m --max-count": "value",
            "-n --norecurse": "flag", "-o --only-matching": "flag", "-p --path-to-ignore": "value", "--pager": "value",
            "-Q --literal": "flag", "-R": "flag", "-r --recurse": "flag", "-s --case-sensitive": "flag",
            "-S --smart-case": "flag", "-t --all-text": "flag", "-U --skip-vcs-ignores": "flag",
            "-u --unrestricted": "flag", "-v --invert-match": "flag", "--version": "flag", "-W --width": "value",
            "-w --word-regexp": "flag", "--workers": "value", "-z --search-zip": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"@2*": "read"},
    },
    {
        "names": ("sed", "gsed", "ssed"), "about": "edit a stream", "docs": "https://www.gnu.org/software/sed/manual/",
        "style": "gnu", "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "-a": "flag", "-e --expression": "value", "-E -r --regexp-extended": "flag", "-f --file": "value",
            "--help": "flag", "-i --in-place": "optional", "-l --line-length": "value", "-n --quiet --silent": "flag",
            "-s --separate": "flag", "-u --unbuffered": "flag", "--version": "flag", "-z --null-data": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"@2*": "read", "-f --file": "read"},
        "when": (
            {"if": {"any": ({"flag": "-e --expression"}, {"flag": "-f --file"})}, "files": {"@*": "read"}},
            {"if": {"flag": "-i --in-place"}, "effects": ("write",), "files": {"@2*": "read+write"}},
            {
                "if": {
                    "all": ({"flag": "-i --in-place"}, {"any": ({"flag": "-e --expression"}, {"flag": "-f --file"})}),
                },
                "files": {"@*": "read+write"},
            },
        ),
    },
    {
        "names": ("awk", "gawk", "mawk", "nawk", "goawk"), "about": "a language for lines and fields",
        "docs": "https://www.gnu.org/software/gawk/manual/", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-b --characters-as-bytes": "flag", "-C --copyright": "flag", "-c --traditional": "flag",
            "-D --debug": "optional", "-d --dump-variables": "optional", "-E --exec": "value", "-e --source": "value",
            "-F --field-separator": "value", "-f --file": "value", "-g --gen-pot": "flag", "-h --help": "flag",
            "-i --include": "value", "-I --trace": "flag", "-k --csv": "flag", "-L --lint": "optional",
            "-l --load": "value", "-M --bignum": "flag", "-n --non-decimal-data": "flag",
            "-N --use-lc-numeric": "flag", "-O --optimize": "flag", "-o --pretty-print": "optional",
            "-P --posix": "flag", "-p --profile": "optional", "-r --re-interval": "flag", "-s --no-optimize": "flag",
            "-S --sandbox": "flag", "-t --lint-old": "flag", "-v --assign": "value", "-V --version": "flag",
            "-W": "value",
        },
        "effects": ("read",), "local": True, "target": None,
        "files": {
            "@2*": "read", "-f --file": "read", "-i --include": "read", "-E --exec": "read",
            "-o --pretty-print": "write", "-p --profile": "write", "-d --dump-variables": "write",
        },
        "when": (
            {
                "if": {"any": ({"flag": "-f --file"}, {"flag": "-e --source"}, {"flag": "-E --exec"})},
                "files": {"@*": "read"},
            },
            {
                "if": {
                    "any": (
                        {"arg": "@1", "is": ("*ENVIRON*", "*PROCINFO*")},
                        {"flag": "-e --source", "value": ("*ENVIRON*",)},
                    ),
                },
                "add": ("print-secret",), "note": "the program reads the environment",
            },
        ),
    },
    {
        "names": ("jq", "gojq", "jaq", "jql"), "about": "JSON", "docs": "https://jqlang.org/manual/", "style": "gnu",
        "unlisted": "flag",
        "flags": {
            "-a --ascii-output": "flag", "--arg": "value2", "--argfile": "value2", "--argjson": "value2",
            "-b --binary": "flag", "-C --color-output": "flag", "-c --compact-output": "flag",
            "-e --exit-status": "flag", "-f --from-file": "value", "-h --help": "flag", "--indent": "value",
            "-j --join-output": "flag", "-L": "value", "-M --monochrome-output": "flag", "-n --null-input": "flag",
            "-R --raw-input": "flag", "-r --raw-output": "flag", "--rawfile": "value2", "-s --slurp": "flag",
            "-S --sort-keys": "flag", "--slurpfile": "value2", "-V --version": "flag",
        },
        "effects": ("read",), "local": True, "target": None,
        "files": {
            "@2*": "read", "-f --from-file": "read", "--slurpfile": "read", "--rawfile": "read", "--argfile": "read",
        },
        "when": (
            {"if": {"flag": "-f --from-file"}, "files": {"@*": "read"}},
            {
                "if": {
                    "arg": "@1",
                    "is": (
                        "*$ENV*", "env", "env.*", "env[*", "*|env*", "*| env*", "*(env*", "*[env*", "*@env*",
                        "*strenv(*", "*envsubst*", "*[ env*", "*{env*",
                    ),
                },
                "add": ("print-secret",), "note": "the filter reads the environment",
            },
        ),
    },
    {
        "names": ("yq", "dasel", "xq", "tomlq"), "about": "YAML, JSON, XML and more",
        "docs": "https://mikefarah.gitbook.io/yq/", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-0 --nul-output": "flag", "-a": "flag", "--arg": "value2", "--argjson": "value2", "-C --colors": "flag",
            "-c --compact-output": "flag", "--csv-separator": "value", "-e --exit-status": "flag",
            "--expression": "value", "--from-file": "value", "--front-matter -f": "value", "-h --help": "flag",
            "-I --indent": "value", "-i --inplace --in-place": "flag", "-j --tojson": "flag", "--lua-prefix": "value",
            "--lua-suffix": "value", "-M --no-colors": "flag", "-N --no-doc": "flag", "-n --null-input": "flag",
            "-o --output-format": "value", "-p --input-format": "value", "-P --prettyPrint": "flag",
            "--properties-separator": "value", "-R": "flag", "-r --unwrapScalar": "optional", "--rawfile": "value2",
            "-S --sort-keys": "flag", "-s --split-exp": "value", "--slurpfile": "value2", "--split-exp-file": "value",
            "-t --toml-output": "flag", "--tsv-separator": "value", "-v --verbose": "flag", "-V --version": "flag",
            "-w --width": "value", "-x --xml-output": "flag", "--xml-attribute-prefix": "value",
            "--xml-content-name": "value", "-Y": "flag", "-y --yaml-output": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"@2*": "read", "--from-file": "read"},
        "when": (
            {"if": {"flag": "--from-file"}, "files": {"@*": "read"}},
            {"if": {"flag": "-i --inplace --in-place"}, "effects": ("write",), "files": {"@2*": "read+write"}},
            {
                "if": {"all": ({"flag": "-i --inplace --in-place"}, {"flag": "--from-file"})},
                "files": {"@*": "read+write"},
            },
            {
                "if": {
                    "arg": "@1",
                    "is": (
                        "*$ENV*", "env", "env.*", "env[*", "*|env*", "*| env*", "*(env*", "*[env*", "*@env*",
                        "*strenv(*", "*envsubst*", "*[ env*", "*{env*",
                    ),
                },
                "add": ("print-secret",), "note": "the expression reads the environment",
            },
            {
                "if": {"arg": "@1", "is": ("*load(*", "*load_*(*", "*strload*")}, "add": ("print-secret",),
                "note": "the expression reads a file that it names",
            },
        ),
        "subcommands": {"eval e eval-all ea": {}, "shell-completion completion": {"effects": ()}},
    },
)
