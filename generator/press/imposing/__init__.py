"""Pages on sheets: spreads, copies, folds."""
