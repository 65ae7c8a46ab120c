-- A period whose attendances are many times, or a small part of, what a unit reports of the same
-- activity in its other periods of the same length. A zero is said on purpose and is no jump.
WITH sums AS (
    SELECT
        place,
        activity,
        period,
        translate(period, '0123456789', '') AS length,
        sum(value) AS attendances
    FROM lines
    JOIN reports USING (report)
    WHERE measure = 'attendances'
    GROUP BY ALL
),
beside AS (
    SELECT
        place,
        activity,
        one.period,
        any_value(one.attendances) AS attendances,
        median(other.attendances) AS usual
    FROM sums AS one
    JOIN sums AS other USING (place, activity, length)
    WHERE other.period <> one.period
    GROUP BY ALL
    HAVING count(*) >= $others
)
SELECT place, NULL, activity, period, attendances::BIGINT, round(usual)::BIGINT AS usual
FROM beside
WHERE
    attendances > 0
    AND greatest(attendances, usual) >= $least
    AND (attendances > $times * usual OR attendances * $times < usual);
