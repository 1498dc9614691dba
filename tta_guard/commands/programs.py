"""Which reader knows what a program starts: by its base name. Pure, hot: looked at for every command.

The sets repeat the names of the readers' tables, so that a plain `ls` loads none of them; a test holds them together.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

WRAPPERS: Final = frozenset(
    (
        "aa-exec aarch64 apptainer apt apt-get apt-key aptitude asciinema asdf assume at autossh aws-env aws-okta "
        "aws-sso aws-vault awsume batch berglas bfs bsdtar buildah builtin bundle bundler bunx busybox bwrap "
        "cabal caffeinate capsh cargo-watch catchsegv cgexec chokidar choom chpst chronic chroot chrt clush "
        "command concurrently conda consul-template coproc coreutils cpulimit crictl crontab crun ctr daemonize "
        "dbus-launch dbus-run-session devbox devcontainer devenv direnv distrobox doas dotenv dotenv-cli dotenvx "
        "dotenvy dpkg dsh dune eatmydata ed emacs emacsclient enroot entr env env-cmd env_parallel envchain "
        "envconsul envdir envuidgid ex fakechroot fakeroot fakeroot-sysv fd fdfind find firejail flatpak-spawn "
        "flit flock flox fnm forever fswatch gamemoderun gdb gdbserver genv gfind gh glab gnice gnohup godotenv "
        "goenv granted gsed gsort gsplit gstdbuf gtar gtime gtimeout guix gvim gxargs hatch heaptrack hyperfine "
        "i386 i686 incus info inotifywait ionice jenv jexec lckdo ld.so less limactl linux32 linux64 lldb logsave "
        "ltrace luarocks lxc machinectl mamba man mangohud micromamba mise more mosh most multipass nc nc.openbsd "
        "nc.traditional ncat netcat nice nix nix-shell nmap nocache nocorrect nodemon nodenv noglob nohup nox "
        "npm-run-all npx nsenter numactl nvi nvim nvm onchange opam openssl optirun parallel parallel-ssh "
        "pasuspender pdm pdsh perf phpenv pipenv pipx pixi pkexec plenv pm2 pnpx poetry prime-run primusrun "
        "prlimit proot proxychains proxychains4 pssh pyenv rbenv red rg ripgrep rlwrap rr rsync rtx run-p "
        "run-parts run-s run0 runc runcon runuser rush rustup rvim rye saml2aws scp screen script sdk secrethub "
        "sed sem setarch setlock setpriv setsid setuidgid sftp sg singularity socat softlimit sort spack split "
        "ssh ssh-agent sshpass ssm-env stack start-stop-daemon stdbuf strace su sudo summon supervisorctl "
        "systemctl systemd-inhibit systemd-nspawn systemd-run tar taskset tcpdump teller time timeout tmux "
        "toolbox torify torsocks tox toybox trickle tsocks uclampset uftrace uname26 unbuffer unshare uv uvx "
        "vagrant valgrind vals vi view vim vim.basic vim.tiny vimdiff volta watch watchexec with-lock-ex withlock "
        "wsl x86_64 xargs xvfb-run zellij zip "
    ).split()
)
SHELLS: Final = frozenset(("ash bash csh dash fish ksh mksh oksh pdksh posh rbash sh tcsh yash zsh ").split())
INTERPRETERS: Final = frozenset(
    (
        "R Rscript awk bun busybox-awk deno elixir erl expect gawk ghc goawk groovy guile ipython irb jruby "
        "jshell julia lua luajit mawk nawk node nodejs original-awk osascript perl php powershell pwsh py pypy "
        "python python2 python3 pythonw r racket rscript ruby runghc runhaskell sbcl scala swift tclsh texlua "
        "ts-node tsx wish "
    ).split()
)
TASKS: Final = frozenset(
    (
        "ant bmake composer foreman gmake go-task gradle gradlew hivemind honcho inv invoke just lerna mage make "
        "mvn mvnw npm nx overmind pnpm poe pre-commit rake task turbo yarn "
    ).split()
)
# Programs that start nothing, whatever their arguments: the commonest commands are done after one look here.
PLAIN: Final = frozenset(
    (
        "ls cat echo printf pwd cd mkdir rmdir rm cp mv ln touch chmod chown chgrp head tail wc cut tr uniq tee grep egrep fgrep "
        "diff cmp comm paste join fold fmt nl od xxd hexdump strings base64 base32 md5sum sha1sum sha256sum sha512sum cksum sum "
        "date cal sleep true false test [ [[ id whoami groups uname hostname uptime df du free ps kill pkill killall top htop "
        "which whereis type basename dirname realpath readlink stat file tree dd sync seq shuf rev tac expr bc jq yq export set "
        "unset shift read return exit break continue local declare typeset readonly let umask ulimit wait jobs fg bg disown "
        "printenv tty stty clear reset history mktemp truncate install shred column pr expand unexpand tsort factor yes nproc "
        "gzip gunzip bzip2 bunzip2 xz unxz zcat bzcat xzcat unzip curl ping dig nslookup host "
        "pushd popd dirs getopts shopt hash alias unalias : mapfile readarray"
    ).split()
)


def base_name(text: str) -> str:
    """The program's name without directory, without `.exe`, `.cmd` or `.bat`."""
    name = text[text.rfind("/") + 1 :]
    if "\\" in name:
        name = name[name.rfind("\\") + 1 :]
    return name[:-4] if name[-4:].lower() in (".exe", ".cmd", ".bat") else name


def reader_of(name: str) -> tuple[str, str] | None:
    """Which reader knows a program, and the name that it knows it by; None: nobody here.

    Args:
        name: a base name. `Python3.11` is python: a name is tried as it is, in lower case, and without the version at its
            end.
    """
    for one in (name, name.lower(), name.lower().rstrip("0123456789.").rstrip("-_.")):
        if one in SHELLS:
            return "shell", one
        if one in WRAPPERS:
            return "wrapper", one
        if one == "git" or one.startswith("git-"):
            return "git", one
        if one in INTERPRETERS:
            return "interpreter", one
        if one in TASKS:
            return "tasks", one
    if name.startswith(("ld-linux", "ld-musl", "ld64.so", "ld.so", "ld-2")):
        return "wrapper", "ld.so"
    return None
