-- Attendances of an audience without sessions and without people: nothing is known but that
-- somebody came. Where the activity asks for sessions.
WITH sums AS (
    SELECT
        report,
        audience,
        sum(value) FILTER (measure = 'sessions') AS sessions,
        sum(value) FILTER (measure = 'attendances') AS attendances,
        count(*) FILTER (measure = 'people') AS counted
    FROM lines
    GROUP BY ALL
)
SELECT place, audience::VARCHAR, activity, period, attendances::BIGINT
FROM sums
JOIN reports USING (report)
WHERE
    attendances > 1
    AND coalesce(sessions, 0) = 0
    AND counted = 0
    AND activity IN (SELECT unnest($asked::VARCHAR[]));
