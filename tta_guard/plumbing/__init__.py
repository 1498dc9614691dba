"""Starting git, and finding the repository: below everything that asks git."""
