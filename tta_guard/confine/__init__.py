"""What a confined command may reach: plan, apply, supervise. Linux only; standard library only."""
