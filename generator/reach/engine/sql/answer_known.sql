-- Which share of the counted people is told apart in each way.
SELECT
    coalesce(sum(high) FILTER (sex IS NOT NULL), 0) / sum(high),
    coalesce(sum(high) FILTER (age IS NOT NULL), 0) / sum(high),
    coalesce(sum(high) FILTER (ethnicity IS NOT NULL), 0) / sum(high),
    coalesce(sum(high) FILTER (disability IS NOT NULL), 0) / sum(high)
FROM counted
HAVING sum(high) > 0;
