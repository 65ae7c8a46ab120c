-- Reports whose attendances a session are out of the range of their audience.
WITH sizes AS (
    SELECT
        unnest($audiences::VARCHAR[]) AS audience,
        unnest($fewest::INTEGER[]) AS fewest,
        unnest($most::INTEGER[]) AS most
),
sums AS (
    SELECT
        report,
        audience::VARCHAR AS audience,
        sum(value) FILTER (measure = 'sessions') AS sessions,
        sum(value) FILTER (measure = 'attendances') AS attendances
    FROM lines
    WHERE measure IN ('sessions', 'attendances')
    GROUP BY ALL
)
SELECT
    place,
    audience,
    activity,
    period,
    sessions::BIGINT,
    attendances::BIGINT
FROM sums
JOIN reports USING (report)
JOIN sizes USING (audience)
WHERE
    sessions > 0
    AND attendances > 0
    AND CASE
        WHEN $over THEN attendances > most * sessions
        ELSE attendances < fewest * sessions
    END;
