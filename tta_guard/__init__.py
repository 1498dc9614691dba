"""tta-guard makes the chat modes of AI coding agents hold."""

__version__ = "0.1.0"
