-- The same numbers of people from one unit in several periods. People of a cohort are left out:
-- a class or a club that comes again is the same size.
WITH said AS (
    SELECT
        report,
        -- a sum of 64-bit hashes: two different sets agree once in 10^19
        sum(hash(audience, measure, sex, age, ethnicity, disability, value)::HUGEINT) AS numbers,
        count(*) FILTER (value >= $large) AS large
    FROM lines
    WHERE measure IN ('attendances', 'people') AND cohort IS NULL
    GROUP BY report
)
SELECT
    place,
    NULL,
    activity,
    NULL,
    list(period ORDER BY until, period) AS periods,
    count(*) AS count
FROM said
JOIN reports USING (report)
WHERE large >= $several
GROUP BY place, activity, numbers
HAVING count(*) >= $times;
