-- Sessions of an audience of which nobody is counted, where the activity asks for people.
WITH sums AS (
    SELECT
        report,
        audience,
        sum(value) FILTER (measure = 'sessions') AS sessions,
        sum(value) FILTER (measure IN ('attendances', 'people')) AS people
    FROM lines
    GROUP BY ALL
)
SELECT place, audience::VARCHAR, activity, period, sessions::BIGINT, people::BIGINT
FROM sums
JOIN reports USING (report)
WHERE
    sessions > 0
    AND coalesce(people, 0) = 0
    AND activity IN (SELECT unnest($asked::VARCHAR[]));
