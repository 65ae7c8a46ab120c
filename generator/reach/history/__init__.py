"""The ledger's own story: what came when, what still counts, what a revision changed."""
