"""Go, Maven, Gradle, Composer, RubyGems and Bundler."""

# fmt: off
TOOLS = (
    {
        "names": ("gem",), "about": "Ruby packages", "docs": "https://guides.rubygems.org/command-reference/",
        "style": "gnu", "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "-a --add": "value", "-C": "value", "-c": "flag", "--config-file": "value", "-d --details": "flag",
            "-E": "flag", "-f --force": "flag", "-g --file": "optional", "-h --help": "flag", "--host": "value",
            "-I": "flag", "-i --install-dir": "value", "-k --key": "value", "-l --local": "flag", "-N": "flag",
            "-n --bindir": "value", "-o --output": "value", "--otp": "value", "-p --http-proxy": "optional",
            "-P --trust-policy": "value", "--platform": "value", "-q --quiet": "flag", "-r --remove": "value",
            "-s --source": "value", "-u --update": "flag", "-V --verbose": "flag", "-v --version": "flag",
            "-w": "flag", "-x": "flag",
        },
        "effects": ("write", "network"), "local": True, "target": None,
        "subcommands": {
            "": {"effects": ()}, "help": {"effects": ()},
            "install update fetch unpack pristine build rdoc generate_index setup": {
                "flags": {"-v --version": "value"}, "effects": ("write", "network"),
            },
            "uninstall cleanup": {"flags": {"-v --version": "value"}, "effects": ("delete",)},
            (
                "list search query info environment contents dependency outdated which specification stale check lock "
                "server mirror sources cert signin signout exec"
            ): {"effects": ("read", "network")},
            "push": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {"resolver": "generic", "url": ("--host", "-k --key", "$RUBYGEMS_HOST")},
                "files": {"@1": "read"},
            },
            "yank": {
                "flags": {"-v --version": "value"}, "effects": ("publish", "delete", "network"), "local": False,
                "target": {"resolver": "generic", "url": ("--host", "-k --key", "$RUBYGEMS_HOST")},
            },
            "owner": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {"resolver": "generic", "url": ("--host", "-k --key", "$RUBYGEMS_HOST")},
            },
        },
    },
    {
        "names": ("bundle", "bundler"), "about": "Ruby projects", "docs": "https://bundler.io/man/bundle.1.html",
        "style": "gnu", "help": ("-h --help", "-v --version"), "unlisted": "flag",
        "flags": {
            "--binstubs": "optional", "-d": "flag", "--gemfile": "value", "--group": "value", "-h --help": "flag",
            "-j --jobs": "value", "--lockfile": "value", "-n": "flag", "--path": "value", "-r": "value",
            "--retry": "value", "-s --source": "value", "--standalone": "values", "-V": "flag", "-v --version": "flag",
            "--with": "values", "--without": "values",
        },
        "effects": ("write", "network"), "local": True, "target": None,
        "subcommands": {
            "exec": {"stop": "first-positional", "effects": ("exec",)}, "help version completion": {"effects": ()},
            "show list info outdated check viz platform doctor licenses fund env issue": {
                "effects": ("read", "network"),
            },
            "config": {"effects": ("write",), "subcommands": {"list get": {"effects": ("read",)}}},
            "remove clean": {"effects": ("delete",)}, "console open": {"effects": ("exec",)},
        },
    },
    {
        "names": ("go",), "about": "Go", "docs": "https://pkg.go.dev/cmd/go", "style": "go", "help": ("-h", "-help"),
        "unlisted": "flag",
        "flags": {
            "-a": "flag", "-asan": "flag", "-asmflags": "value", "-bench": "value", "-benchtime": "value",
            "-buildmode": "value", "-buildvcs": "optional", "-C": "value", "-c": "flag", "-cache": "flag",
            "-changed": "flag", "-compat": "value", "-compiler": "value", "-count": "value", "-cover": "flag",
            "-covermode": "value", "-coverpkg": "value", "-coverprofile": "value", "-cpu": "value",
            "-cpuprofile": "value", "-d": "flag", "-deps": "flag", "-diff": "flag", "-dropreplace": "value",
            "-droprequire": "value", "-dropuse": "value", "-e": "flag", "-exec": "value", "-f": "value",
            "-failfast": "flag", "-fmt": "flag", "-fuzz": "value", "-fuzzcache": "flag", "-fuzztime": "value",
            "-g": "value", "-gccgoflags": "value", "-gcflags": "value", "-go": "value", "-h": "flag", "-help": "flag",
            "-i": "flag", "-installsuffix": "value", "-json": "flag", "-l": "flag", "-ldflags": "value",
            "-linkshared": "flag", "-list": "value", "-m": "flag", "-memprofile": "value", "-mod": "value",
            "-modcache": "flag", "-modcacherw": "flag", "-modfile": "value", "-module": "value", "-msan": "flag",
            "-n": "flag", "-o": "value", "-outputdir": "value", "-overlay": "value", "-p": "value",
            "-parallel": "value", "-pgo": "value", "-pkgdir": "value", "-print": "flag", "-q": "flag", "-r": "flag",
            "-race": "flag", "-replace": "value", "-require": "value", "-retracted": "flag", "-reuse": "value",
            "-run": "value", "-s": "flag", "-short": "flag", "-t": "flag", "-tags": "value", "-test": "flag",
            "-testcache": "flag", "-timeout": "value", "-toolexec": "value", "-trimpath": "flag", "-u": "flag",
            "-use": "value", "-v": "flag", "-versions": "flag", "-vet": "value", "-w": "flag", "-work": "flag",
            "-x": "flag",
        },
        "effects": ("write", "network"), "local": True, "target": None, "files": {"-o": "write"},
        "commands": ({"form": "argv-words", "from": "-toolexec"}, {"form": "argv-words", "from": "-exec"}),
        "subcommands": {
            "": {"effects": ()}, "help version": {"effects": ()},
            "run generate tool": {"stop": "first-positional", "effects": ("exec",)},
            "test": {"effects": ("exec",), "when": ({"if": {"flag": "-c"}, "effects": ("write",)},)},
            "build install get mod work fmt fix bug telemetry": {"effects": ("write", "network")},
            "clean": {"effects": ("delete",)},
            "env": {
                "flags": {"-w": "flag", "-u": "flag"}, "effects": ("read",),
                "when": ({"if": {"any": ({"flag": "-w"}, {"flag": "-u"})}, "effects": ("write",)},),
            },
            "list doc vet": {"effects": ("read",)},
        },
    },
    {
        "names": ("mvn", "mvnw", "mvnd"), "about": "Maven",
        "docs": "https://maven.apache.org/ref/current/maven-embedder/cli.html", "style": "go",
        "help": ("-h -help", "-v -version"), "unlisted": "flag",
        "flags": {
            "-am -also-make": "flag", "-amd -also-make-dependents": "flag", "-B -batch-mode": "flag",
            "-b -builder": "value", "-c -lax-checksums": "flag", "-C -strict-checksums": "flag", "-color": "value",
            "-cpu": "flag", "-D -define": "value", "-e -errors": "flag", "-emp -encrypt-master-password": "value",
            "-ep -encrypt-password": "value", "-f -file": "value", "-fae -fail-at-end": "flag",
            "-ff -fail-fast": "flag", "-fn -fail-never": "flag", "-gs -global-settings": "value", "-h -help": "flag",
            "-itr": "flag", "-l -log-file": "value", "-llr": "flag", "-N -non-recursive": "flag", "-npr": "flag",
            "-npu": "flag", "-nsu": "flag", "-ntp -no-transfer-progress": "flag", "-o -offline": "flag",
            "-P -activate-profiles": "value", "-pl -projects": "value", "-q -quiet": "flag",
            "-rf -resume-from": "value", "-s -settings": "value", "-T -threads": "value", "-t -toolchains": "value",
            "-U -update-snapshots": "flag", "-up": "flag", "-V -show-version": "flag", "-v -version": "flag",
            "-X -debug": "flag",
        },
        "effects": ("write", "exec", "network"), "local": True, "target": None,
        "files": {"-f -file": "read", "-s -settings": "read", "-l -log-file": "write"},
        "when": (
            {
                "if": {
                    "arg": "@*",
                    "is": (
                        "deploy", "deploy:*", "*:deploy*", "release:perform", "*release*:perform", "site-deploy",
                        "nexus-staging:*", "central-publishing:*", "gpg:sign-and-deploy-file", "wagon:upload*",
                        "jib:build", "*jib*:build", "docker:push", "scm-publish:*",
                    ),
                },
                "add": ("publish",), "local": False, "target": {"resolver": "generic", "url": ("-D -define",)},
            },
            {
                "if": {
                    "arg": "@*",
                    "is": ("flyway:clean", "flyway:*", "liquibase:*", "sql:execute", "*flyway*", "*liquibase*"),
                },
                "add": ("delete",), "local": False, "target": {"resolver": "database", "url": ("-D -define",)},
            },
            {
                "if": {
                    "arg": "@*",
                    "is": ("help:effective-settings", "help:system", "help:evaluate", "*maven-help-plugin*"),
                },
                "add": ("print-secret",),
            },
        ),
    },
    {
        "names": ("gradle", "gradlew"), "about": "Gradle",
        "docs": "https://docs.gradle.org/current/userguide/command_line_interface.html",
        "style": "gnu", "help": ("-h --help", "-v --version"), "unlisted": "flag",
        "flags": {
            "-a": "flag", "--args": "value", "-b --build-file": "value", "-C": "flag", "-c --settings-file": "value",
            "--configuration-cache-problems": "value", "--console": "value", "-d --debug": "flag",
            "-D --system-prop": "value", "-F --dependency-verification": "value", "-g --gradle-user-home": "value",
            "-h --help": "flag", "-i --info": "flag", "-I --init-script": "value", "--include-build": "value",
            "-m --dry-run": "flag", "-M --write-verification-metadata": "value", "--max-workers": "value",
            "--no-daemon": "flag", "-p --project-dir": "value", "-P --project-prop": "value", "--priority": "value",
            "--profile": "flag", "--project-cache-dir": "value", "-q --quiet": "flag",
            "--refresh-dependencies": "flag", "-S --full-stacktrace": "flag", "-s --stacktrace": "flag",
            "--scan": "flag", "-t --continuous": "flag", "--tests": "value", "-U": "flag", "-V": "flag",
            "-v --version": "flag", "-w --warn": "flag", "--warning-mode": "value", "-x --exclude-task": "value",
        },
        "effects": ("write", "exec", "network"), "local": True, "target": None,
        "files": {"-b --build-file": "read", "-I --init-script": "read"},
        "when": (
            {"if": {"flag": "-m --dry-run"}, "effects": ()},
            {
                "if": {
                    "arg": "@*",
                    "is": (
                        "*publish*", "*upload*", "*deploy*", "*release*", "jib", "*:jib", "*dockerpush*",
                        "*bootbuildimage*",
                    ),
                    "fold": True,
                },
                "add": ("publish",), "local": False,
                "target": {"resolver": "generic", "project": ("-P --project-prop",)},
            },
            {
                "if": {"arg": "@*", "is": ("*flyway*", "*liquibase*"), "fold": True}, "add": ("delete",),
                "local": False,
                "target": {"resolver": "database", "url": ("-P --project-prop", "-D --system-prop")},
            },
            {"if": {"all": ({"flag": "-m --dry-run"},)}, "effects": (), "local": True, "target": None},
        ),
    },
    {
        "names": ("composer",), "about": "PHP packages", "docs": "https://getcomposer.org/doc/03-cli.md",
        "style": "gnu", "help": ("-h --help", "-V --version"), "unlisted": "flag",
        "flags": {
            "-a": "flag", "--absolute": "flag", "--audit-format": "value", "--auth": "flag", "--author": "value",
            "-D": "flag", "-d --working-dir": "value", "--description": "value", "--dev": "flag", "--dir": "value",
            "-e --editor": "flag", "-f --format": "value", "--file": "value", "-g --global": "flag",
            "-h --help": "flag", "-i": "flag", "--ignore-platform-req": "value", "-l --list --latest": "flag",
            "--license": "value", "-n --no-interaction": "flag", "--name": "value", "--no-dev": "flag", "-o": "flag",
            "-P": "flag", "--prefer-install": "value", "-q --quiet": "flag", "-r": "flag", "--repository": "value",
            "--repository-url": "value", "--require": "value", "--require-dev": "value", "-s --stability": "value",
            "-t --type": "value", "--unset": "flag", "-v --verbose": "flag", "-V --version": "flag", "-W": "flag",
            "-w": "flag",
        },
        "effects": ("exec",), "local": True, "target": None,
        "subcommands": {
            "": {"effects": ()}, "help completion about": {"effects": ()},
            (
                "install i update u upgrade require r create-project dump-autoload dumpautoload init self-update "
                "selfupdate archive bump reinstall global"
            ): {"effects": ("write", "network")},
            "remove rm uninstall": {"effects": ("delete",)},
            (
                "show info outdated search licenses audit validate check-platform-reqs depends why prohibits why-not "
                "diagnose status suggests fund browse home"
            ): {"effects": ("read", "network")},
            "run-script run exec": {"effects": ("exec",)}, "clear-cache clearcache cc": {"effects": ("delete",)},
            "config": {
                "flags": {"-a --auth": "flag", "-e --editor": "flag", "-l --list": "flag", "--unset": "flag"},
                "effects": ("write",),
                "when": (
                    {
                        "if": {
                            "any": ({"all": ({"args": (0, 1)}, {"not": {"flag": "--unset"}})}, {"flag": "-l --list"}),
                        },
                        "effects": ("read",),
                    },
                    {
                        "if": {
                            "all": (
                                {"args": (1, 1)},
                                {"arg": "@1", "is": ("*oauth*", "http-basic*", "*token*", "bearer*")},
                            ),
                        },
                        "add": ("print-secret",),
                    },
                ),
            },
        },
    },
)
