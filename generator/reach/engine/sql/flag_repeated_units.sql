-- The same numbers of people from several units in one period.
WITH said AS (
    SELECT
        report,
        list(
            concat_ws('|', audience, measure, sex, age, ethnicity, disability, value)
            ORDER BY audience, measure, sex, age, ethnicity, disability, value
        ) AS numbers,
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
