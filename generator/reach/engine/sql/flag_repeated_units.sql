-- The same numbers of people from several units in one period.
WITH said AS (
    SELECT
        report,
        -- a sum of 64-bit hashes: two different sets agree once in 10^19
        sum(hash(audience, measure, sex, age, ethnicity, disability, value)::HUGEINT) AS numbers,
        count(*) FILTER (value >= $large) AS large
    FROM lines
    WHERE measure IN ('attendances', 'people')
    GROUP BY report
)
SELECT
    NULL,
    NULL,
    activity,
    period,
    list(DISTINCT place ORDER BY place) AS places,
    count(DISTINCT place) AS count
FROM said
JOIN reports USING (report)
WHERE large >= $several
GROUP BY activity, period, numbers
HAVING count(DISTINCT place) >= $times;
