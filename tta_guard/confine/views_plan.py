"""Which files of credentials a command is to see, and how: the plan of all views. Pure; hot.

Nothing is kept from one run to the next: a cache of views would put secrets where they were not.
"""

from __future__ import annotations

from .views_model import Judge, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from ..commands.environments import Target
    from ..policy.rules import Policy
    from .views_model import Files


# Module, entries of the home directory, entries of ~/.config, variables: each a reason to look closer.
_FAMILIES: Final = (
    ("kube", frozenset((b".kube",)), frozenset[bytes](), frozenset((b"KUBECONFIG",))),
    (
        "aws",
        frozenset((b".aws",)),
        frozenset[bytes](),
        frozenset((b"AWS_CONFIG_FILE", b"AWS_SHARED_CREDENTIALS_FILE")),
    ),
    (
        "docker",
        frozenset((b".docker", b".dockercfg")),
        frozenset((b"containers", b"helm")),
        frozenset(
            (
                b"DOCKER_CONFIG",
                b"REGISTRY_AUTH_FILE",
                b"HELM_REGISTRY_CONFIG",
                b"DOCKER_CERT_PATH",
                b"XDG_RUNTIME_DIR",
                b"XDG_CONFIG_HOME",
            )
        ),
    ),
    (
        "gcloud",
        frozenset[bytes](),
        frozenset((b"gcloud",)),
        frozenset((b"CLOUDSDK_CONFIG", b"GOOGLE_APPLICATION_CREDENTIALS", b"CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE")),
    ),
    ("azure", frozenset((b".azure",)), frozenset[bytes](), frozenset((b"AZURE_CONFIG_DIR",))),
    (
        "stores",
        frozenset(
            b""".netrc .git-credentials .npmrc .pypirc .terraform.d .terraformrc .pgpass .pg_service.conf .my.cnf .vault-token
            .pulumi .fly .local .cargo .gem .composer .oci .databrickscfg .snowsql .boto .s3cfg""".split()
        ),
        frozenset(b"gh glab-cli git hub doctl hcloud configstore netlify pypoetry composer helm rclone".split()),
        frozenset(
            (
                b"GH_CONFIG_DIR",
                b"GLAB_CONFIG_DIR",
                b"NETRC",
                b"NPM_CONFIG_USERCONFIG",
                b"TF_CLI_CONFIG_FILE",
                b"PGPASSFILE",
                b"PGSERVICEFILE",
                b"XDG_CONFIG_HOME",
            )
        ),
    ),
)


def plan_views(
    policy: Policy,
    home: bytes,
    environ: Mapping[bytes, bytes],
    files: Files,
    *,
    approved: Iterable[Target] = (),
    cwd: bytes = b"/",
) -> tuple[View, ...]:
    """Plan the view of every file of credentials that is there.

    What a family's directories do not hold costs a look at them and nothing more; its reader is then not even imported.

    Args:
        policy: its `environments:` say what is production, `confinement.credentials` what stays all the same.
        home: the home directory, absolute.
        environ: the environment the command would have (before the scrub: what it names is judged).
        files: the disk.
        approved: the targets of an approved production run; () for any other. Their credentials stay, and those of no
            other production target. Targets that the policy allows although they are production count as well.
        cwd: the directory that the command starts in, absolute.

    Returns:
        One view for each path, with links followed once more in `real`; of two views of one file the stricter one.
    """
    judge = Judge(policy, approved)
    made: list[View] = []
    top = frozenset(files.names(home))
    config = frozenset(files.names(home + b"/.config")) if b".config" in top else frozenset()
    # a directory that may be entered but not listed tells nothing: then everything is looked at
    blind = not top or (b".config" in top and not config)
    for module, entries, below, variables in _FAMILIES:
        named = blind or not (entries.isdisjoint(top) and below.isdisjoint(config) and variables.isdisjoint(environ))
        if not named:
            continue
        loaded = __import__(f"{__package__}.views_{module}", fromlist=(f"plan_{module}",))
        getattr(loaded, f"plan_{module}")(judge, files, home, environ, cwd, made)
    return _merged(made, files)


_STRICTNESS = {"whole": 0, "scoped": 1, "emptied": 2, "hidden": 3}


def _merged(made: list[View], files: Files) -> tuple[View, ...]:
    """One view for each path; the same file under two names (a link) is seen by the strictest view of either."""
    found: dict[bytes, View] = {}
    strictest: dict[bytes, View] = {}
    for view in made:
        real = files.real(view.path)
        values = {name: getattr(view, name) for name in view.__match_args__}
        view = View(**{**values, "real": real})
        before = found.get(view.path)
        if before is None or _STRICTNESS[view.kind] > _STRICTNESS[before.kind]:
            found[view.path] = view
        worst = strictest.get(real)
        if worst is None or _STRICTNESS[view.kind] > _STRICTNESS[worst.kind]:
            strictest[real] = view
    out: list[View] = []
    for view in found.values():
        worst = strictest[view.real]
        if worst.kind != view.kind:
            view = View(
                view.path, worst.kind, view.family, worst.content, worst.removed, view.variable, view.root, view.real
            )
        out.append(view)
    return tuple(out)
