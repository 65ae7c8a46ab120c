"""The checks: each module asks one kind of question of a file and yields hits."""
