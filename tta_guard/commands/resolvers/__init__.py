"""How each family of tools finds its target: one module a family, loaded when a tool of it is met. Pure.

A module has functions `resolve_X(question)` (named in `targets.RESOLVERS`); each asks the `Question` for parameters,
variables and files, and lays down clues. None of them judges: that is `environments.combine`.
"""
