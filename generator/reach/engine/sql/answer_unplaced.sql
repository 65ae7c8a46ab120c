-- How many rows are of an audience that the type does not hold.
SELECT count(*) FROM lines WHERE audience IS NULL;
