"""The public site: what a citizen reads. In: a request. Out: pages and files of Releases, and nothing else."""
