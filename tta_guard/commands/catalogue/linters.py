"""Programs that check and format files."""

# fmt: off
TOOL = {
    "names": (
        "terraform-docs", "tflint", "tfsec", "trivy", "checkov", "terrascan", "infracost", "hadolint", "shellcheck",
        "shfmt", "yamllint", "actionlint", "markdownlint", "prettier", "eslint", "stylelint", "ruff", "black", "isort",
        "flake8", "mypy", "pyright", "pylint", "bandit", "semgrep", "gitleaks", "trufflehog", "detect-secrets", "vale",
        "codespell", "biome", "oxlint", "golangci-lint", "staticcheck", "rubocop", "rustfmt", "gofmt", "goimports",
        "clang-format", "clang-tidy", "kubeval", "kubeconform", "kube-linter", "conftest", "opa", "dprint", "taplo",
        "typos", "tsc",
    ),
    "about": "checks and formats files", "docs": "https://terraform-docs.io/", "style": "gnu",
    "help": ("--help", "--version"), "unlisted": "flag",
    "flags": {
        "-c --config": "value", "--check": "flag", "-d --directory": "value", "--diff": "flag", "-e": "value",
        "-f --format": "value", "--fix": "flag", "--help": "flag", "-i": "value", "-l": "flag", "-o --output": "value",
        "-p --project": "value", "-q --quiet": "flag", "-r": "value", "-s": "value", "-t": "value",
        "-v --verbose": "flag", "--version": "flag", "-w": "flag", "--write": "flag",
    },
    "effects": ("read",), "local": True, "target": None, "files": {"-o --output": "write", "-c --config": "read"},
    "when": ({"if": {"any": ({"flag": "--fix"}, {"flag": "--write"}, {"flag": "-w"})}, "effects": ("write",)},),
}
